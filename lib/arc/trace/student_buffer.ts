import type { Csa, Directive } from "../critic/critique.ts";
import type { Fact } from "../describer/fact.ts";
import type { Program } from "../dsl/program.ts";
import type { Candidate, CandidateSource, Trace } from "./trace.ts";

/** One row of `--ruler-student-buffer-jsonl` (`arc.student_buffer/1`): the transition from a seed to an edit. */
export interface StudentBufferRow {
  readonly schema: "arc.student_buffer/1";
  readonly taskId: string;
  readonly namespace: string;
  readonly iterIdx: number;
  readonly traceDigest: string;
  readonly source: CandidateSource;
  readonly state: {
    readonly facts: readonly Fact[];
    readonly candidateId: string;
    readonly program: Program;
    readonly csa: Csa;
    readonly directive: Directive | null;
  };
  readonly action: { readonly edit: string; readonly program: Program };
  /** The edit's `verifierScore` minus the seed's. */
  readonly reward: number;
  readonly next: {
    readonly candidateId: string;
    readonly csa: Csa;
    readonly verifierScore: number;
    /** It fits every train pair, which ends the episode. */
    readonly done: boolean;
  };
}

/** Every edit of a trace whose seed is recorded, in the order of the trace. */
export function studentBufferRows(trace: Trace): StudentBufferRow[] {
  const known = new Map<string, Candidate>();
  const directives = new Map<string, Directive>();
  const rows: StudentBufferRow[] = [];
  for (const { iterIdx, candidates, directives: asked } of trace.iterations) {
    for (const directive of asked) directives.set(directive.directiveId, directive);
    for (const candidate of candidates) {
      known.set(candidate.candidateId, candidate);
      const seed = candidate.parentId === undefined ? undefined : known.get(candidate.parentId);
      if (seed === undefined) continue;
      rows.push({
        schema: "arc.student_buffer/1",
        taskId: trace.taskId,
        namespace: trace.namespace,
        iterIdx,
        traceDigest: trace.digest,
        source: candidate.source,
        state: {
          facts: trace.facts,
          candidateId: seed.candidateId,
          program: seed.program,
          csa: seed.critic.csa,
          directive: directives.get(candidate.directiveId ?? "") ?? null,
        },
        action: { edit: candidate.edit ?? "", program: candidate.program },
        reward: candidate.verifierScore - seed.verifierScore,
        next: {
          candidateId: candidate.candidateId,
          csa: candidate.critic.csa,
          verifierScore: candidate.verifierScore,
          done: candidate.verify.errorType === "ok",
        },
      });
    }
  }
  return rows;
}
