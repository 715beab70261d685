import type { Grid } from "../../grid/grid.ts";
import type { Step } from "../../dsl/program.ts";
import type { Value } from "../../dsl/value.ts";
import type { Move } from "./moves.ts";

/** A step whose arguments are node ids; `null` for the root. */
export interface Recipe {
  readonly op: string;
  readonly params: Step["params"];
  readonly args: readonly number[];
}

/** A value the search knows how to make, on every input at once. */
export interface Node {
  readonly recipe: Recipe | null;
  readonly depth: number;
  readonly list: boolean;
  /** Per input; dropped (`null`) where nothing will be built on the node. */
  values: readonly Value[] | null;
  /** The moves already tried on it, so that a search can go on where it was cut. */
  tried: number;
}

/** Vectors of values with observational equivalence: equal on every input means the same node. */
export class Dag {
  readonly nodes: Node[] = [];
  readonly #byHash = new Map<number, number>();

  /** Adds a node, unless an equal one is there. Returns its id, or −1. */
  add(
    recipe: Recipe | null,
    depth: number,
    list: boolean,
    values: readonly Value[],
    keep: boolean,
  ): number {
    let hash = hashOf(values);
    for (;;) {
      const known = this.#byHash.get(hash);
      if (known === undefined) break;
      const other = this.nodes[known]!.values;
      // Without its values a node can only be told apart by hash; a collision then loses one node.
      if (other === null || sameValues(other, values)) return -1;
      hash++;
    }
    const id = this.nodes.length;
    this.#byHash.set(hash, id);
    this.nodes.push({ recipe, depth, list, values: keep ? values : null, tried: 0 });
    return id;
  }
}

/** The recipe of a move on a node (and a canvas). */
export function recipeOf(move: Move, node: number, canvas: number): Recipe {
  return {
    op: move.op.name,
    params: move.params,
    args: move.canvas ? [node, canvas] : [node],
  };
}

/** A 53-bit hash of a vector of values. */
function hashOf(values: readonly Value[]): number {
  let a = 0x243f6a88, b = 0x13198a2e;
  const mix = (grid: Grid) => {
    const h = grid.hash;
    a = Math.imul(a ^ (h % 0x100000000), 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ (h / 0x200000), 0x85ebca6b) + a | 0;
    b ^= b >>> 13;
  };
  for (const value of values) {
    if (!Array.isArray(value)) {
      mix(value as Grid);
      continue;
    }
    const list = value as readonly Grid[];
    a = Math.imul(a ^ (list.length + 1), 0xc2b2ae35);
    for (let i = 0; i < list.length; i++) mix(list[i]!);
  }
  return (a >>> 0) * 0x200000 + (b >>> 11);
}

function sameValues(a: readonly Value[], b: readonly Value[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!, y = b[i]!;
    if (Array.isArray(x) !== Array.isArray(y)) return false;
    if (!Array.isArray(x)) {
      if (!sameGrid(x as Grid, y as Grid)) return false;
      continue;
    }
    const p = x as readonly Grid[], q = y as readonly Grid[];
    if (p.length !== q.length) return false;
    for (let k = 0; k < p.length; k++) if (!sameGrid(p[k]!, q[k]!)) return false;
  }
  return true;
}

function sameGrid(a: Grid, b: Grid): boolean {
  return a === b || (a.x === b.x && a.y === b.y && a.equals(b));
}
