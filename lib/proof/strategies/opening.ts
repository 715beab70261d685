import type { ProofState } from "../lean/lean_backend.ts";
import type { Attempt } from "./attempt.ts";
import { freshName, nameable, parseGoal, type PrintedGoal } from "./printed_goal.ts";

/** The state after every leading binder got a name that scripts can use. */
export interface Opening {
  readonly state: ProofState;
  readonly goal: PrintedGoal;
}

/** Introduces the leading binders under their own names; undefined where the statement does not elaborate. */
export async function introduce(attempt: Attempt): Promise<Opening | undefined> {
  const root = await attempt.open();
  if (root === undefined) return undefined;
  return await introduceAll(attempt, root);
}

/** The same for the main goal of any state. */
export async function introduceAll(attempt: Attempt, root: ProofState): Promise<Opening> {
  const before = parseGoal(root.goals[0]!);
  const plain = { state: root, goal: before };
  if (!/^(∀|¬)|→/.test(before.target)) return plain;
  const unnamed = await attempt.step(root, "intros");
  const after = unnamed.kind === "open" ? parseGoal(unnamed.state.goals[0]!) : before;
  const taken = new Set(before.hypotheses.map((h) => h.name));
  const names: string[] = [];
  for (const { name, type } of after.hypotheses.slice(before.hypotheses.length)) {
    const fresh = freshName(name, taken, type);
    taken.add(fresh);
    names.push(fresh);
  }
  // intros stops before a negation, whose hypothesis is worth having.
  if (after.target.startsWith("¬")) names.push(freshName("h", taken, ""));
  if (names.length === 0) return plain;
  const named = await attempt.step(root, `intro ${names.join(" ")}`);
  if (named.kind !== "open") return plain;
  return { state: named.state, goal: parseGoal(named.state.goals[0]!) };
}

/** Names what the main goal's last steps left without a name; the state itself where all have one. */
export async function nameAll(attempt: Attempt, state: ProofState): Promise<Opening> {
  const goal = parseGoal(state.goals[0]!);
  const plain = { state, goal };
  const unnamed = goal.hypotheses.filter((h) => h.name.includes("✝"));
  if (unnamed.length === 0) return plain;
  const named = nameable(goal);
  const names = goal.hypotheses.flatMap((h, at) =>
    h.name.includes("✝") ? [named.hypotheses[at]!.name] : []
  );
  const renamed = await attempt.step(state, `rename_i ${names.join(" ")}`);
  if (renamed.kind !== "open") return plain;
  return { state: renamed.state, goal: parseGoal(renamed.state.goals[0]!) };
}
