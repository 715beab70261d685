import { inductive } from "../local_terms.ts";
import { mentions, type PrintedGoal, words } from "../printed_goal.ts";
import { compounds, sides, substitute } from "../term_text.ts";
import type { Plan } from "./plan.ts";

/**
 * Lemmas that a stuck induction asks for: the hypothesis is used against the goal from the right
 * (cross-fertilisation), and what both sides then share becomes a variable.
 *
 * `rev (rev xs ++ [x]) = x :: xs` under `rev (rev xs) = xs` asks for `rev (ys ++ [x]) = x :: rev ys`.
 *
 * Source: R. S. Boyer, J S. Moore, "A Computational Logic", 1979, chapters XI and XII.
 *
 * @param stuck A case of an induction whose hypotheses have names.
 * @param whole The goal before the induction; lemmas are stated under its hypotheses.
 */
export function stuckLemmas(stuck: PrintedGoal, whole: PrintedGoal): readonly Plan[] {
  const target = sides(stuck.target);
  if (target === undefined) return [];
  const plans: Plan[] = [];
  const known = new Set(whole.hypotheses.map((h) => h.name));
  for (const h of stuck.hypotheses) {
    const ih = known.has(h.name) ? undefined : sides(h.type);
    if (ih === undefined) continue;
    for (const [from, to] of [[ih[1], ih[0]], [ih[0], ih[1]]] as const) {
      for (const side of [1, 0] as const) {
        const replaced = replaceTerm(target[side], from, to);
        if (replaced === target[side]) continue;
        const both = side === 1 ? [target[0], replaced] : [replaced, target[1]];
        plans.push(...generalised(both[0]!, both[1]!, stuck, known));
      }
    }
  }
  const seen = new Set<string>();
  return plans.filter(({ lemma }) => !seen.has(lemma!.statement) && seen.add(lemma!.statement))
    .slice(0, 4);
}

/** The equation with the longest term that both sides share as a variable. */
function generalised(
  left: string,
  right: string,
  stuck: PrintedGoal,
  known: ReadonlySet<string>,
): Plan[] {
  const shared = compounds(left).filter((term) =>
    right.includes(term) && term !== left && term !== right
  );
  const fresh = "ys";
  for (const term of shared) {
    const statement = `${replaceTerm(left, term, fresh)} = ${replaceTerm(right, term, fresh)}`;
    const bound = stuck.hypotheses.filter((h) => !known.has(h.name) && mentions(statement, h.name));
    if (!words(statement).includes(fresh)) continue;
    const binders = [fresh, ...bound.map((h) => h.name)].join(" ");
    return [{
      name: "lemma of a stuck case",
      steps: [],
      lemma: { name: "shared", statement: `∀ ${binders}, ${statement}`, variable: fresh },
    }];
  }
  return [];
}

/** Replaces a term as text, whole words only; a name inside brackets keeps them. */
function replaceTerm(text: string, term: string, by: string): string {
  if (/^[\p{L}_][\p{L}\p{N}_']*$/u.test(term)) return substitute(text, term, by);
  const put = /\s/.test(by) ? `(${by})` : by;
  return text.replaceAll(`(${term})`, put).replaceAll(term, put);
}

/** True where an induction may have left something to discover. */
export function mayAskForLemma(whole: PrintedGoal): boolean {
  return inductive(whole).length > 0 && sides(whole.target) !== undefined;
}
