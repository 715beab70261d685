import type { Choice } from "../../substrate/learn/choice.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import {
  blindFeatures,
  candidateFeatures,
  stepFeatures,
} from "../critic/learned/critic_features.ts";
import type { BlameRow } from "../datasets/blame_locus.ts";
import { type RankingPair, rankingPairs } from "../datasets/ranking_pairs.ts";
import type { Split } from "../../dataset/split.ts";
import { descriptionLength } from "../dsl/program.ts";
import { factTokens } from "../ruler/prior/fact_tokens.ts";
import type { Candidate, Trace } from "../trace/trace.ts";

/** Two candidates as a critic sees them, with and without their errors, and which one is better. */
export interface RankingExample {
  readonly taskId: string;
  readonly split: Split;
  readonly traceDigest: string;
  readonly seeing: Choice;
  /** Program and facts only: all that is known before a candidate has run. */
  readonly blind: Choice;
  /** The index of the shorter description; `undefined` where both are as long. */
  readonly shorter: number | undefined;
}

/** What is needed of a ranking pair. */
export type PairedIds =
  & Pick<RankingPair, "taskId" | "split" | "label">
  & {
    readonly [Side in "a" | "b"]: Pick<RankingPair[Side], "candidateId">;
  };

/** Pairs of one trace that are learned from at most, drawn by seed and trace. */
const PAIRS_PER_TRACE = 80;

/** Ranking pairs of a trace as choices of two; `pairs` are those of the dataset, or all that the trace holds. */
export function rankingExamples(
  trace: Trace,
  seed: number,
  pairs: readonly PairedIds[] = [...rankingPairs(trace, { seed })],
): RankingExample[] {
  const candidates = trace.iterations.flatMap((turn) => turn.candidates);
  const byId = new Map(candidates.map((one) => [one.candidateId, one]));
  const tokens = factTokens(trace.facts, candidates[0]?.verify.pairs.length ?? 0);
  const seen = new Map<string, readonly [Choice["options"][0], Choice["options"][0]]>();
  const featuresOf = ({ candidateId, program, critic }: Candidate) => {
    let both = seen.get(candidateId);
    if (both === undefined) {
      both = [candidateFeatures(program, critic.csa), blindFeatures(program, tokens)];
      seen.set(candidateId, both);
    }
    return both;
  };
  const drawn = createPrng(seed).split(trace.digest).shuffled(pairs).slice(0, PAIRS_PER_TRACE);
  return drawn.flatMap(({ taskId, split, a, b, label }) => {
    const left = byId.get(a.candidateId), right = byId.get(b.candidateId);
    if (left === undefined || right === undefined) return [];
    const [seeingA, blindA] = featuresOf(left), [seeingB, blindB] = featuresOf(right);
    const chosen = label === 1 ? 0 : 1;
    const lengths = [descriptionLength(left.program), descriptionLength(right.program)] as const;
    return [{
      taskId,
      split,
      traceDigest: trace.digest,
      seeing: { options: [seeingA, seeingB], chosen },
      blind: { options: [blindA, blindB], chosen },
      shorter: lengths[0] === lengths[1] ? undefined : lengths[0] < lengths[1] ? 0 : 1,
    }];
  });
}

/** A measured blame as a choice of steps. */
export interface BlameExample {
  readonly taskId: string;
  readonly split: Split;
  readonly traceDigest: string;
  readonly choice: Choice;
  /** The step that the symbolic critic estimates. */
  readonly estimate: number;
}

/** Blame rows of programs of two steps and more; `estimates` holds the symbolic critic's step by candidate. */
export function blameExample(
  row: BlameRow,
  estimates: ReadonlyMap<string, number>,
): BlameExample | undefined {
  const { taskId, split, traceDigest, program, locus, errorType, csa, candidateId } = row;
  const estimate = estimates.get(candidateId);
  if (locus.step < 0 || program.steps.length < 2 || estimate === undefined) return undefined;
  const options = stepFeatures({ program, errorType, csa, estimate });
  return { taskId, split, traceDigest, choice: { options, chosen: locus.step }, estimate };
}
