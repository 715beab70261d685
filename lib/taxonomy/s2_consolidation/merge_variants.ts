import type { Policies } from "../policies/policy_schema.ts";
import type { Candidate } from "../records/candidate.ts";
import { levelName } from "../records/level.ts";
import { jaccard, labelSimilarity } from "../text/similarity.ts";
import { parentsOf } from "./join_candidates.ts";
import { supportWeight } from "./support_gates.ts";

/** Candidates that are one: the winner keeps its name. */
export interface VariantGroup {
  readonly winner: Candidate;
  readonly losers: readonly Candidate[];
  /** `variant_name`: the winner's text names it so; `similar_label`: spelled alike, said alike. */
  readonly rule: "variant_name" | "similar_label";
  /** Similarity of the least similar loser to what it was joined to. */
  readonly similarity: number;
}

/** Options of {@linkcode findVariants}. */
export interface VariantOptions {
  readonly deduplication: Policies["deduplication"];
  readonly recordWeight: number;
  /** Words that say what a candidate is. */
  readonly wordsOf: (candidate: Candidate) => ReadonlySet<string>;
}

/** Most labels that are compared with each other; a larger block is parted by further letters. */
const CROWD = 1000;

/** Parents of a candidate that are compared. */
const PARENTS = 2;

/**
 * Finds candidates of one level that are spellings of one label: those that begin alike, are similar enough,
 * have a parent in common, and are not said to be different things.
 */
export function findVariants(
  candidates: readonly Candidate[],
  options: VariantOptions,
): VariantGroup[] {
  const { deduplication, recordWeight, wordsOf } = options;
  const order = candidates.toSorted((a, b) =>
    supportWeight(b, recordWeight) - supportWeight(a, recordWeight) ||
    a.normalized.length - b.normalized.length || (a.normalized < b.normalized ? -1 : 1)
  );
  const blocks = new Map<string, Candidate[]>();
  const groups = new Map<
    Candidate,
    { losers: Candidate[]; rule: VariantGroup["rule"]; similarity: number }
  >();
  const keysOf = blockKeys(candidates, deduplication.blockingPrefix);
  for (const candidate of order) {
    const { look, put } = keysOf(candidate);
    let joined = false;
    for (const winner of new Set(look.flatMap((block) => blocks.get(block) ?? []))) {
      const variant = winner.variants.includes(candidate.normalized) ||
        candidate.variants.includes(winner.normalized);
      const similarity = variant ? 1 : labelSimilarity(winner.normalized, candidate.normalized);
      if (winner.level !== candidate.level || winner.normalized === candidate.normalized) continue;
      if (similarity < deduplication.similarity[levelName(candidate.level)]) continue;
      if (!compatible(winner, candidate)) continue;
      if (
        !variant && jaccard(wordsOf(winner), wordsOf(candidate)) < deduplication.minContextOverlap
      ) continue;
      const group = groups.get(winner) ??
        { losers: [], rule: variant ? "variant_name" : "similar_label", similarity };
      group.losers.push(candidate);
      group.similarity = Math.min(group.similarity, similarity);
      groups.set(winner, group);
      joined = true;
      break;
    }
    if (joined) continue;
    for (const block of put) {
      const list = blocks.get(block);
      if (list === undefined) blocks.set(block, [candidate]);
      else list.push(candidate);
    }
  }
  return [...groups].map(([winner, group]) => ({ winner, ...group }));
}

/** In which blocks a candidate looks for others, and in which others find it. */
interface BlockKeys {
  readonly look: readonly string[];
  readonly put: readonly string[];
}

function blockKeys(
  candidates: readonly Candidate[],
  blockingPrefix: number,
): (candidate: Candidate) => BlockKeys {
  const begins = new Map<Candidate, string>();
  const part = (group: readonly Candidate[], letters: number): void => {
    for (const [key, members] of Map.groupBy(group, (one) => beginning(one, letters))) {
      const longer = members.some(({ normalized }) => normalized.length > letters);
      if (members.length > CROWD && longer) part(members, letters + 1);
      else for (const member of members) begins.set(member, key);
    }
  };
  part(candidates, blockingPrefix);
  const initials = Map.groupBy(candidates, initialsKey);
  return (candidate) => {
    const begin = begins.get(candidate)!;
    // An abbreviation begins like what it stands for, with one letter.
    const short = initialsKey(candidate);
    if (short === undefined) return { look: [begin], put: [begin] };
    if (initials.get(short)!.length <= CROWD) {
      return { look: [begin, short], put: [begin, short] };
    }
    // Of a crowd only abbreviations and what they stand for meet.
    const [mine, others] = candidate.normalized.includes(" ")
      ? ["long", "short"]
      : ["short", "long"];
    return { look: [begin, `${others} ${short}`], put: [begin, `${mine} ${short}`] };
  };
}

function beginning({ level, normalized }: Candidate, letters: number): string {
  return `${level} ${normalized.slice(0, letters)}`;
}

function initialsKey({ level, normalized }: Candidate): string | undefined {
  const words = normalized.split(" ");
  const initials = words.length > 1 ? words.map((word) => word[0]).join("") : normalized;
  return initials.length <= 5 ? `${level} initials ${initials}` : undefined;
}

/** Parents are compatible where there are none, or one of them is common. */
function compatible(a: Candidate, b: Candidate): boolean {
  const [x, y] = [parentsOf(a, PARENTS), parentsOf(b, PARENTS)];
  return x.length === 0 || y.length === 0 || x.some((parent) => y.includes(parent));
}
