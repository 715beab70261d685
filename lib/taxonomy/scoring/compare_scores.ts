import type { Prng } from "../../substrate/values/prng.ts";
import type { GoldTree } from "./gold_tree.ts";
import { matchScore } from "./match_score.ts";
import { edgePairs, type ParentEdge } from "./parent_edges.ts";
import { clusterCounts, type Interval } from "./tree_score.ts";

/** How much better one tree is than another on the same gold. */
export interface ScoreDifference {
  /** F1 of the second minus F1 of the first, over edges. */
  readonly difference: number;
  /** 95 % interval: the same clusters are drawn for both. */
  readonly interval: Interval;
}

/** Compares two trees edge by edge, paired by sub-tree. */
export function compareTrees(
  gold: GoldTree,
  first: readonly ParentEdge[],
  second: readonly ParentEdge[],
  options: { readonly prng: Prng; readonly resamples?: number },
): ScoreDifference {
  const { prng, resamples = 2000 } = options;
  const goldEdges = edgePairs(
    gold.concepts.flatMap(({ id, parents }) => parents.map((parent) => ({ child: id, parent }))),
  );
  const clusterOf = new Map(gold.concepts.map(({ id, cluster }) => [id, cluster]));
  const counts = [first, second].map((edges) =>
    clusterCounts(edgePairs(edges), goldEdges, clusterOf)
  );
  const clusters = [...new Set(counts.flatMap((one) => [...one.keys()]))].sort();
  const differenceOf = (drawn: readonly string[]): number => {
    const [a = 0, b = 0] = counts.map((one) => {
      const sum = { right: 0, found: 0, gold: 0 };
      for (const cluster of drawn) {
        const seen = one.get(cluster);
        sum.right += seen?.right ?? 0;
        sum.found += seen?.found ?? 0;
        sum.gold += seen?.gold ?? 0;
      }
      return matchScore(sum).f1;
    });
    return b - a;
  };
  const drawn = Float64Array.from(
    { length: resamples },
    () => differenceOf(clusters.map(() => prng.pick(clusters))),
  ).sort();
  const at = (share: number) => drawn[Math.round(share * (resamples - 1))] ?? 0;
  return { difference: differenceOf(clusters), interval: { low: at(0.025), high: at(0.975) } };
}
