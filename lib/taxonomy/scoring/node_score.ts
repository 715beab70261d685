import type { Prng } from "../../substrate/values/prng.ts";
import type { Concept } from "../records/concept.ts";
import { clustersOfConcepts, type ConceptMatch, scoredId } from "./concept_match.ts";
import type { GoldTree } from "./gold_tree.ts";
import {
  bootstrapInterval,
  type ClusterCounts,
  type Interval,
  type IntervalScore,
  intervalScore,
} from "./tree_score.ts";

/** The concepts of a run held against those of the gold, whatever their parents. */
export interface NodeScore {
  readonly nodes: IntervalScore;
  /** By level; a concept is right where the gold has it at the same level. */
  readonly nodesByLevel: readonly IntervalScore[];
  /** Share of the matched concepts that stand at the gold's level; 0 where none matched. */
  readonly levelAccuracy: number;
  readonly levelAccuracyInterval: Interval;
}

/** Scores the concepts of a run, with intervals over sub-trees. */
export function scoreNodes(
  gold: GoldTree,
  concepts: readonly Concept[],
  goldOf: ConceptMatch,
  { prng, resamples = 2000 }: { readonly prng: Prng; readonly resamples?: number },
): NodeScore {
  const levelOf = new Map<string, number>(gold.concepts.map(({ id, level }) => [id, level]));
  const clusters = clustersOfConcepts(gold, concepts, goldOf);
  for (const { id, cluster } of gold.concepts) clusters.set(id, cluster);
  const found = concepts.map(({ id, level }) => ({ id: scoredId(id, goldOf), level }));
  const matched = found.filter(({ id }) => levelOf.has(id));
  const atLevel = matched.filter(({ id, level }) => levelOf.get(id) === level);
  type Ids = readonly { readonly id: string }[];
  const counts = (right: Ids, some: Ids, all: Ids): Map<string, ClusterCounts> => {
    const byCluster = new Map<string, { right: number; found: number; gold: number }>();
    const add = (ids: Ids, of: "right" | "found" | "gold") => {
      for (const { id } of ids) {
        const cluster = clusters.get(id)!;
        const seen = byCluster.get(cluster) ?? { right: 0, found: 0, gold: 0 };
        byCluster.set(cluster, seen);
        seen[of]++;
      }
    };
    add(all, "gold");
    add(some, "found");
    add(right, "right");
    return byCluster;
  };
  const only = <T extends { readonly level: number }>(ids: readonly T[], level: number) =>
    ids.filter((one) => one.level === level);
  const levels = counts(atLevel, matched, []);
  return {
    nodes: intervalScore(counts(matched, found, gold.concepts), prng.split("nodes"), resamples),
    nodesByLevel: [0, 1, 2, 3].map((level) =>
      intervalScore(
        counts(only(atLevel, level), only(found, level), only(gold.concepts, level)),
        prng.split(`nodes L${level}`),
        resamples,
      )
    ),
    levelAccuracy: matched.length === 0 ? 0 : atLevel.length / matched.length,
    levelAccuracyInterval: bootstrapInterval(
      [...levels.values()],
      prng.split("levels"),
      resamples,
      "precision",
    ),
  };
}
