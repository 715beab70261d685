import type { ProofState } from "../../lean/lean_backend.ts";
import { type Attempt, runAttempt } from "../attempt.ts";
import { equations } from "../local_terms.ts";
import { introduce, introduceAll, nameAll, type Opening } from "../opening.ts";
import { closeGoal, parseGoal, type PrintedGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";
import type { Strategy } from "../strategy.ts";
import { accumulatorPlans } from "./accumulator_plans.ts";
import { closedFormPlans, divisorPlans, productPlans } from "./arithmetic_plans.ts";
import { contradictionPlans } from "./contradiction_plans.ts";
import { applySteps, closeMain, type Finish, finish } from "./finish.ts";
import { inductionPlans, strongerPlans } from "./induction_plans.ts";
import type { Plan, PlannedLemma, Planner } from "./plan.ts";
import { closedSubgoals, followProposal } from "./follow_proposal.ts";
import { remainderPlans } from "./remainder_plans.ts";
import type { SketchModel } from "./sketch_model.ts";
import { bothPlans, splitPlans, unfoldPlans } from "./split_plans.ts";
import { mayAskForLemma, stuckLemmas } from "./stuck_lemmas.ts";
import { witnessPlans } from "./witness_plans.ts";

/** Every way to take a goal apart, in the order in which they are tried. */
const PLANNERS: readonly Planner[] = [
  divisorPlans,
  splitPlans,
  remainderPlans,
  witnessPlans,
  accumulatorPlans,
  closedFormPlans,
  bothPlans,
  unfoldPlans,
  inductionPlans,
  strongerPlans,
  contradictionPlans,
];

/** What a goal may follow from its lemma by. */
const USES_OF_LEMMA: readonly QuickTry[] = [
  { tactic: "simp_all", cap: 400 },
  { tactic: "grind", cap: 900 },
];

/** Options of {@linkcode createSketch}. */
export interface SketchOptions {
  /** What proposes decompositions before the built-in plans. @default none is asked */
  readonly sketchModel?: SketchModel;
}

/**
 * Structural decomposition: takes a goal apart by a plan, closes the cases it can, and hands back what is
 * left of the best plan as subgoals.
 */
export function createSketch({ sketchModel }: SketchOptions = {}): Strategy {
  return {
    name: "sketch",
    weight: "heavy",
    ...(sketchModel === undefined ? {} : { model: sketchModel.digest }),
    run: (goal, limits, tools) =>
      runAttempt("sketch", goal, limits, tools, (attempt) => search(attempt, sketchModel)),
  };
}

async function search(attempt: Attempt, model?: SketchModel): Promise<ProofState | undefined> {
  const opening = await introduce(attempt);
  if (opening === undefined) return undefined;
  const direct = await finish(attempt, opening.state);
  if (direct.done) return direct.state;
  let fewest = Infinity;
  for (const proposed of await model?.propose(opening.state.goals[0]!) ?? []) {
    const outcome = await followProposal(attempt, opening, proposed);
    if (outcome?.done) return outcome.state;
    if (outcome === undefined || !leadsOn(outcome.state, opening.state)) continue;
    const subgoals = await closedSubgoals(attempt, opening, outcome.state);
    if (subgoals === undefined || subgoals.length >= fewest) continue;
    fewest = subgoals.length;
    attempt.suggest(subgoals);
  }
  const stuckAt: ProofState[] = [];
  for (const plan of PLANNERS.flatMap((planner) => planner(opening.goal))) {
    const outcome = await follow(attempt, opening, plan);
    if (outcome === undefined) continue;
    if (outcome.done) return outcome.state;
    if (plan.name.startsWith("induction")) stuckAt.push(outcome.state);
    if (outcome.state.goals.length < fewest && leadsOn(outcome.state, opening.state)) {
      fewest = outcome.state.goals.length;
      attempt.suggest(outcome.state.goals.map((goal) => closeGoal(parseGoal(goal))));
    }
  }
  if (!mayAskForLemma(opening.goal)) return undefined;
  return await discover(attempt, opening, stuckAt);
}

/** Applies a plan and closes what is open. */
async function follow(attempt: Attempt, opening: Opening, plan: Plan): Promise<Finish | undefined> {
  if (plan.lemma !== undefined) return await followLemma(attempt, opening, plan.lemma);
  const state = await applySteps(attempt, opening.state, plan.steps);
  if (state === undefined) return undefined;
  if (state.goals.length === 0) return { done: true, state };
  const cases = await finish(attempt, state, plan.closers);
  if (cases.done || plan.closers !== undefined) return cases;
  const deeper = await finishDeeper(attempt, cases.state);
  return deeper === undefined ? cases : { done: true, state: deeper };
}

/**
 * States a lemma in place; only where the goal follows from it is the lemma itself tried, by induction.
 *
 * Undefined where the goal does not follow; otherwise at worst the lemma is what is left.
 */
async function followLemma(attempt: Attempt, opening: Opening, lemma: PlannedLemma) {
  const { name, statement, variable } = lemma;
  const stated = await attempt.step(opening.state, `have ${name} : ${statement} := ?_`);
  // Lean puts the goal itself first and the lemma after it.
  if (stated.kind !== "open" || stated.state.goals.length !== 2) return undefined;
  let reduced = await closeMain(attempt, stated.state, USES_OF_LEMMA);
  for (const { steps } of inductionPlans(opening.goal)) {
    if (reduced !== undefined) break;
    reduced = await applySteps(attempt, stated.state, steps);
    while (reduced !== undefined && reduced.goals.length > 1) {
      reduced = await closeMain(attempt, reduced);
    }
  }
  if (reduced === undefined) return undefined;
  const cases = await applySteps(attempt, reduced, [`intro ${variable}`, `induction ${variable}`]);
  const end = cases && await finish(attempt, cases);
  return end?.done ? end : { done: false, state: reduced };
}

/** One more plan for each case that resists: products of inequalities, remainders, a split. */
async function finishDeeper(attempt: Attempt, start: ProofState): Promise<ProofState | undefined> {
  let state = start;
  while (state.goals.length > 0) {
    const open = state.goals.length;
    const named = await nameAll(attempt, state);
    const { state: at, goal } = await introduceAll(attempt, named.state);
    let next: ProofState | undefined;
    for (const plan of [...productPlans(goal), ...splitPlans(goal)]) {
      next = await closeBy(attempt, at, plan, open);
      if (next !== undefined) break;
    }
    if (next === undefined) return undefined;
    const rest = await finish(attempt, next);
    if (rest.done) return rest.state;
    state = rest.state;
  }
  return state;
}

async function closeBy(attempt: Attempt, state: ProofState, plan: Plan, open: number) {
  let at = await applySteps(attempt, state, plan.steps);
  while (at !== undefined && at.goals.length >= open) at = await closeMain(attempt, at);
  return at;
}

/** Looks for a lemma in the cases at which inductions got stuck, and tries the goal again with it. */
async function discover(attempt: Attempt, opening: Opening, stuckAt: readonly ProofState[]) {
  for (const stuck of stuckAt) {
    const named = await nameAll(attempt, stuck);
    const goal = await unfolded(attempt, named, opening.goal);
    for (const plan of stuckLemmas(goal, opening.goal)) {
      const outcome = await follow(attempt, opening, plan);
      if (outcome?.done) return outcome.state;
    }
  }
  return undefined;
}

/** The stuck case with the defining equations of the context applied to its target. */
async function unfolded(
  attempt: Attempt,
  stuck: Opening,
  whole: PrintedGoal,
): Promise<PrintedGoal> {
  const rules = equations(whole).map((h) => h.name);
  const tactic = rules.length > 0 ? `simp only [${rules.join(", ")}]` : "simp";
  const tried = await attempt.step(stuck.state, tactic);
  return tried.kind === "open" ? parseGoal(tried.state.goals[0]!) : stuck.goal;
}

/** A plan leads on when what it leaves is not the goal itself again. */
function leadsOn(left: ProofState, start: ProofState): boolean {
  const was = parseGoal(start.goals[0]!).target;
  return left.goals.every((goal) => parseGoal(goal).target !== was);
}
