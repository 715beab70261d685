import { type Hypothesis, isFact, mentions, type PrintedGoal, words } from "./printed_goal.ts";

const NO_DATA = /^(Type|Prop|Sort)\b|→/u;
/** Types whose values have one constructor among few and no smaller values inside. */
const FLAT = /^(Bool|Option |Prod |Sum |Except |Ordering|Fin |Int$|Unit)|×|⊕/u;
const RECURSIVE = /^(Nat$|List |Array |Vector )/u;

/** Variables that hold data, ordered by how often the target mentions them, then as declared. */
export function variables(goal: PrintedGoal): readonly Hypothesis[] {
  const seen = words(goal.target);
  const count = (name: string) => seen.filter((word) => word.split(".")[0] === name).length;
  return goal.hypotheses
    .map((h, at) => ({ h, at, uses: count(h.name) }))
    .filter(({ h }) => !h.name.includes("✝") && !NO_DATA.test(h.type) && !isFact(h.type))
    .sort((a, b) => b.uses - a.uses || a.at - b.at)
    .map(({ h }) => h);
}

/** Variables worth an induction: natural numbers, lists and what is made of them. */
export function inductive(goal: PrintedGoal): readonly Hypothesis[] {
  return variables(goal).filter((h) => RECURSIVE.test(h.type));
}

/** Variables with few cases and nothing to induct on. */
export function splittable(goal: PrintedGoal): readonly Hypothesis[] {
  return variables(goal).filter((h) => FLAT.test(h.type));
}

/** Hypotheses that state something, as opposed to data, types and instances. */
export function facts(goal: PrintedGoal): readonly Hypothesis[] {
  return goal.hypotheses.filter((h) => !h.name.includes("✝") && isFact(h.type));
}

/** Hypotheses that a rewriter can use: equations, under ∀ or not. */
export function equations(goal: PrintedGoal): readonly Hypothesis[] {
  return facts(goal).filter((h) => /[=↔]/u.test(h.type) && !/→/u.test(h.type));
}

/** Other variables of the goal that an induction on one had better generalise. */
export function companions(goal: PrintedGoal, variable: string): readonly string[] {
  return variables(goal).map((h) => h.name)
    .filter((name) => name !== variable && mentions(goal.target, name));
}
