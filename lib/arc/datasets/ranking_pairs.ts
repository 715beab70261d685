import type { DatasetKind } from "../../dataset/dataset_kind.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import type { Program } from "../dsl/program.ts";
import type { Candidate, Trace } from "../trace/trace.ts";
import { verifierScoreOf } from "../verifier/comparator.ts";
import { ORIGIN_FIELDS, type RowOrigin, rowOrigin } from "./row_origin.ts";

/** One side of a ranking pair. */
export interface RankedCandidate {
  readonly candidateId: string;
  readonly program: Program;
  readonly featureVec: readonly number[];
  readonly verifierScore: number;
}

/** Two candidates of one task and turn, and which of them the comparator prefers (`arc.ranking_pair/1`). */
export interface RankingPair extends RowOrigin {
  readonly schema: "arc.ranking_pair/1";
  readonly a: RankedCandidate;
  readonly b: RankedCandidate;
  /** 1: a is better, 0: b is better. */
  readonly label: 0 | 1;
  /** The better `verifierScore` minus the other, above 0. */
  readonly margin: number;
}

/** Options of {@linkcode rankingPairs}. */
export interface RankingOptions {
  /** Decides the order of a and b. @default {0} */
  readonly seed?: number;
  /** Hears of every pair that the comparator holds equal. */
  readonly onTie?: () => void;
}

/**
 * Every pair of candidates of one turn that the comparator orders.
 *
 * Pairs are formed within one iteration of one trace only; ties are left out. Which of the two is `a`
 * depends on the seed and the two ids, so that the label tells nothing about the order of the trace.
 */
export function* rankingPairs(
  trace: Trace,
  options: RankingOptions = {},
): Generator<RankingPair, void, void> {
  for (const { iterIdx, candidates } of trace.iterations) {
    const origin = rowOrigin(trace, iterIdx);
    const sides = [
      ...new Map(candidates.map((one) => [one.candidateId, rankedSide(one)])).values(),
    ];
    // The scalar form of the comparator's order: equal exactly where the comparator finds a tie.
    const scores = sides.map((side) => verifierScoreOf(side.featureVec));
    for (let i = 0; i < sides.length; i++) {
      for (let j = i + 1; j < sides.length; j++) {
        if (scores[i] === scores[j]) {
          options.onTie?.();
          continue;
        }
        const first = comesFirst(sides[i]!, sides[j]!, options.seed ?? 0);
        const [at, other] = first ? [i, j] : [j, i];
        yield {
          schema: "arc.ranking_pair/1",
          ...origin,
          a: sides[at]!,
          b: sides[other]!,
          label: scores[at]! > scores[other]! ? 1 : 0,
          margin: Math.abs(scores[at]! - scores[other]!),
        };
      }
    }
  }
}

/** What a ranking pair keeps of a candidate. */
export function rankedSide(
  { candidateId, program, featureVec, verifierScore }: Candidate,
): RankedCandidate {
  return { candidateId, program, featureVec, verifierScore };
}

function comesFirst(x: RankedCandidate, y: RankedCandidate, seed: number): boolean {
  const [low, high] = ordered(x.candidateId, y.candidateId);
  const lowFirst = createPrng(`${seed}/${low}/${high}`).next() < 0.5;
  return lowFirst === (x.candidateId === low);
}

function ordered(x: string, y: string): readonly [string, string] {
  return x < y ? [x, y] : [y, x];
}

/** The critic's ranking pairs as a dataset. */
export const rankingKind: DatasetKind<RankingPair> = {
  name: "critic_ranking_pairs",
  rowSchema: "arc.ranking_pair/1",
  title: "Critic ranking pairs",
  summary:
    "Pairs of candidate programs for one ARC task and turn, labelled with the one that the " +
    "verifier and the comparator hold better.",
  fields: [
    ...ORIGIN_FIELDS,
    { name: "a", type: "object", meaning: "candidateId, program, featureVec, verifierScore" },
    { name: "b", type: "object", meaning: "the other candidate, likewise" },
    { name: "label", type: "int", meaning: "1: a is better, 0: b is better" },
    { name: "margin", type: "float", meaning: "difference of the two scores, above 0" },
  ],
  method: [
    "Pairs are formed within one task and turn only; the label is the comparator's verdict on the " +
    "verified candidates.",
    "Ties are left out. Of pairs of the same two programs for the same task one is kept.",
    "The order of a and b is drawn from the seed.",
  ],
  limits: [
    "Candidates come from one search; programs it never proposes are not here.",
    "Test outputs were never looked at: a better program is better on the train pairs.",
  ],
  facetsOf: ({ taskId, split, label, margin, a, b }) => ({
    taskId,
    split,
    label: label === 1 ? "a" : "b",
    margin,
    // An id is the digest of task and program.
    key: ordered(a.candidateId, b.candidateId).join(" "),
  }),
};
