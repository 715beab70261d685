import type { Params } from "../../dsl/op.ts";
import type { Program, Step } from "../../dsl/program.ts";
import { opNamed } from "../../dsl/registry.ts";
import { Grid } from "../../grid/grid.ts";
import type { Draft, Problem } from "../draft.ts";
import { type NodeBudget, nodesFor } from "../node_budget.ts";

/** A program so far with its value on every train input and then every test input; absent where it failed. */
export interface Base {
  readonly steps: readonly Step[];
  readonly grids: readonly (Grid | undefined)[];
}

/** Partial fits a family hands on at most. */
const MAX_PARTIAL = 4;

/**
 * What a closed-form family works with: runs primitives on all of a task's inputs, charges the budget, and
 * sorts finished programs into full fits and partial fits.
 */
export class Bench {
  readonly inputs: readonly Grid[];
  readonly outputs: readonly Grid[];
  readonly start: Base;
  /** False once the budget is used up; every loop of a family looks at it. */
  open = true;
  readonly #family: string;
  readonly #budget: NodeBudget;
  readonly #full: Draft[] = [];
  readonly #partial: { draft: Draft; fits: number }[] = [];
  readonly #seen = new Set<string>();

  constructor(family: string, problem: Problem, budget: NodeBudget) {
    const { train, testInputs } = problem.task;
    this.#family = family;
    this.#budget = budget;
    this.inputs = [...train.map((pair) => pair.input), ...testInputs];
    this.outputs = train.map((pair) => pair.output);
    this.start = { steps: [], grids: this.inputs };
  }

  /** Charges work that is not a primitive of its own. */
  spend(nodes: number): boolean {
    return this.open = this.open && this.#budget.spend(nodes);
  }

  /** Appends one step working on the base's value; with `input`, the task's input is its second argument. */
  then(base: Base, op: string, params: Params, input: "input" | "alone" | "first" = "alone"): Base {
    const last = base.steps.length;
    const { run } = opNamed(op);
    let cells = 0;
    const grids = base.grids.map((grid, i) => {
      if (grid === undefined) return undefined;
      cells += grid.cells.length;
      const source = this.inputs[i]!;
      const args = input === "input" ? [grid, source] : input === "first" ? [source, grid] : [grid];
      const out = run(args, params);
      return out === undefined || Array.isArray(out) ? undefined : sized(out as Grid);
    });
    this.spend(nodesFor(cells));
    const args = input === "input" ? [last, 0] : input === "first" ? [0, last] : [last];
    return { steps: [...base.steps, { op, args, params }], grids };
  }

  /** True when a first step makes one of the first two outputs, but for a change of colours: worth running in full. */
  promising(op: string, params: Params): boolean {
    const { run } = opNamed(op);
    for (let p = 0; p < Math.min(2, this.outputs.length); p++) {
      this.spend(nodesFor(this.inputs[p]!.cells.length));
      const out = run([this.inputs[p]!], params);
      if (out instanceof Grid && sameButColours(out, this.outputs[p]!)) return true;
    }
    return false;
  }

  /** True when the base has a value on every train pair. */
  whole(base: Base): boolean {
    return this.outputs.every((_, i) => base.grids[i] !== undefined);
  }

  /** Notes a finished program; true when it fits every train pair and gives something for every test input. */
  offer(base: Base): boolean {
    let fits = 0;
    this.outputs.forEach((output, i) => {
      if (base.grids[i]?.equals(output) === true) fits++;
    });
    if (fits === 0) return false;
    const tests = base.grids.slice(this.outputs.length);
    const answers = tests.every((grid) => grid !== undefined);
    if (!answers && tests.every((grid) => grid === undefined)) return false;
    if (this.#idle(tests)) return false;
    const full = fits === this.outputs.length && answers;
    const key = `${fits}|${tests.map((grid) => grid?.hash ?? -1).join(" ")}`;
    if (this.#seen.has(key)) return full;
    this.#seen.add(key);
    const program: Program = { steps: base.steps };
    const draft: Draft = { program, family: this.#family, foundAt: this.#budget.spent };
    if (full) this.#full.push(draft);
    else this.#partial.push({ draft, fits });
    return full;
  }

  /** True when a test input would stay as it is although no train input does. */
  #idle(tests: readonly (Grid | undefined)[]): boolean {
    const first = this.outputs.length;
    return tests.some((grid, k) => grid?.equals(this.inputs[first + k]!) === true) &&
      this.outputs.every((output, p) => !output.equals(this.inputs[p]!));
  }

  /** How many full fits with different predictions were offered. */
  get found(): number {
    return this.#full.length;
  }

  /** Everything offered: full fits in the order offered, then the partial fits that fit most pairs. */
  *drafts(): Iterable<Draft> {
    yield* this.#full;
    const ranked = this.#partial
      .map((entry, order) => ({ ...entry, order }))
      .sort((a, b) => b.fits - a.fits || a.order - b.order);
    for (const { draft } of ranked.slice(0, MAX_PARTIAL)) yield draft;
  }
}

function sized(grid: Grid): Grid | undefined {
  return grid.width < 1 || grid.height < 1 || grid.width > 30 || grid.height > 30
    ? undefined
    : grid.movedTo(0, 0);
}

/** True when one table of colours turns the first grid into the second. */
function sameButColours(from: Grid, to: Grid): boolean {
  if (from.width !== to.width || from.height !== to.height) return false;
  const map = new Int8Array(10).fill(-1);
  for (let i = 0; i < from.cells.length; i++) {
    const a = from.cells[i]!, b = to.cells[i]!;
    if (map[a]! < 0) map[a] = b;
    else if (map[a] !== b) return false;
  }
  return true;
}
