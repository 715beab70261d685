import type { Policies } from "../policies/policy_schema.ts";
import type { Candidate } from "../records/candidate.ts";
import { jaccard } from "../text/similarity.ts";
import { joinCandidates, parentsOf } from "./join_candidates.ts";

/** A candidate with the words that say what it is. */
export interface Sense {
  readonly candidate: Candidate;
  readonly words: ReadonlySet<string>;
}

/** What became of candidates that share level and label. */
export type SenseVerdict =
  | { readonly kind: "one"; readonly sense: Sense }
  | {
    readonly kind: "several";
    readonly senses: readonly Sense[];
    /** Least divergence of parents and most overlap of words among the pairs. */
    readonly parentDivergence: number;
    readonly contextOverlap: number;
  };

/** Evidence that names a parent; what a sense only resembles says nothing of another meaning. */
const NAMING: readonly string[] = ["genus", "head_noun", "compound", "adjective", "agent"];

/**
 * Decides whether candidates of one label are one concept or several: several where the parents that their
 * texts name differ enough and the words around them overlap little; senses are then told apart by their
 * parents' names.
 *
 * @param found at least one; of the same level and normalised label
 */
export function splitSenses(
  found: readonly Sense[],
  policies: Policies["disambiguation"],
): SenseVerdict {
  const kept: Sense[] = [];
  let least = 1, most = 0;
  for (const sense of found) {
    const same = kept.findIndex((other) => {
      const divergence = 1 - jaccard(namedParents(sense), namedParents(other));
      const overlap = jaccard(sense.words, other.words);
      const apart = divergence >= policies.minParentDivergence &&
        overlap <= policies.maxContextOverlap;
      if (apart) [least, most] = [Math.min(least, divergence), Math.max(most, overlap)];
      return !apart;
    });
    if (same === -1) kept.push(sense);
    else {
      const { candidate, words } = kept[same]!;
      kept[same] = {
        candidate: joinCandidates(candidate, [sense.candidate]),
        words: words.union(sense.words),
      };
    }
  }
  if (kept.length === 1) return { kind: "one", sense: kept[0]! };
  const names = new Map<string, number>();
  const senses = kept.map(({ candidate, words }, at): Sense => {
    const { normalized: label, variants } = candidate;
    const parent = parentsOf(candidate, 1)[0] ?? `sense ${at + 1}`;
    const name = `${label} (${parent})`;
    const times = (names.get(name) ?? 0) + 1;
    names.set(name, times);
    const normalized = times === 1 ? name : `${label} (${parent} ${times})`;
    const all = [...new Set([label, ...variants])].sort();
    return { candidate: { ...candidate, normalized, variants: all }, words };
  });
  return { kind: "several", senses, parentDivergence: least, contextOverlap: most };
}

/** The parents that a sense's texts name; the likeliest where they name none. */
function namedParents({ candidate }: Sense): ReadonlySet<string> {
  const naming = candidate.parentAnchors.filter(({ kind }) => NAMING.includes(kind));
  return new Set(
    naming.length === 0
      ? parentsOf(candidate, 1)
      : parentsOf({ ...candidate, parentAnchors: naming }, naming.length),
  );
}
