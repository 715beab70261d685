import type { Prng } from "../../substrate/values/prng.ts";
import type { GoldTree } from "./gold_tree.ts";
import { type MatchScore, matchScore } from "./match_score.ts";
import { ancestorPairs, childOf, edgePairs, type ParentEdge } from "./parent_edges.ts";

/** A score with its percentile interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A score with the 95 % interval of its F1, over clusters: sub-trees are drawn, not edges. */
export interface IntervalScore extends MatchScore {
  readonly interval: Interval;
}

/** A tree held against the gold. */
export interface TreeScore {
  readonly edge: IntervalScore;
  readonly ancestor: IntervalScore;
  /** Edges by the level of their child in the gold, 1 … 3. */
  readonly edgeByLevel: readonly IntervalScore[];
}

/** Right, found and gold pairs of one cluster. */
export interface ClusterCounts {
  readonly right: number;
  readonly found: number;
  readonly gold: number;
}

/**
 * Scores edges and ancestors of a tree over the gold's own nodes.
 *
 * @param edges children and parents are ids of gold concepts; others count as found and wrong
 * @param options `clusterOf` tells the clusters of children that are no gold concepts; without it they are one
 */
export function scoreTree(
  gold: GoldTree,
  edges: readonly ParentEdge[],
  options: {
    readonly prng: Prng;
    readonly resamples?: number;
    readonly clusterOf?: ReadonlyMap<string, string>;
  },
): TreeScore {
  const goldEdges = gold.concepts.flatMap(({ id, parents }) =>
    parents.map((parent) => ({ child: id, parent }))
  );
  const clusterOf = new Map([
    ...options.clusterOf ?? [],
    ...gold.concepts.map(({ id, cluster }) => [id, cluster] as const),
  ]);
  const levelOf = new Map(gold.concepts.map(({ id, level }) => [id, level]));
  const { prng, resamples = 2000 } = options;
  const score = (found: ReadonlySet<string>, right: ReadonlySet<string>, name: string) =>
    intervalScore(clusterCounts(found, right, clusterOf), prng.split(name), resamples);
  return {
    edge: score(edgePairs(edges), edgePairs(goldEdges), "edge"),
    ancestor: score(ancestorPairs(edges), ancestorPairs(goldEdges), "ancestor"),
    edgeByLevel: [1, 2, 3].map((level) => {
      const at = (pairs: Iterable<string>) =>
        new Set([...pairs].filter((pair) => levelOf.get(childOf(pair)) === level));
      return score(at(edgePairs(edges)), at(edgePairs(goldEdges)), `edge L${level}`);
    }),
  };
}

/** The score of all clusters together, with the interval of its F1. */
export function intervalScore(
  counts: ReadonlyMap<string, ClusterCounts>,
  prng: Prng,
  resamples: number,
): IntervalScore {
  const list = [...counts.values()];
  return { ...pooled(list), interval: bootstrapInterval(list, prng, resamples) };
}

/** Counts pairs by the cluster of their child; pairs of unknown children are a cluster of their own. */
export function clusterCounts(
  found: ReadonlySet<string>,
  gold: ReadonlySet<string>,
  clusterOf: ReadonlyMap<string, string>,
): Map<string, ClusterCounts> {
  const counts = new Map<string, { right: number; found: number; gold: number }>();
  const at = (pair: string) => {
    const cluster = clusterOf.get(childOf(pair)) ?? "outside";
    const seen = counts.get(cluster) ?? { right: 0, found: 0, gold: 0 };
    counts.set(cluster, seen);
    return seen;
  };
  for (const pair of gold) at(pair).gold++;
  for (const pair of found) {
    const seen = at(pair);
    seen.found++;
    if (gold.has(pair)) seen.right++;
  }
  return counts;
}

function pooled(counts: Iterable<ClusterCounts>): MatchScore {
  let right = 0, found = 0, gold = 0;
  for (const one of counts) {
    right += one.right;
    found += one.found;
    gold += one.gold;
  }
  return matchScore({ right, found, gold });
}

/**
 * The 95 % percentile interval of F1, or of another score, when clusters are drawn with replacement.
 *
 * Source: B. Efron, R. Tibshirani, "An introduction to the bootstrap", 1993, ch. 13.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../../substrate/values/prng.ts";
 * import { bootstrapInterval } from "./tree_score.ts";
 * const perfect = { right: 2, found: 2, gold: 2 };
 * assertEquals(bootstrapInterval([perfect, perfect], createPrng(1), 100), { low: 1, high: 1 });
 * ```
 */
export function bootstrapInterval(
  counts: readonly ClusterCounts[],
  prng: Prng,
  resamples: number,
  of: "precision" | "recall" | "f1" = "f1",
): Interval {
  if (counts.length === 0) return { low: 0, high: 0 };
  const scores = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    scores[r] = pooled(counts.map(() => counts[prng.below(counts.length)]!))[of];
  }
  scores.sort();
  const at = (share: number) => scores[Math.round(share * (resamples - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}
