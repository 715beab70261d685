import type { StateVersion } from "../state/state_repository.ts";
import type { BenchmarkSnapshot } from "./benchmark_snapshot.ts";
import { ScorerFailed } from "./scorer_failed.ts";
import type { SessionPorts } from "./session_ports.ts";
import { scoreOf, type StudentRun } from "./student_run.ts";
import { snapshotOf } from "./take_snapshot.ts";
import { drawTasks, type Workshop } from "./workshop.ts";

/**
 * Scores a state on the gate split, on tasks and a seed that are the same in every session of one version.
 *
 * @throws {ScorerFailed} when no task could be scored.
 */
export async function measureState(
  version: StateVersion,
  { splits, student }: Workshop,
  { state, options, frozen, benchmark, signal }: SessionPorts,
): Promise<BenchmarkSnapshot> {
  const seed = `${frozen.version}/${options.seed}/snapshot`;
  const runs = await student.run({
    state: await state.folderOf(version.files),
    taskIds: drawTasks(splits.gate, options.subsampleSize, seed),
    seed: options.seed,
    role: "student",
    ...(signal === undefined ? {} : { signal }),
  });
  requireScores(runs);
  return snapshotOf({
    benchmark: benchmark.name,
    version: frozen.version,
    environmentDigest: benchmark.environmentDigest,
    split: "gate",
    stateDigest: version.digest,
  }, runs);
}

/** @throws {ScorerFailed} when no run has a score. */
export function requireScores(runs: readonly StudentRun[]): void {
  if (runs.some((run) => scoreOf(run) !== undefined)) return;
  const first = runs.find((run) => run.outcome.kind === "failed")?.outcome;
  const error = first?.kind === "failed" ? first.error : "there are no tasks";
  throw new ScorerFailed(`no task could be scored: ${error}`);
}

/** A snapshot in a few words. */
export function scoreText({ overall, ci, tasks }: BenchmarkSnapshot): string {
  const span = `95 % interval ${ci.low.toFixed(3)} to ${ci.high.toFixed(3)}`;
  return `${overall.toFixed(3)} on ${tasks.length} tasks (${span})`;
}
