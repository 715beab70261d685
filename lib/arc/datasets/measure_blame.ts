import type { BlameLocus } from "../critic/critique.ts";
import { checkProgram } from "../dsl/check_program.ts";
import type { Program } from "../dsl/program.ts";
import { screen } from "../ruler/edits/screen.ts";
import { NodeBudget } from "../ruler/node_budget.ts";
import type { Task } from "../task/task.ts";
import type { Candidate } from "../trace/trace.ts";
import { verifierScoreOf } from "../verifier/comparator.ts";
import { featuresOf } from "../verifier/features.ts";
import type { StepMemo } from "../verifier/step_memo.ts";
import { verify } from "../verifier/verify.ts";
import { counterfactualsAt, firstChange } from "./counterfactuals.ts";

/** How a locus was found. */
export type BlameMethod =
  | "exact"
  | "no_steps"
  | "trace_edit"
  | "search"
  | "runtime"
  | "exhausted";

/** What a blame label rests on. */
export interface BlameEvidence {
  /**
   * `exact`: fits, nothing to blame. `no_steps`: an empty program. `trace_edit`: an edit of the run.
   * `search`: a counterfactual. `runtime`: no counterfactual helps and a step fails. `exhausted`: none helps.
   */
  readonly method: BlameMethod;
  /** The counterfactual's `verifierScore` minus the candidate's; 0 without one. */
  readonly deltaScore: number;
  readonly counterfactual: Program | null;
}

/** A measured locus with its evidence. */
export interface MeasuredBlame {
  readonly locus: BlameLocus;
  readonly evidence: BlameEvidence;
}

/**
 * The least gain that counts: above all tie-breaks of the comparator together, so that a program which is
 * merely shorter is no evidence of a fault.
 */
export const LEAST_GAIN = 1e-6;

/** Edits that change one step and keep the rest; others at step 0 are other programs. */
const LOCAL_EDITS: readonly string[] = [
  "mutate_param",
  "replace_step",
  "delete_step",
  "insert_step",
];

/** What {@linkcode measureBlame} works on. */
export interface BlameRequest {
  readonly candidate: Candidate;
  /** Candidates of the trace that were made by editing this one. */
  readonly edits: readonly Candidate[];
  /** Other programs for the task, best first. */
  readonly others: readonly Program[];
  /** The task itself and step values over its inputs; without it only edits of the trace are evidence. */
  readonly grids?: { readonly task: Task; readonly memo: StepMemo };
}

/**
 * Measures which step of a program is to blame: the earliest whose replacement, deletion or rewritten rest
 * makes the verifier and the comparator prefer the result by at least {@linkcode LEAST_GAIN}.
 *
 * Edits seen in the trace come first; then, with the grids, a bounded search over the steps before. Returns
 * `undefined` where nothing could be measured: without the grids and without an edit that helps.
 */
export function measureBlame(request: BlameRequest): MeasuredBlame | undefined {
  const { candidate, grids } = request;
  const steps = candidate.program.steps.length;
  const none = { deltaScore: 0, counterfactual: null };
  if (candidate.verify.errorType === "ok") {
    return { locus: { stage: "none", step: -1 }, evidence: { method: "exact", ...none } };
  }
  if (steps === 0) {
    return { locus: { stage: "describer", step: -1 }, evidence: { method: "no_steps", ...none } };
  }
  const seen = fromTrace(request);
  if (grids === undefined) return seen;
  const end = seen?.locus.step ?? steps;
  for (let step = 0; step < end; step++) {
    const found = searchAt(request, grids, step);
    if (found !== undefined) return found;
  }
  if (seen !== undefined) return seen;
  const failing = verify(candidate.program, grids.task, { cache: grids.memo }).evaluations.flatMap(
    (evaluation) => evaluation.kind === "failed" ? [evaluation.step] : [],
  );
  return failing.length > 0
    ? {
      locus: { stage: "apply", step: Math.min(...failing) },
      evidence: { method: "runtime", ...none },
    }
    : { locus: { stage: "describer", step: -1 }, evidence: { method: "exhausted", ...none } };
}

/** The earliest step that an edit of the run changed for the better; of several edits the best. */
function fromTrace({ candidate, edits, grids }: BlameRequest): MeasuredBlame | undefined {
  let found: MeasuredBlame | undefined;
  for (const edit of edits) {
    const step = firstChange(candidate.program, edit.program);
    if (step === candidate.program.steps.length) continue;
    if (step === 0 && !LOCAL_EDITS.includes(edit.edit ?? "")) continue;
    const deltaScore = (grids === undefined ? edit.verifierScore : scoreOf(edit.program, grids)) -
      candidate.verifierScore;
    if (deltaScore < LEAST_GAIN) continue;
    const { locus, evidence } = found ?? {};
    const better = locus === undefined || step < locus.step ||
      (step === locus.step && deltaScore > evidence!.deltaScore);
    if (better) found = ruler(step, "trace_edit", deltaScore, edit.program);
  }
  return found;
}

function searchAt(
  { candidate, others }: BlameRequest,
  { task, memo }: NonNullable<BlameRequest["grids"]>,
  step: number,
): MeasuredBlame | undefined {
  const problem = { task, facts: [] };
  const budget = new NodeBudget(Number.MAX_SAFE_INTEGER);
  let best: { readonly program: Program; readonly score: number } | undefined;
  for (const { program } of counterfactualsAt({ ...candidate, task, others, memo }, step)) {
    const score = screen(program, { problem, memo, budget })?.score ?? 0;
    if (score - candidate.verifierScore < LEAST_GAIN || score <= (best?.score ?? 0)) continue;
    if (checkProgram(program).length === 0) best = { program, score };
  }
  if (best === undefined) return undefined;
  const deltaScore = scoreOf(best.program, { task, memo }) - candidate.verifierScore;
  return ruler(step, "search", deltaScore, best.program);
}

function ruler(
  step: number,
  method: BlameMethod,
  deltaScore: number,
  counterfactual: Program,
): MeasuredBlame {
  return { locus: { stage: "ruler", step }, evidence: { method, deltaScore, counterfactual } };
}

/** The comparator's score of a program, verified anew. */
export function scoreOf(
  program: Program,
  { task, memo }: { readonly task: Task; readonly memo: StepMemo },
): number {
  return verifierScoreOf(featuresOf(program, task, verify(program, task, { cache: memo })));
}
