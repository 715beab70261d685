import type { Prng } from "../../substrate/values/prng.ts";
import type { GoldTree } from "./gold_tree.ts";
import { type MatchScore, matchScore } from "./match_score.ts";
import { ancestorPairs, childOf, edgePairs, type ParentEdge } from "./parent_edges.ts";

/** A score with its percentile interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A tree held against the gold. */
export interface TreeScore {
  readonly edge: MatchScore;
  readonly ancestor: MatchScore;
  /** Edges by the level of their child in the gold, 1 … 3. */
  readonly edgeByLevel: readonly MatchScore[];
  /** 95 % intervals of F1, over clusters: sub-trees are drawn, not edges. */
  readonly edgeInterval: Interval;
  readonly ancestorInterval: Interval;
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
 */
export function scoreTree(
  gold: GoldTree,
  edges: readonly ParentEdge[],
  options: { readonly prng: Prng; readonly resamples?: number },
): TreeScore {
  const goldEdges = gold.concepts.flatMap(({ id, parents }) =>
    parents.map((parent) => ({ child: id, parent }))
  );
  const clusterOf = new Map(gold.concepts.map(({ id, cluster }) => [id, cluster]));
  const levelOf = new Map(gold.concepts.map(({ id, level }) => [id, level]));
  const edge = clusterCounts(edgePairs(edges), edgePairs(goldEdges), clusterOf);
  const ancestor = clusterCounts(ancestorPairs(edges), ancestorPairs(goldEdges), clusterOf);
  const { prng, resamples = 2000 } = options;
  return {
    edge: pooled(edge.values()),
    ancestor: pooled(ancestor.values()),
    edgeByLevel: [1, 2, 3].map((level) => {
      const at = (pairs: Iterable<string>) =>
        new Set([...pairs].filter((pair) => levelOf.get(childOf(pair)) === level));
      return pooled(
        clusterCounts(at(edgePairs(edges)), at(edgePairs(goldEdges)), clusterOf).values(),
      );
    }),
    edgeInterval: bootstrapF1([...edge.values()], prng.split("edge"), resamples),
    ancestorInterval: bootstrapF1([...ancestor.values()], prng.split("ancestor"), resamples),
  };
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
 * The 95 % percentile interval of F1 when clusters are drawn with replacement.
 *
 * Source: B. Efron, R. Tibshirani, "An introduction to the bootstrap", 1993, ch. 13.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../../substrate/values/prng.ts";
 * import { bootstrapF1 } from "./tree_score.ts";
 * const perfect = { right: 2, found: 2, gold: 2 };
 * assertEquals(bootstrapF1([perfect, perfect], createPrng(1), 100), { low: 1, high: 1 });
 * ```
 */
export function bootstrapF1(
  counts: readonly ClusterCounts[],
  prng: Prng,
  resamples: number,
): Interval {
  if (counts.length === 0) return { low: 0, high: 0 };
  const scores = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    scores[r] = pooled(counts.map(() => counts[prng.below(counts.length)]!)).f1;
  }
  scores.sort();
  const at = (share: number) => scores[Math.round(share * (resamples - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}
