import type { Prng } from "../../../substrate/values/prng.ts";
import type { Directive } from "../../critic/critique.ts";
import type { Program } from "../../dsl/program.ts";
import type { Grid } from "../../grid/grid.ts";
import type { StepMemo } from "../../verifier/step_memo.ts";
import type { Problem } from "../draft.ts";
import type { NodeBudget } from "../node_budget.ts";

/** What an edit starts from. */
export interface EditSeed {
  readonly candidateId: string;
  readonly program: Program;
}

/** Everything an edit may use. */
export interface EditWork {
  readonly seed: EditSeed;
  readonly directive: Directive;
  readonly problem: Problem;
  /** What the seed makes of each train input, `null` where it fails. */
  readonly predictions: readonly (Grid | null)[];
  /** Other programs for the same task, best first, whose parts may be used. */
  readonly others: readonly Program[];
  /** Step values over the train inputs, then the test inputs. */
  readonly memo: StepMemo;
  readonly budget: NodeBudget;
  readonly prng: Prng;
}

/**
 * One way to change a program.
 *
 * `propose` gives well-typed programs, most promising first, without judging them; whoever asks screens
 * them. It returns when the budget ends; same work, same programs.
 */
export interface EditOp {
  readonly name: string;
  /** One line for people. */
  readonly doc: string;
  /** Nodes it wants, as a multiple of what other edits get. @default {1} */
  readonly appetite?: number;
  propose(work: EditWork): Iterable<Program>;
}
