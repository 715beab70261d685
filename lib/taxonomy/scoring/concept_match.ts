import type { Concept } from "../records/concept.ts";
import { normalizeLabel } from "../text/words.ts";
import type { GoldTree } from "./gold_tree.ts";
import type { ParentEdge } from "./parent_edges.ts";

/** Which gold concept each found one is, id by id; those that are none are left out. */
export type ConceptMatch = ReadonlyMap<string, string>;

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
  for (const { concept, index } of pairs) {
    if (goldOf.has(concept.id) || taken.has(index)) continue;
    goldOf.set(concept.id, gold.concepts[index]!.id);
    taken.add(index);
  }
  return goldOf;
}

/** The edges of a run between gold ids; a concept that is none keeps its own, so that its edges count as wrong. */
export function edgesOfConcepts(
  concepts: readonly Concept[],
  goldOf: ConceptMatch,
): ParentEdge[] {
  const name = (id: string) => scoredId(id, goldOf);
  return concepts.flatMap(({ id, parents }) =>
    parents.map((parent) => ({ child: name(id), parent: name(parent.id) }))
  );
}

/**
 * What intervals are clustered by, for the concepts of a run: the gold's cluster where a concept is one of the
 * gold, else that of its parent, down from level 1, where it makes one of its own.
 *
 * @param concepts parents before children
 * @returns by the ids of {@linkcode edgesOfConcepts}
 */
export function clustersOfConcepts(
  gold: GoldTree,
  concepts: readonly Concept[],
  goldOf: ConceptMatch,
): Map<string, string> {
  const goldCluster = new Map(gold.concepts.map(({ id, cluster }) => [id, cluster]));
  const clusters = new Map<string, string>();
  for (const { id, level, parents: [parent] } of concepts) {
    const name = scoredId(id, goldOf);
    const above = level < 2 || parent === undefined
      ? undefined
      : clusters.get(scoredId(parent.id, goldOf));
    clusters.set(name, goldCluster.get(name) ?? above ?? name);
  }
  return clusters;
}

/** The gold's id of a concept, or one that no gold concept has. */
export function scoredId(id: string, goldOf: ConceptMatch): string {
  return goldOf.get(id) ?? `not gold ${id}`;
}
