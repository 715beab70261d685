import type { Concept } from "../records/concept.ts";
import { normalizeLabel } from "../text/words.ts";
import type { GoldTree } from "./gold_tree.ts";
import { type MatchScore, matchScore } from "./match_score.ts";
import type { ParentEdge } from "./parent_edges.ts";

/** Which gold concept each found one is; those that are none keep their own id. */
export interface ConceptMatch {
  /** Concept id → gold id. */
  readonly goldOf: ReadonlyMap<string, string>;
  readonly nodes: MatchScore;
  /** By level; a concept is right where the gold has it at the same level. */
  readonly nodesByLevel: readonly MatchScore[];
  /** Share of the matched concepts that stand at the gold's level. */
  readonly levelAccuracy: number;
}

/**
 * Matches the concepts of a run to gold concepts by any name they share after normalisation, one to one: first
 * those of the same level, then by main names, in order.
 */
export function matchConcepts(gold: GoldTree, concepts: readonly Concept[]): ConceptMatch {
  const byName = new Map<string, number[]>();
  gold.concepts.forEach(({ heads }, index) => {
    for (const name of new Set(heads.map((head) => normalizeLabel(head)))) {
      byName.set(name, [...byName.get(name) ?? [], index]);
    }
  });
  const pairs = concepts.flatMap((concept) => {
    const names = [concept.canonicalLabel, ...concept.observedForms, ...concept.variants]
      .map((name) => normalizeLabel(name));
    const main = names[0]!;
    return [...new Set(names)].flatMap((name) =>
      (byName.get(name) ?? []).map((index) => ({
        concept,
        index,
        rank: (gold.concepts[index]!.level === concept.level ? 0 : 2) +
          (normalizeLabel(gold.concepts[index]!.heads[0]!) === main ? 0 : 1),
      }))
    );
  }).sort((a, b) => a.rank - b.rank);
  const goldOf = new Map<string, string>();
  const taken = new Set<number>();
  let atLevel = 0;
  for (const { concept, index } of pairs) {
    if (goldOf.has(concept.id) || taken.has(index)) continue;
    goldOf.set(concept.id, gold.concepts[index]!.id);
    taken.add(index);
    if (gold.concepts[index]!.level === concept.level) atLevel++;
  }
  const levelOf = new Map<string, number>(gold.concepts.map(({ id, level }) => [id, level]));
  const nodes = matchScore({
    right: goldOf.size,
    found: concepts.length,
    gold: gold.concepts.length,
  });
  return {
    goldOf,
    nodes,
    nodesByLevel: [0, 1, 2, 3].map((level) =>
      matchScore({
        right: concepts.filter(({ id, level: at }) =>
          at === level && levelOf.get(goldOf.get(id) ?? "") === level
        ).length,
        found: concepts.filter((concept) =>
          concept.level === level
        ).length,
        gold: gold.concepts.filter((concept) => concept.level === level).length,
      })
    ),
    levelAccuracy: goldOf.size === 0 ? 0 : atLevel / goldOf.size,
  };
}

/** The edges of a run between gold ids; a concept that is none keeps its own, so that its edges count as wrong. */
export function edgesOfConcepts(
  concepts: readonly Concept[],
  goldOf: ReadonlyMap<string, string>,
): ParentEdge[] {
  const name = (id: string) => goldOf.get(id) ?? `not gold ${id}`;
  return concepts.flatMap(({ id, parents }) =>
    parents.map((parent) => ({ child: name(id), parent: name(parent.id) }))
  );
}
