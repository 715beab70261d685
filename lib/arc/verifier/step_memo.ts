import { type Evaluation, resultOf, runStep } from "../dsl/evaluate.ts";
import type { Program, Step } from "../dsl/program.ts";
import { paramsText } from "../dsl/step_text.ts";
import type { Value } from "../dsl/value.ts";
import type { Grid } from "../grid/grid.ts";
import { type NodeBudget, nodesFor } from "../ruler/node_budget.ts";

/** A step's value on one input: a value, or why there is none. */
export type StepValue =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "failed"; readonly message: string };

/** Options of {@linkcode StepMemo}. */
export interface StepMemoOptions {
  /**
   * Size of the step values kept before the memo is emptied, about in bytes.
   * @default {8000000}
   */
  readonly maxBytes?: number;
}

/**
 * Step values shared between programs over the same inputs.
 *
 * A step is known by its op, parameters and the identities of its arguments (hash-consing), so a program
 * that shares steps with an earlier one pays only for what is new. Results equal those of `evaluate`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { StepMemo } from "./step_memo.ts";
 * const memo = new StepMemo([Grid.fromRows([[1, 2]])]);
 * const program = { steps: [{ op: "move_rigid", args: [0], params: { motion: "flip_x" } }] };
 * const result = memo.evaluate(program, 0);
 * assertEquals(result?.kind === "grid" && result.grid.toRows(), [[2, 1]]);
 * ```
 */
export class StepMemo {
  readonly inputs: readonly Grid[];
  readonly #maxBytes: number;
  readonly #ids = new Map<string, number>();
  readonly #values: Map<number, StepValue>[];
  #bytes = 0;

  constructor(inputs: readonly Grid[], options: StepMemoOptions = {}) {
    this.inputs = inputs;
    this.#maxBytes = options.maxBytes ?? 8_000_000;
    this.#values = inputs.map(() => new Map());
  }

  /**
   * The program on the input of that index; `undefined` when the budget ends first.
   * Only steps that really run are charged.
   */
  evaluate(program: Program, index: number, budget?: NodeBudget): Evaluation | undefined {
    const run = this.steps(program, index, budget);
    if (run === undefined) return undefined;
    const last = run.at(-1);
    if (last?.kind === "failed") {
      return { kind: "failed", step: run.length - 1, message: last.message };
    }
    return resultOf(last?.value ?? this.inputs[index]!, Math.max(0, program.steps.length - 1));
  }

  /** The values of the program's steps in order, ending with the first that failed; `undefined` when the budget ends first. */
  steps(program: Program, index: number, budget?: NodeBudget): readonly StepValue[] | undefined {
    if (this.#bytes > this.#maxBytes) this.#clear();
    const input = this.inputs[index]!;
    const known = this.#values[index]!;
    const ids = [0];
    const values: Value[] = [input];
    const run: StepValue[] = [];
    for (const step of program.steps) {
      const id = this.#identify(step, ids);
      let found = known.get(id);
      if (found === undefined) {
        if (budget !== undefined && !budget.spend(nodesFor(input.cells.length))) return undefined;
        const value = runStep(step, values);
        if (typeof value === "string") found = { kind: "failed", message: value };
        else if (value === undefined) {
          found = { kind: "failed", message: `${step.op} does not apply` };
        } else found = { kind: "value", value };
        known.set(id, found);
        this.#bytes += sizeOf(found);
      }
      run.push(found);
      if (found.kind === "failed") break;
      ids.push(id);
      values.push(found.value);
    }
    return run;
  }

  /** One number per distinct computation; 0 is the input. */
  #identify(step: Step, ids: readonly number[]): number {
    let key = step.op;
    for (const ref of step.args) key += ` ${ids[ref]}`;
    key += paramsText(step.params);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#ids.size + 1;
      this.#ids.set(key, id);
      this.#bytes += key.length;
    }
    return id;
  }

  #clear(): void {
    this.#ids.clear();
    for (const values of this.#values) values.clear();
    this.#bytes = 0;
  }
}

/** Cells held, plus what a map entry and its objects take, roughly. */
function sizeOf(step: StepValue): number {
  if (step.kind === "failed") return 100;
  const grids = Array.isArray(step.value) ? step.value as readonly Grid[] : [step.value as Grid];
  return grids.reduce((sum, grid) => sum + 200 + grid.cells.length, 100);
}
