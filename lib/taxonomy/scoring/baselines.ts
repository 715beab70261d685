import type { Prng } from "../../substrate/values/prng.ts";
import type { Root } from "../evidence/lexicon.ts";
import type { ReadTerm } from "../evidence/term.ts";
import { TermIndex } from "../evidence/term_index.ts";
import type { ParentEdge } from "./parent_edges.ts";

/** Simple ways to give terms parents, to compare with. */
export const BASELINES = ["random_parent", "head_noun", "pattern", "pattern_head_noun"] as const;

/** The name of a baseline. */
export type Baseline = (typeof BASELINES)[number];

/** What a baseline works on. */
export interface BaselineInput {
  readonly terms: readonly ReadTerm[];
  readonly root: Root;
  /** As the tree that it is compared with. */
  readonly allowed: (child: number, parent: number) => boolean;
  readonly prng: Prng;
}

/**
 * Edges of a baseline: `random_parent` draws one of the allowed; `head_noun` takes the term that the name ends
 * with; `pattern` the one behind `branch of`, `field of`, `science of`; `pattern_head_noun` the pattern's, else the
 * head noun's. Of several terms of a name the first counts; names are compared as they stand.
 */
export function baselineEdges(
  baseline: Baseline,
  { terms, root, allowed, prng }: BaselineInput,
): ParentEdge[] {
  const index = new TermIndex(terms, root, 1);
  const first = (child: number, parents: readonly number[] | undefined) =>
    parents?.find((parent) => parent !== child && allowed(child, parent));
  const headNoun = ({ index: child, labels }: ReadTerm): number | undefined => {
    for (const label of labels) {
      const words = label.split(" ");
      const found = words.length < 2 ? undefined : first(child, index.atEnd(words.slice(1))?.terms);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const pattern = ({ index: child, phrases }: ReadTerm): number | undefined => {
    for (const { words, of, transparent } of phrases) {
      const named = transparent
        ? index.atEnd(words)
        : of.map((one) => index.atEnd(one)).find((one) => one !== undefined);
      const found = first(child, named?.terms);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const choose: Record<Baseline, (term: ReadTerm) => number | undefined> = {
    random_parent: ({ index: child }) => {
      const options = terms.map((_, i) => i).filter((parent) =>
        parent !== child && allowed(child, parent)
      );
      return options.length === 0 ? undefined : prng.pick(options);
    },
    head_noun: headNoun,
    pattern,
    pattern_head_noun: (term) => pattern(term) ?? headNoun(term),
  };
  return terms.flatMap((term) => {
    const parent = choose[baseline](term);
    return parent === undefined ? [] : [{ child: term.id, parent: terms[parent]!.id }];
  });
}
