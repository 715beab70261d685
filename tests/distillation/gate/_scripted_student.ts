import { openLockedReads } from "../../../lib/distillation/gate/locked_reads.ts";
import { createPairedGate } from "../../../lib/distillation/gate/paired_gate.ts";
import type {
  BenchmarkTask,
  GateSession,
  GateSessionOptions,
  StateFolder,
  StudentRequest,
} from "../../../lib/distillation/session/ports.ts";
import type { StudentRun } from "../../../lib/distillation/session/student_run.ts";

/** The score of one run; `null` where the scorer breaks. */
export type Scripted = (
  state: string,
  task: number,
  request: StudentRequest,
) => number | null;

export const stateOf = (digest: string): StateFolder => ({ folder: `/states/${digest}`, digest });

export function scriptedTasks(count: number, categories = 2): BenchmarkTask[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `t${i}`,
    family: `f${i}`,
    category: `c${i % categories}`,
  }));
}

/** A gate session over scripted scores, with what it asked for. */
export async function scriptedSession(
  score: Scripted,
  more: Partial<GateSessionOptions> & { readonly tasks?: number } = {},
): Promise<{ gate: GateSession; requests: StudentRequest[] }> {
  const requests: StudentRequest[] = [];
  const tasks = scriptedTasks(more.tasks ?? 200);
  const paired = createPairedGate();
  const gate = paired.open({
    sessionId: "s",
    seed: "7",
    splits: paired.split(tasks, "scripted"),
    deterministic: true,
    alpha: 0.05,
    minImprovement: 0,
    maxRegression: 0.05,
    subsampleSize: 50,
    expectedEdits: 2,
    lockedReads: openLockedReads(`${await Deno.makeTempDir()}/locked_reads.jsonl`),
    student: {
      run: (request) => {
        requests.push(request);
        return Promise.resolve(request.taskIds.map((taskId) => run(taskId, request, score)));
      },
    },
    ...more,
  });
  return { gate, requests };
}

function run(taskId: string, request: StudentRequest, score: Scripted): StudentRun {
  const value = score(request.state.digest, Number(taskId.slice(1)), request);
  return {
    runKey: `${request.state.digest}/${taskId}/${request.seed}/${request.draw}`,
    stateDigest: request.state.digest,
    taskId,
    family: taskId,
    category: "c",
    seed: request.seed,
    draw: request.draw ?? 0,
    outcome: value === null ? { kind: "failed", error: "broke" } : { kind: "scored", score: value },
    facets: {},
    cost: { studentUsd: 0, judgeUsd: 0 },
  };
}
