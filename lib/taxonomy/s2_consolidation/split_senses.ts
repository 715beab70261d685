import type { Policies } from "../policies/policy_schema.ts";
import type { Candidate } from "../records/candidate.ts";
import { jaccard } from "../text/similarity.ts";
import { joinCandidates, parentsOf } from "./join_candidates.ts";

/** What became of candidates that share level and label. */
export type SenseVerdict =
  | { readonly kind: "one"; readonly candidate: Candidate }
  | {
    readonly kind: "several";
    readonly candidates: readonly Candidate[];
    /** Least divergence of parents and most overlap of words among the pairs. */
    readonly parentDivergence: number;
    readonly contextOverlap: number;
  };

/** Parents of a sense that are compared. */
const PARENTS = 1;

/**
 * Decides whether candidates of one label are one concept or several: several where parents differ enough and
 * the words around them overlap little; senses are then told apart by their parents' names.
 *
 * @param senses at least one; of the same level and normalised label
 * @param wordsOf words that say what a sense is
 */
export function splitSenses(
  senses: readonly Candidate[],
  policies: Policies["disambiguation"],
  wordsOf: (candidate: Candidate) => ReadonlySet<string>,
): SenseVerdict {
  const kept: Candidate[] = [];
  let least = 1, most = 0;
  for (const sense of senses) {
    const same = kept.findIndex((other) => {
      const divergence = 1 - jaccard(
        new Set(parentsOf(sense, PARENTS)),
        new Set(parentsOf(other, PARENTS)),
      );
      const overlap = jaccard(wordsOf(sense), wordsOf(other));
      const apart = divergence >= policies.minParentDivergence &&
        overlap <= policies.maxContextOverlap;
      if (apart) [least, most] = [Math.min(least, divergence), Math.max(most, overlap)];
      return !apart;
    });
    if (same === -1) kept.push(sense);
    else kept[same] = joinCandidates(kept[same]!, [sense]);
  }
  if (kept.length === 1) return { kind: "one", candidate: kept[0]! };
  const names = new Map<string, number>();
  const candidates = kept.map((sense) => {
    const parent = parentsOf(sense, 1)[0] ?? `sense ${kept.indexOf(sense) + 1}`;
    const name = `${sense.normalized} (${parent})`;
    const times = (names.get(name) ?? 0) + 1;
    names.set(name, times);
    const normalized = times === 1 ? name : `${sense.normalized} (${parent} ${times})`;
    const variants = [...new Set([sense.normalized, ...sense.variants])].sort();
    return { ...sense, normalized, variants };
  });
  return { kind: "several", candidates, parentDivergence: least, contextOverlap: most };
}
