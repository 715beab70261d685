import { createPrng } from "../../substrate/values/prng.ts";
import { createCostLedger } from "./cost_ledger.ts";
import type { BenchmarkTask, CostLedger, Splits, Student } from "./ports.ts";
import { openRunLog, type RunLog } from "./run_log.ts";
import { recordedStudent } from "./recorded_student.ts";
import type { SessionPorts } from "./session_ports.ts";
import { type StudentRun } from "./student_run.ts";

/** The tools that every judgement of a session shares: its splits, its account, its student. */
export interface Workshop {
  readonly splits: Splits;
  readonly ledger: CostLedger;
  readonly student: Student;
  readonly passed: (score: number) => boolean;
  close(): Promise<void>;
}

/** Graded scores are sums, which may miss 1 by dust. */
const DUST = 1e-9;

/**
 * Opens the workshop of a session in its folder.
 *
 * @param retryFailed as in {@linkcode openRunLog}
 */
export async function openWorkshop(
  folder: string,
  ports: Pick<SessionPorts, "benchmark" | "frozen" | "gate" | "options" | "onEvent">,
  retryFailed = false,
): Promise<Workshop> {
  const { benchmark, frozen, gate, options, onEvent } = ports;
  const log: RunLog = await openRunLog(`${folder}/student_runs.jsonl`, retryFailed);
  const ledger = createCostLedger(options.maxCostUsd);
  const passed = (score: number) => score >= (benchmark.passScore ?? 1) - DUST;
  let done = 0;
  const told = (run: StudentRun) =>
    onEvent?.({
      kind: "run",
      done: ++done,
      passed: run.outcome.kind === "scored" && passed(run.outcome.score),
    });
  return {
    splits: gate.split(frozen.tasks, frozen.name),
    ledger,
    passed,
    student: recordedStudent({
      benchmark,
      version: frozen.version,
      tasks: frozen.tasks,
      log,
      ledger,
      traceRoot: `${folder}/traces`,
      onRun: told,
    }),
    close: () => log.close(),
  };
}

/** At most `limit` tasks, the same in every session of one version. */
export function drawTasks(
  tasks: readonly BenchmarkTask[],
  limit: number,
  seed: string,
): readonly string[] {
  const ids = tasks.map(({ id }) => id).sort();
  return ids.length <= limit ? ids : createPrng(seed).shuffled(ids).slice(0, limit).sort();
}
