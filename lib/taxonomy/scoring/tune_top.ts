import type { EvidenceWeights } from "../evidence/evidence_kind.ts";
import type { FittingTree } from "./fit_weights.ts";
import { evidenceForGiven, treeOfGiven } from "./given_terms.ts";
import { scoreTree } from "./tree_score.ts";
import { createPrng } from "../../substrate/values/prng.ts";

/** How well terms alone are placed under some weights. */
export interface TopTrial {
  /** Weight of standing at the top, in nats. */
  readonly root: number;
  /** Means over the trees. */
  readonly edgeF1: number;
  readonly ancestorF1: number;
}

/**
 * Tries smaller weights for standing at the top than the fitted one, in order. A likeliest parent is right less
 * often than not where the fitted weight says "top", but F1 charges a wrong parent no more than a missing one, so
 * that less than even odds are worth taking.
 *
 * @param trees none of those that the weights were fitted to
 * @returns the trials; the best is the one with the largest sum of both scores
 */
export function tuneTopWeight(
  trees: readonly FittingTree[],
  weights: EvidenceWeights,
  { parentSimilarity, less }: {
    readonly parentSimilarity: number;
    /** What is taken off the fitted weight, in nats. */
    readonly less: readonly number[];
  },
): { readonly best: TopTrial; readonly trials: readonly TopTrial[] } {
  const trials = less.map((nats): TopTrial => {
    const root = Number((weights.root - nats).toFixed(2));
    const options = { setting: "terms", weights: { ...weights, root }, parentSimilarity } as const;
    let edge = 0, ancestor = 0;
    for (const { gold, given } of trees) {
      const edges = treeOfGiven(gold, evidenceForGiven(gold, given, options), options);
      const score = scoreTree(gold, edges, { prng: createPrng(0), resamples: 1 });
      edge += score.edge.f1 / trees.length;
      ancestor += score.ancestor.f1 / trees.length;
    }
    return { root, edgeF1: edge, ancestorF1: ancestor };
  });
  const sum = ({ edgeF1, ancestorF1 }: TopTrial) => edgeF1 + ancestorF1;
  const best = trials.reduce((most, trial) => sum(trial) > sum(most) ? trial : most);
  return { best, trials };
}
