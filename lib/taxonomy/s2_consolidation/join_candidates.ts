import type { Candidate } from "../records/candidate.ts";

/** Most record ids that a joined candidate keeps. */
const KEPT_RECORDS = 256;

/** One candidate with what stands behind all of them; names and level are the first one's. */
export function joinCandidates(winner: Candidate, losers: readonly Candidate[]): Candidate {
  const all = [winner, ...losers];
  const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())];
  const anchors = new Map<string, Candidate["parentAnchors"][number]>();
  for (const anchor of all.flatMap(({ parentAnchors }) => parentAnchors)) {
    const key = `${anchor.resolvedId ?? ""}\t${anchor.text}\t${anchor.kind}`;
    const seen = anchors.get(key);
    if (seen === undefined || anchor.score > seen.score) anchors.set(key, anchor);
  }
  const names = union(all.map(({ variants, normalized }) => [normalized, ...variants]));
  const recordIds = union(all.map(({ support }) => support.recordIds));
  return {
    ...winner,
    parentAnchors: [...anchors.values()],
    variants: names.filter((name) => name !== winner.normalized).sort(),
    observedForms: union(all.map(({ observedForms }) => observedForms)),
    support: {
      recordIds: recordIds.sort().slice(0, KEPT_RECORDS),
      publishers: union(all.map(({ support }) => support.publishers)).sort(),
      // Candidates of one label share the count of its mentions; other labels bring mentions of their own.
      rawCount: [...new Map(all.map((one) => [one.normalized, one.support.rawCount])).values()]
        .reduce((sum, count) => sum + count, 0),
    },
  };
}

/** The parents that most speaks for, likeliest first, without repetition. */
export function parentsOf({ parentAnchors }: Candidate, most: number): string[] {
  const ids = parentAnchors.flatMap(({ resolvedId }) =>
    resolvedId === undefined ? [] : [resolvedId]
  );
  return [...new Set(ids)].slice(0, most);
}
