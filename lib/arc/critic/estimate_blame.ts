import type { Program } from "../dsl/program.ts";
import type { Value } from "../dsl/value.ts";
import type { Grid } from "../grid/grid.ts";
import type { Task } from "../task/task.ts";
import { changedCellF1 } from "../verifier/changed_cell_f1.ts";
import { StepMemo } from "../verifier/step_memo.ts";
import type { Verification } from "../verifier/verify.ts";
import type { BlameLocus } from "./critique.ts";

/** Rises in coverage smaller than this are rounding. */
const RISE = 1e-9;

/**
 * A cheap estimate of where a candidate goes wrong; not a label: labels are measured by counterfactual edits.
 *
 * - every train pair exact: nothing, step −1;
 * - no steps: the describer, which gave the ruler nothing to build on, step −1;
 * - a step fails on some train pair: the earliest such step;
 * - else the step after the last one that raised the coverage of the expected output (mean
 *   {@linkcode changedCellF1} of the step's value), or the last step where coverage rises to the end.
 *
 * `memo` must hold the task's train inputs first, as `verifyCache` does.
 */
export function estimateBlame(
  program: Program,
  task: Task,
  verification: Pick<Verification, "verdict" | "evaluations">,
  memo: StepMemo = new StepMemo(task.train.map((pair) => pair.input)),
): BlameLocus {
  if (verification.verdict.errorType === "ok") return { stage: "none", step: -1 };
  const steps = program.steps.length;
  if (steps === 0) return { stage: "describer", step: -1 };
  const failing = verification.evaluations.flatMap((evaluation) =>
    evaluation.kind === "failed" ? [evaluation.step] : []
  );
  if (failing.length > 0) return { stage: "ruler", step: Math.min(...failing) };
  const covered = coverageBySteps(program, task, memo);
  let best = covered[0]!, lastRise = -1;
  for (let i = 0; i < steps; i++) {
    if (covered[i + 1]! > best + RISE) {
      best = covered[i + 1]!;
      lastRise = i;
    }
  }
  return { stage: "ruler", step: Math.min(lastRise + 1, steps - 1) };
}

/** Mean coverage of the expected outputs by the input (index 0) and by each step's value (index i + 1), in [0,1]. */
export function coverageBySteps(program: Program, task: Task, memo: StepMemo): number[] {
  const sums = new Array<number>(program.steps.length + 1).fill(0);
  task.train.forEach((pair, index) => {
    sums[0]! += changedCellF1(pair.input, pair);
    (memo.steps(program, index) ?? []).forEach((step, i) => {
      const grid = step.kind === "value" ? gridOf(step.value) : null;
      sums[i + 1]! += changedCellF1(grid, pair);
    });
  });
  return sums.map((sum) => sum / Math.max(1, task.train.length));
}

function gridOf(value: Value): Grid | null {
  return Array.isArray(value) ? null : value as Grid;
}
