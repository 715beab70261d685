import type { Grid } from "../../grid/grid.ts";
import { applyOp } from "../../dsl/apply_op.ts";
import { opNamed } from "../../dsl/registry.ts";
import type { Value } from "../../dsl/value.ts";
import { type NodeBudget, nodesFor } from "../node_budget.ts";
import { Coverage } from "./coverage.ts";
import { Dag, type Node, recipeOf } from "./dag.ts";
import { type Move, movesFor } from "./moves.ts";
import type { Setting } from "./setting.ts";
import { type SizeGuess, sizeGuesses } from "./sizes.ts";

/** Nodes whose sizes are right on every train pair and agree on the tests. */
export interface PieceGroup {
  readonly coverage: Coverage;
  /** Node id of each piece of the coverage. */
  readonly nodes: number[];
  /** What each piece shows on the test inputs. */
  readonly tests: (readonly Grid[])[];
}

/** How many canvases (guesses at the output size) the search lays pieces on. */
const MAX_CANVASES = 2;
/** Primitive runs of this search that take as long as one node of the budget (10 microseconds). */
const GRIDS_PER_NODE = 4;
/** The most bytes kept in values at once; beyond it nothing new is kept to build on. */
const MAX_BYTES_KEPT = 80_000_000;
/** The most nodes of one search; it ends there as if its budget had. */
const MAX_NODES = 250_000;
/** What a grid costs in bytes besides its cells: the object, its array and their headers. */
const GRID_OVERHEAD = 256;

/**
 * Bottom-up search over one setting: every move on every node, level by level.
 *
 * `expand` can be cut by its budget and called again to go on. Values of the last level are dropped; its
 * pieces live on as coverage and test grids.
 */
export class Search {
  readonly dag = new Dag();
  readonly groups = new Map<string, PieceGroup>();
  readonly #moves: readonly Move[];
  readonly #canvases: number[] = [];
  readonly #pairs: number;
  readonly #embedOp = opNamed("embed");
  readonly #paintOp = opNamed("paint_shape");
  #kept = 0;
  #owed = 0;

  /** `ops` names the primitives it applies; absent: all. */
  constructor(readonly setting: Setting, readonly depth: number, ops?: ReadonlySet<string>) {
    this.#pairs = setting.targets.length;
    const moves = movesFor(setting.colours);
    this.#moves = ops === undefined ? moves : moves.filter((move) => ops.has(move.op.name));
    this.#keep(null, 0, setting.inputs, true);
    this.#guessCanvases();
  }

  /** Works up to `depth`; false when the budget ended it. */
  expand(budget: NodeBudget): boolean {
    for (let level = 1; level <= this.depth; level++) {
      // Sizes of what one step makes are guesses too, so canvases are chosen again after level 1.
      if (level === 2) this.#chooseCanvases();
      const end = this.dag.nodes.length;
      for (let id = 0; id < end; id++) {
        const node = this.dag.nodes[id]!;
        if (node.depth !== level - 1 || node.values === null) continue;
        if (!this.#expandNode(id, node, level, budget)) return false;
      }
    }
    return true;
  }

  #expandNode(id: number, node: Node, level: number, budget: NodeBudget): boolean {
    const last = level === this.depth;
    const wrongSize = last && !this.#rightSize(node);
    const cost = costOf(node.values!);
    for (; node.tried < this.#moves.length; node.tried++) {
      const move = this.#moves[node.tried]!;
      const lifted = node.list && !move.takesList;
      if (move.takesList && !node.list) continue;
      if (lifted && (move.givesList || move.canvas || this.depth - level < 1)) continue;
      if (last && (move.givesList || (wrongSize && move.sameSize))) continue;
      if (!move.canvas) {
        if (!this.#charge(cost, budget)) return false;
        this.#apply(move, id, node, -1, level, last);
        continue;
      }
      for (const canvas of this.#canvases) {
        if (!this.#charge(cost, budget)) return false;
        this.#apply(move, id, node, canvas, level, last);
      }
    }
    return true;
  }

  /** Whole nodes only, so that counts in traces stay whole. */
  #charge(grids: number, budget: NodeBudget): boolean {
    this.#owed += grids;
    if (this.dag.nodes.length >= MAX_NODES) return false;
    if (this.#owed < GRIDS_PER_NODE) return true;
    const nodes = Math.floor(this.#owed / GRIDS_PER_NODE);
    this.#owed -= nodes * GRIDS_PER_NODE;
    return budget.spend(nodes);
  }

  #apply(move: Move, id: number, node: Node, canvas: number, level: number, last: boolean): void {
    const from = node.values!;
    const over = canvas < 0 ? undefined : this.dag.nodes[canvas]!.values!;
    const values: Value[] = [];
    let same = true, wrong = false;
    for (let i = 0; i < from.length; i++) {
      const args = over === undefined ? [from[i]!] : [from[i]!, over[i]!];
      const value = applyOp(move.op, args, move.params);
      if (value === undefined) return;
      if (!Array.isArray(value)) {
        const grid = value as Grid;
        if (grid.cells.length === 0) return;
        if (last && i < this.#pairs && !sameSize(grid, this.setting.targets[i]!)) wrong = true;
      }
      same &&= value === from[i];
      values.push(value);
    }
    if (same) return;
    const list = move.givesList || (node.list && !move.takesList);
    const made = this.#keep(recipeOf(move, id, canvas), level, values, !last, list);
    if (made >= 0 && wrong) this.#embed(made, level, values as readonly Grid[]);
  }

  /** A last value of a wrong size is a piece in its place on the canvas, at no cost in depth. */
  #embed(id: number, level: number, values: readonly Grid[]): void {
    const canvas = this.#canvases[0];
    if (canvas === undefined) return;
    const over = this.dag.nodes[canvas]!.values!;
    const placed: Grid[] = [];
    let ink = false;
    for (let i = 0; i < values.length; i++) {
      const grid = this.#embedOp.run([values[i]!, over[i]!], {}) as Grid;
      ink ||= grid.cells.some((c) => c !== 0);
      placed.push(grid);
    }
    if (ink) this.#keep({ op: "embed", params: {}, args: [id, canvas] }, level, placed, false);
  }

  /** A piece whose shape fits one colour of the outputs is also offered in that colour. */
  #paint(id: number, values: readonly Grid[]): void {
    for (const colour of this.setting.colours.inks) {
      if (!this.#pure(values, colour)) continue;
      const painted = values.map((grid) => this.#paintOp.run([grid], { colour }) as Grid);
      const recipe = { op: "paint_shape", params: { colour }, args: [id] };
      const made = this.dag.add(recipe, this.dag.nodes[id]!.depth, false, painted, false);
      if (made >= 0) this.#addPiece(made, painted, false);
    }
  }

  /** On some pair all that the grid paints has that colour in the target, and not already its own. */
  #pure(values: readonly Grid[], colour: number): boolean {
    for (let p = 0; p < this.#pairs; p++) {
      const cells = values[p]!.cells, want = this.setting.targets[p]!.cells;
      let painted = 0, changed = false, pure = true;
      for (let i = 0; i < cells.length && pure; i++) {
        const c = cells[i]!;
        if (c === 0) continue;
        painted++;
        if (want[i] !== colour) pure = false;
        if (c !== colour) changed = true;
      }
      if (pure && changed && painted > 0) return true;
    }
    return false;
  }

  #keep(
    recipe: ReturnType<typeof recipeOf> | null,
    depth: number,
    values: readonly Value[],
    keep: boolean,
    list = false,
  ): number {
    const bytes = bytesOf(values);
    const room = this.#kept + bytes <= MAX_BYTES_KEPT;
    const id = this.dag.add(recipe, depth, list, values, keep && room);
    if (id < 0) return id;
    if (keep && room) this.#kept += bytes;
    if (!list) this.#addPiece(id, values as readonly Grid[]);
    return id;
  }

  #addPiece(id: number, values: readonly Grid[], paint = true): void {
    for (let i = 0; i < this.#pairs; i++) {
      if (!sameSize(values[i]!, this.setting.targets[i]!)) return;
    }
    const tests = values.slice(this.#pairs);
    let key = "";
    for (const grid of tests) {
      if (grid.width > 30 || grid.height > 30) return;
      key += `${grid.width}x${grid.height} `;
    }
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { coverage: new Coverage(this.setting.targets), nodes: [], tests: [] };
      this.groups.set(key, group);
    }
    if (group.coverage.add(values)) {
      group.nodes.push(id);
      group.tests.push(tests);
    }
    if (paint) this.#paint(id, values);
  }

  #rightSize(node: Node): boolean {
    return !node.list &&
      this.setting.targets.every((target, i) => sameSize(node.values![i] as Grid, target));
  }

  /** Canvases of sizes that follow from the input size. */
  #guessCanvases(): void {
    for (const guess of sizeGuesses(this.setting)) {
      if (isInputSize(guess)) {
        this.#canvases.push(0);
        continue;
      }
      const op = opNamed(guess.op);
      const values: Value[] = [];
      for (const grid of this.setting.inputs) {
        const value = op.run([grid], guess.params);
        if (value !== undefined) values.push(value);
      }
      if (values.length < this.setting.inputs.length) continue;
      const recipe = { op: guess.op, params: guess.params, args: [0] };
      const id = this.#keep(recipe, 0, values, true);
      if (id >= 0) this.#canvases.push(id);
      if (this.#canvases.length >= MAX_CANVASES) break;
    }
  }

  /** Adds canvases of sizes that only some value has, while there is room. */
  #chooseCanvases(): void {
    const seen = new Set(this.#canvases.map((id) => this.#testSizes(id)));
    const end = this.dag.nodes.length;
    for (let id = 0; id < end && this.#canvases.length < MAX_CANVASES; id++) {
      const node = this.dag.nodes[id]!;
      if (node.values === null || !this.#rightSize(node) || seen.has(this.#testSizes(id))) continue;
      seen.add(this.#testSizes(id));
      this.#canvases.push(id);
    }
  }

  #testSizes(id: number): string {
    const tests = this.dag.nodes[id]!.values!.slice(this.#pairs) as readonly Grid[];
    return tests.map((grid) => `${grid.width}x${grid.height}`).join(" ");
  }
}

function isInputSize({ op, params }: SizeGuess): boolean {
  return op === "canvas_scaled" && params["times_x"] === 1 && params["over_x"] === 1 &&
    params["plus_x"] === 0 && params["times_y"] === 1 && params["over_y"] === 1 &&
    params["plus_y"] === 0;
}

function sameSize(a: Grid, b: Grid): boolean {
  return a.width === b.width && a.height === b.height;
}

function bytesOf(values: readonly Value[]): number {
  let bytes = 0;
  for (const value of values) {
    if (!Array.isArray(value)) bytes += (value as Grid).cells.length + GRID_OVERHEAD;
    else for (const grid of value as readonly Grid[]) bytes += grid.cells.length + GRID_OVERHEAD;
  }
  return bytes;
}

/** What trying one move on a node costs. */
function costOf(values: readonly Value[]): number {
  let nodes = 0;
  for (const value of values) {
    let cells = 0;
    if (!Array.isArray(value)) cells = (value as Grid).cells.length;
    else for (const grid of value as readonly Grid[]) cells += grid.cells.length;
    nodes += nodesFor(cells);
  }
  return nodes;
}
