import type { Program } from "../dsl/program.ts";
import type { Task } from "../task/task.ts";
import type { StepMemo } from "../verifier/step_memo.ts";
import type { Verification } from "../verifier/verify.ts";
import { analyseCsa } from "./csa.ts";
import type { Critique, CsaParts } from "./critique.ts";
import { estimateBlame } from "./estimate_blame.ts";

/** Names what {@linkcode critique} computes; changes whenever a score, blame or CSA could. */
export const CRITIC_VERSION = "critic/1";

/** Options of {@linkcode critique}. */
export interface CritiqueOptions {
  /** Step values shared between the programs of one task, as made by `verifyCache`. */
  readonly cache?: StepMemo;
}

/**
 * The deterministic critic: colour–shape–arrangement analysis, estimated blame, and a score.
 *
 * `score` is the mean over train pairs of 1 − (colour + shape + arrangement) / 3: 1 for an exact
 * candidate, at least 2/3 on a pair of the right size, 0 where no grid comes out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { verify } from "../verifier/verify.ts";
 * import { critique } from "./critic.ts";
 * const pair = { input: Grid.fromRows([[1, 0]]), output: Grid.fromRows([[0, 1]]) };
 * const task = { taskId: "t", digest: "", train: [pair], testInputs: [] };
 * const flip = { steps: [{ op: "move_rigid", args: [0], params: { motion: "flip_x" } }] };
 * assertEquals(critique(flip, task, verify(flip, task)).score, 1);
 * ```
 */
export function critique(
  program: Program,
  task: Task,
  verification: Verification,
  options: CritiqueOptions = {},
): Critique {
  const csa = analyseCsa(verification.predictions, task.train.map((pair) => pair.output));
  const loss = ({ colour, shape, arrangement }: CsaParts) => (colour + shape + arrangement) / 3;
  const total = csa.pairs.reduce((sum, pair) => sum + loss(pair), 0);
  return {
    score: csa.pairs.length === 0 ? 0 : 1 - total / csa.pairs.length,
    blame: estimateBlame(program, task, verification, options.cache),
    csa,
  };
}
