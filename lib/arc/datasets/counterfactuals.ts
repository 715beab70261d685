import { createPrng } from "../../substrate/values/prng.ts";
import type { Program } from "../dsl/program.ts";
import { chain, prefixTo, sharedSteps, withoutDeadSteps } from "../dsl/program_edits.ts";
import { programKey, stepText } from "../dsl/step_text.ts";
import type { EditWork } from "../ruler/edits/edit_op.ts";
import { editOps } from "../ruler/edits/edit_ops.ts";
import { valueTypes } from "../ruler/edits/step_choices.ts";
import { NodeBudget } from "../ruler/node_budget.ts";
import type { Task } from "../task/task.ts";
import type { StepMemo } from "../verifier/step_memo.ts";

/** A program that differs from another one from some step on, and how it was made. */
export interface Counterfactual {
  readonly program: Program;
  /** `delete_step`, `mutate_param`, `swap_suffix`, `replace_step`. */
  readonly edit: string;
}

/** What {@linkcode counterfactualsAt} works on. */
export interface CounterfactualRequest {
  readonly program: Program;
  readonly task: Task;
  /** Other programs for the task, best first, whose steps may take the place of a suffix. */
  readonly others: readonly Program[];
  /** Step values over the task's inputs, as made by `verifyCache`. */
  readonly memo: StepMemo;
}

/** Programs per step, by how they are made, in the order tried. */
const QUOTA = { delete_step: 4, mutate_param: 24, swap_suffix: 8, replace_step: 28 } as const;

/** The most programs that {@linkcode counterfactualsAt} gives for one step. */
export const COUNTERFACTUALS_PER_STEP = Object.values(QUOTA).reduce((sum, one) => sum + one, 0);

/**
 * Well-typed programs that change the step of that index: without it, with other parameters, with the rest
 * rewritten, with another primitive in its place; each kind up to its quota.
 *
 * A rewritten rest keeps at least one step, else it would be another program. Same request, same programs.
 */
export function* counterfactualsAt(
  request: CounterfactualRequest,
  step: number,
): Generator<Counterfactual, void, void> {
  const seen = new Set([programKey(request.program)]);
  for (const [edit, quota] of Object.entries(QUOTA)) {
    let left: number = quota;
    for (const proposal of proposalsOf(edit, request, step)) {
      const program = withoutDeadSteps(sharedSteps(proposal));
      const key = programKey(program);
      if (seen.has(key) || !isTyped(program)) continue;
      seen.add(key);
      yield { program, edit };
      if (--left === 0) break;
    }
  }
}

function proposalsOf(
  edit: string,
  { program, task, others, memo }: CounterfactualRequest,
  step: number,
): Iterable<Program> {
  if (edit === "swap_suffix") return suffixes(program, others, step);
  const work: EditWork = {
    seed: { candidateId: "", program },
    directive: { directiveId: "", seedId: "", op: edit, locus: { stage: "ruler", step }, hint: {} },
    problem: { task, facts: [] },
    predictions: [],
    others: [],
    memo,
    budget: new NodeBudget(Number.MAX_SAFE_INTEGER),
    prng: createPrng(0),
  };
  return editOps.get(edit)!.propose(work);
}

function* suffixes(
  program: Program,
  others: readonly Program[],
  step: number,
): Generator<Program, void, void> {
  if (step === 0 || valueTypes(program)[step] !== "grid") return;
  const head = prefixTo(program, step);
  for (const other of others) if (other.steps.length > 0) yield chain(head, other);
}

function isTyped(program: Program): boolean {
  const types = valueTypes(program);
  return !types.includes(undefined) && types.at(-1) === "grid";
}

/** The index of the first step in which an edited program differs; the length of the old one where it only adds. */
export function firstChange(program: Program, edited: Program): number {
  const differs = program.steps.findIndex((step, i) => {
    const other = edited.steps[i];
    return other === undefined || stepText(step) !== stepText(other);
  });
  return differs < 0 ? program.steps.length : differs;
}
