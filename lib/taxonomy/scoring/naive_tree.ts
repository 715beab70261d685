import { isOfRoot, type Root } from "../evidence/lexicon.ts";
import type { Concept } from "../records/concept.ts";
import type { Level } from "../records/level.ts";
import { contentId } from "../records/source_record.ts";
import { nounPhrases } from "../text/noun_phrase.ts";
import type { Statement } from "../text/statement.ts";
import { normalizeLabel, singularLabel } from "../text/words.ts";

/**
 * The end-to-end baseline: level by level, an entry is a member where the first phrase of its definition is
 * `a branch of` a member (or of what the tree is of), or its name ends with a member's. The first that fits
 * counts; nothing is weighed.
 */
export function naiveTree(statements: readonly Statement[], root: Root): Concept[] {
  const members = new Map<string, string>();
  const placed = new Set<number>();
  const concepts: Concept[] = [];
  for (const level of [0, 1, 2, 3] as const) {
    const added: (readonly [string, string])[] = [];
    statements.forEach(({ heads, definition }, at) => {
      if (placed.has(at)) return;
      const labels = heads.map((head) => normalizeLabel(head));
      const phrase = nounPhrases(definition)[0];
      const above = (words: readonly string[]): string | undefined => {
        for (let from = 0; from < words.length; from++) {
          const label = words.slice(from).join(" ");
          const found = members.get(label) ?? members.get(singularLabel(label));
          if (found !== undefined) return found;
        }
        return undefined;
      };
      const parent = level === 0
        ? undefined
        : (phrase?.transparent ? above(phrase.words) : undefined) ??
          labels.map((label) => label.includes(" ") ? above(label.split(" ").slice(1)) : undefined)
            .find((found) => found !== undefined);
      const top = level === 0 && phrase !== undefined &&
        isOfRoot(root, phrase.words, phrase);
      if (!top && parent === undefined) return;
      placed.add(at);
      const concept = conceptOf(level, heads, labels, parent);
      concepts.push(concept);
      for (const label of labels) added.push([label, concept.id]);
    });
    members.clear();
    for (const [label, id] of added) if (!members.has(label)) members.set(label, id);
  }
  return concepts;
}

function conceptOf(
  level: Level,
  heads: readonly string[],
  labels: readonly string[],
  parent: string | undefined,
): Concept {
  return {
    id: contentId({ level, heads, parent }),
    level,
    canonicalLabel: heads[0]!,
    parents: parent === undefined ? [] : [{ id: parent, confidence: 1, evidence: [] }],
    variants: labels.slice(1),
    observedForms: heads,
    support: { recordIds: [], publishers: [], rawCount: 0 },
    rationale: { gates: [] },
  };
}
