import type { Family } from "../draft.ts";
import { canvasesFor } from "./canvases.ts";
import { CELL_VARIANTS, HINT_VARIANTS } from "./cell_variants.ts";
import { hintedCanvases } from "./hinted_canvases.ts";
import { type LearnedRule, learnOver } from "./learn_over.ts";

/** Canvases tried for a task whose outputs are not as large as its inputs. */
const MOST_CANVASES = 6;

/** Canvases with a hint that are learned on in full. */
const MOST_HINTS = 3;

/**
 * Learns what colour every cell becomes, on the input itself or on a canvas of the output's size made
 * from it.
 *
 * Several learners are trained; each votes for its predictions of the test inputs, a learner that also
 * predicts pairs it has not seen voting louder. Drafts come in the order of their predictions' votes.
 */
export const cellRuleFamily: Family = {
  name: "cell_rules",
  doc: "Decision trees and small forests over features of each cell",
  applies: () => true,
  *drafts(problem, budget, prng) {
    const { task } = problem;
    const learned: LearnedRule[] = [];
    canvasesFor(task, budget, MOST_CANVASES).forEach((prepared, k) => {
      learned.push(...learnOver(task, prepared, CELL_VARIANTS, budget, prng.split(k)));
    });
    const bits = shortestFit(learned, task.train.length);
    const same = task.train.every(({ input, output }) =>
      input.width === output.width && input.height === output.height
    );
    if (same && learned.every((rule) => rule.unseenFits < task.train.length)) {
      const hinted = hintedCanvases(task, bits, MOST_HINTS, budget, prng.split("hints"));
      hinted.forEach((prepared, k) => {
        const stream = prng.split(`hint ${k}`);
        learned.push(...learnOver(task, prepared, HINT_VARIANTS, budget, stream));
      });
    }
    for (const rule of byVotes(learned, task.train.length)) {
      yield { program: rule.program, family: cellRuleFamily.name };
    }
  },
};

/** Bits of the shortest rule that fits every pair; without one, a length that any decent rule stays below. */
function shortestFit(learned: readonly LearnedRule[], pairs: number): number {
  return learned.reduce(
    (bits, rule) => rule.fits === pairs ? Math.min(bits, rule.bits) : bits,
    1000,
  );
}

/** One rule per distinct prediction and number of fitted pairs: the shortest, the most voted first. */
function byVotes(learned: readonly LearnedRule[], pairs: number): LearnedRule[] {
  const groups = new Map<string, { rule: LearnedRule; votes: number }>();
  for (const rule of learned) {
    const key = `${rule.fits} ${rule.predictions.map((grid) => grid.hash).join(" ")}`;
    const votes = 0.25 + rule.unseenFits / pairs;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rule, votes });
    else {
      group.votes += votes;
      if (rule.bits < group.rule.bits) group.rule = rule;
    }
  }
  return [...groups.values()]
    .sort((a, b) => b.rule.fits - a.rule.fits || b.votes - a.votes || a.rule.bits - b.rule.bits)
    .map((group) => group.rule);
}
