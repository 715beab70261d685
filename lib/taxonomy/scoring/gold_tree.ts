import type { Level } from "../records/level.ts";
import type { Synset } from "./wordnet_tree.ts";

/** A concept of the hierarchy that taxonomies are scored against. */
export interface GoldConcept {
  readonly id: string;
  readonly heads: readonly string[];
  readonly gloss: string;
  readonly section: string;
  readonly level: Level;
  /** Ids of concepts one level up; empty at level 0; more than one for a few. */
  readonly parents: readonly string[];
  /** Id of the ancestor at level 1, or its own above: what intervals are clustered by. */
  readonly cluster: string;
}

/** The hierarchy below one synset, cut at four levels. */
export interface GoldTree {
  /** Names of the synset on top, which is no concept itself. */
  readonly rootHeads: readonly string[];
  readonly rootGloss: string;
  /** Parents before children. */
  readonly concepts: readonly GoldConcept[];
}

/**
 * Cuts the sub-tree below a synset at depth 1 … 4: its levels 0 … 3. The level of a synset is its least depth,
 * and its parents are those of its hypernyms that stand one level up.
 */
export function cutGoldTree(synsets: ReadonlyMap<string, Synset>, root: Synset): GoldTree {
  const depth = new Map([[root.id, 0]]);
  const order = [root.id];
  for (const id of order) {
    if (depth.get(id)! === 4) continue;
    for (const child of synsets.get(id)!.hyponyms) {
      if (depth.has(child)) continue;
      depth.set(child, depth.get(id)! + 1);
      order.push(child);
    }
  }
  const clusters = new Map<string, string>();
  const concepts = order.slice(1).map((id): GoldConcept => {
    const { heads, gloss, section, hypernyms } = synsets.get(id)!;
    const level = depth.get(id)! - 1 as Level;
    const parents = hypernyms.filter((parent) => parent !== root.id && depth.get(parent) === level);
    const cluster = level < 2 ? id : clusters.get(parents[0]!)!;
    clusters.set(id, cluster);
    return { id, heads, gloss, section, level, parents, cluster };
  });
  return { rootHeads: root.heads, rootGloss: root.gloss, concepts };
}

/** Concepts per level, edges and ancestor pairs of a gold tree, for reports. */
export function goldCounts(gold: GoldTree): {
  readonly levels: readonly number[];
  readonly edges: number;
  readonly ancestorPairs: number;
  readonly severalParents: number;
} {
  const levels = [0, 0, 0, 0];
  let edges = 0, ancestorPairs = 0, severalParents = 0;
  const ancestors = new Map<string, ReadonlySet<string>>();
  for (const { id, level, parents } of gold.concepts) {
    levels[level]!++;
    edges += parents.length;
    if (parents.length > 1) severalParents++;
    const above = new Set(parents.flatMap((parent) => [parent, ...ancestors.get(parent)!]));
    ancestors.set(id, above);
    ancestorPairs += above.size;
  }
  return { levels, edges, ancestorPairs, severalParents };
}
