import type { ProofState } from "../../lean/lean_backend.ts";
import type { Attempt } from "../attempt.ts";
import type { Opening } from "../opening.ts";
import { closeGoal, parseGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";
import { applySteps, closeMain, type Finish, finish } from "./finish.ts";
import type { ProposedSketch } from "./sketch_model.ts";

/** What a goal may follow from its facts by, where the sketch's own tactic does not do it. */
const USES_OF_FACTS: readonly QuickTry[] = [
  { tactic: "simp_all", cap: 400 },
  { tactic: "omega", cap: 400 },
  { tactic: "grind", cap: 900 },
];

/** States a sketch's facts, ends the goal with them and proves those it can; undefined where it does not follow. */
export async function followProposal(
  attempt: Attempt,
  opening: Opening,
  sketch: ProposedSketch,
): Promise<Finish | undefined> {
  const steps = sketch.facts.map(({ name, statement }) =>
    `have ${name} : ${onOneLine(statement)} := ?_`
  );
  const stated = await applySteps(attempt, opening.state, steps);
  // Lean puts the goal itself first and the facts after it.
  if (stated?.goals.length !== opening.state.goals.length + steps.length) return undefined;
  const own = onOneLine(sketch.finish);
  const tries = own === "" ? USES_OF_FACTS : [{ tactic: own, cap: 900 }, ...USES_OF_FACTS];
  const reduced = await closeMain(attempt, stated, tries);
  return reduced && await finish(attempt, reduced);
}

/** What is left as closed statements, each elaborated by Lean; undefined where one is no statement. */
export async function closedSubgoals(
  attempt: Attempt,
  { state }: Opening,
  left: ProofState,
): Promise<readonly string[] | undefined> {
  const statements = left.goals.map((goal) => closeGoal(parseGoal(goal)));
  for (const statement of statements) {
    const stated = await attempt.step(state, `have : ${statement} := ?_`);
    if (stated.kind === "failed") return undefined;
  }
  return statements;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
