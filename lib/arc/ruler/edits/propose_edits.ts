import type { Prng } from "../../../substrate/values/prng.ts";
import type { Directive } from "../../critic/critique.ts";
import { checkProgram } from "../../dsl/check_program.ts";
import type { Program } from "../../dsl/program.ts";
import { sharedSteps, withoutDeadSteps } from "../../dsl/program_edits.ts";
import { programKey } from "../../dsl/step_text.ts";
import type { Grid } from "../../grid/grid.ts";
import { type StepMemo } from "../../verifier/step_memo.ts";
import { verifyCache } from "../../verifier/verify.ts";
import type { Problem } from "../draft.ts";
import type { NodeBudget } from "../node_budget.ts";
import type { EditOp, EditSeed, EditWork } from "./edit_op.ts";
import { editOps } from "./edit_ops.ts";
import { screen, type Screening } from "./screen.ts";
import { valueTypes } from "./step_choices.ts";

/** An edit worth verifying. */
export interface ProposedEdit {
  readonly program: Program;
  /** The edit op's name. */
  readonly edit: string;
  readonly directiveId: string;
}

/** What {@linkcode proposeEdits} works on. */
export interface EditRequest {
  readonly seed: EditSeed;
  /** Most promising first, as `directivesFor` ranks them. */
  readonly directives: readonly Directive[];
  readonly problem: Problem;
  /** Other programs for the same task, best first. */
  readonly others: readonly Program[];
  readonly budget: NodeBudget;
  readonly prng: Prng;
  /** Edits at most; 0 gives none. */
  readonly limit: number;
  /** Step values shared between the programs of the task, as made by `verifyCache`. */
  readonly cache?: StepMemo;
}

/** Programs screened for one directive at most; keeps one directive from eating the others' budget. */
const SCREENED_PER_DIRECTIVE = 400;

type Screened = ProposedEdit & Screening;

/**
 * Edits of a seed under directives, best first by the comparator's score on the train pairs.
 *
 * Every directive's op proposes programs; each distinct well-typed one is screened on the train pairs for
 * nodes from the budget, shared over the directives that are left by their edits' appetites. Of programs that predict the same
 * only the best is given, and none that does as the seed does without being shorter. Deterministic: same request, same edits in the same order.
 *
 * @throws {RangeError} when a directive asks for an edit that does not exist.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../../../substrate/values/prng.ts";
 * import { Grid } from "../../grid/grid.ts";
 * import { NodeBudget } from "../node_budget.ts";
 * import { proposeEdits } from "./propose_edits.ts";
 * const pair = { input: Grid.fromRows([[1, 0, 0]]), output: Grid.fromRows([[0, 0, 1]]) };
 * const [best] = proposeEdits({
 *   seed: { candidateId: "s", program: { steps: [] } },
 *   directives: [{
 *     directiveId: "d", seedId: "s", op: "reorient", locus: { stage: "ruler", step: -1 }, hint: {},
 *   }],
 *   problem: { task: { taskId: "t", digest: "", train: [pair], testInputs: [] }, facts: [] },
 *   others: [], budget: new NodeBudget(1000), prng: createPrng(1), limit: 1,
 * });
 * assertEquals(best?.program.steps[0]?.op, "move_rigid");
 * ```
 */
export function* proposeEdits(request: EditRequest): Iterable<ProposedEdit> {
  const { seed, problem, budget, directives, limit } = request;
  if (limit <= 0 || directives.length === 0) return;
  const memo = request.cache ?? verifyCache(problem.task);
  const seen = new Set([programKey(seed.program)]);
  const own = screen(seed.program, { problem, memo, budget });
  const predictions = predictionsOf(seed.program, problem, memo, budget);
  const kept: Screened[] = [];
  let hunger = directives.reduce((sum, directive) => sum + appetite(directive), 0);
  for (const directive of directives) {
    const room = budget.limit - budget.spent;
    if (room <= 0 || budget.cut !== null) break;
    const share = budget.slice(Math.ceil(room * appetite(directive) / hunger));
    hunger -= appetite(directive);
    const work: EditWork = {
      seed,
      directive,
      problem,
      predictions,
      others: request.others,
      memo,
      budget: share,
      prng: request.prng.split(directive.directiveId),
    };
    // A hungry edit may train until its share is gone; its few programs are screened all the same.
    const screening = appetite(directive) > 1 ? budget : share;
    screenDirective(work, screening, seen, kept);
    share.close();
  }
  kept.sort((a, b) => b.score - a.score);
  const given = new Set<string>();
  let left = limit;
  for (const { program, edit, directiveId, behaviour, score } of kept) {
    if (given.has(behaviour) || (behaviour === own?.behaviour && score <= own.score)) continue;
    given.add(behaviour);
    // Types were checked before screening; parameters are checked only for what is handed out.
    if (checkProgram(program).length > 0) continue;
    yield { program, edit, directiveId };
    if (--left === 0) return;
  }
}

/** The edit a directive asks for. */
function opOf(directive: Directive): EditOp {
  const op = editOps.get(directive.op);
  if (op === undefined) {
    throw new RangeError(`Expected the name of an edit but found "${directive.op}"`);
  }
  return op;
}

function appetite(directive: Directive): number {
  return opOf(directive).appetite ?? 1;
}

function screenDirective(
  work: EditWork,
  budget: NodeBudget,
  seen: Set<string>,
  kept: Screened[],
): void {
  const { directive, problem, memo } = work;
  const op = opOf(directive);
  let screened = 0;
  for (const proposal of op.propose(work)) {
    const program = withoutDeadSteps(sharedSteps(proposal));
    const text = programKey(program);
    if (seen.has(text)) continue;
    seen.add(text);
    const types = valueTypes(program);
    if (types.includes(undefined) || types.at(-1) !== "grid") continue;
    const screening = screen(program, { problem, memo, budget });
    if (screening === undefined) return;
    kept.push({ program, edit: op.name, directiveId: directive.directiveId, ...screening });
    if (++screened >= SCREENED_PER_DIRECTIVE) return;
  }
}

function predictionsOf(
  program: Program,
  { task }: Problem,
  memo: StepMemo,
  budget: NodeBudget,
): (Grid | null)[] {
  return task.train.map((_, i) => {
    const evaluation = memo.evaluate(program, i, budget);
    return evaluation?.kind === "grid" ? evaluation.grid : null;
  });
}
