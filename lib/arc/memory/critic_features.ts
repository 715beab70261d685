import { boundedLists, bytesOf, type CriticBundle } from "./bundle.ts";

/**
 * Bounds what the critic is told and sums it up in numbers; of lists and numbers together, the least
 * valuable go first when there is no room.
 */
export function criticFeatures(
  lists: Pick<CriticBundle, "episodes" | "cases">,
  maxBytes: number,
): CriticBundle {
  const empty = bytesOf({ episodes: [], cases: [], features: {} });
  const overhead = empty - bytesOf({ episodes: [], cases: [] });
  const kept = { ...boundedLists({ ...lists }, maxBytes - overhead) };
  while (true) {
    const bundle = { ...kept, features: summary(kept) };
    if (bytesOf(bundle) <= maxBytes) return bundle;
    if (kept.episodes.length > 0) kept.episodes = kept.episodes.slice(0, -1);
    else if (kept.cases.length > 0) kept.cases = kept.cases.slice(0, -1);
    else return { ...kept, features: {} };
  }
}

function summary({ episodes, cases }: Pick<CriticBundle, "episodes" | "cases">) {
  if (episodes.length + cases.length === 0) return {};
  const edits = new Map<string, { tried: number; improved: number }>();
  for (const { op, tried, improved } of episodes.flatMap((episode) => episode.edits)) {
    const sum = edits.get(op) ?? { tried: 0, improved: 0 };
    edits.set(op, { tried: sum.tried + tried, improved: sum.improved + improved });
  }
  const nearest = Math.max(0, ...[...episodes, ...cases].map((one) => one.similarity));
  const solved = episodes.filter((episode) => episode.solved).length;
  const features: { [name: string]: number } = { nearest };
  if (episodes.length > 0) features["solvedShare"] = rounded(solved / episodes.length);
  for (const op of [...edits.keys()].sort()) {
    const { tried, improved } = edits.get(op)!;
    features[`edit.${op}`] = rounded((improved + 1) / (tried + 2));
  }
  return features;
}

function rounded(value: number): number {
  return Math.round(1e6 * value) / 1e6;
}
