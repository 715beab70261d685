import type { BlameLocus, Csa } from "../critic/critique.ts";
import type { CandidateSource, Trace } from "./trace.ts";

/** One row of `--critic-buffer-jsonl` (`arc.critic_buffer/1`): a candidate as a critic trains on it. */
export interface CriticBufferRow {
  readonly schema: "arc.critic_buffer/1";
  readonly taskId: string;
  readonly namespace: string;
  readonly iterIdx: number;
  readonly candidateId: string;
  readonly traceDigest: string;
  readonly comparatorVersion: string;
  readonly featureVersion: string;
  readonly source: CandidateSource;
  readonly features: readonly number[];
  /** `verifierScore`, the scalar of the comparator's order. */
  readonly score: number;
  /** 1: fits every train pair. */
  readonly label: 0 | 1;
  readonly blame: BlameLocus;
  readonly csa: Csa;
}

/** Every recorded candidate of a trace, in the order of the trace. */
export function criticBufferRows(trace: Trace): CriticBufferRow[] {
  return trace.iterations.flatMap(({ iterIdx, candidates }) =>
    candidates.map((candidate): CriticBufferRow => ({
      schema: "arc.critic_buffer/1",
      taskId: trace.taskId,
      namespace: trace.namespace,
      iterIdx,
      candidateId: candidate.candidateId,
      traceDigest: trace.digest,
      comparatorVersion: trace.versions.comparator,
      featureVersion: trace.versions.feature,
      source: candidate.source,
      features: candidate.featureVec,
      score: candidate.verifierScore,
      label: candidate.verify.errorType === "ok" ? 1 : 0,
      blame: candidate.critic.blame,
      csa: candidate.critic.csa,
    }))
  );
}
