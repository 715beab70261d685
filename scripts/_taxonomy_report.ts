import {
  formatCount,
  formatTable,
  type Progress,
  startProgress,
  type Terminal,
} from "../lib/cli/mod.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { exportTree } from "../lib/taxonomy/export/export_tree.ts";
import { LEVELS } from "../lib/taxonomy/records/level.ts";
import type { PhaseStatus } from "../lib/taxonomy/run/run_status.ts";
import { storedConcepts } from "../lib/taxonomy/run/stored_rows.ts";
import type { StoredRun } from "../lib/taxonomy/run/stored_run.ts";
import type { TaxonomyEvent } from "../lib/taxonomy/run/taxonomy_event.ts";

/** Shows a run's events to people, and hands back the folder in which the run ended. */
export async function showEvents<T>(
  events: AsyncGenerator<TaxonomyEvent, T, void>,
  terminal: Terminal,
): Promise<{ readonly folder: string; readonly result: T }> {
  let progress: Progress | undefined;
  let step = "";
  let folder = "";
  const settle = (line: string): void => {
    progress?.drop();
    progress = undefined;
    terminal.note(line);
  };
  const note = (line: string) => progress === undefined ? terminal.note(line) : progress.note(line);
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) return { folder, result: next.value };
      const event = next.value;
      switch (event.kind) {
        case "run_started":
          note(
            `run ${event.runId}, attempt ${event.attempt}: ${event.folder}` +
              (event.parentRunId === undefined ? "" : `, child of ${event.parentRunId}`),
          );
          break;
        case "drift":
          note(
            `policy ${event.text} (${
              event.adopted ? "adopted" : "pinned, not used; --policy=float adopts it"
            })`,
          );
          break;
        case "rejected":
          note(`${event.phase} ${event.reason}: made again`);
          break;
        case "phase_started":
          settle(`${event.phase} ${event.title}`);
          break;
        case "progress":
          if (progress === undefined || step !== event.step) {
            progress?.drop();
            step = event.step;
            progress = startProgress({
              clock: systemClock,
              terminal,
              ...(event.total === undefined ? {} : { total: event.total }),
              lineShare: 0.5,
              words: { unit: `rows of ${event.phase}/${step}` },
            });
          }
          progress.update(event.done);
          break;
        case "step_done":
          progress?.drop();
          progress = undefined;
          break;
        case "note":
          note(`${event.phase}/${event.step}: ${event.text}`);
          break;
        case "phase_finished":
          settle(
            `${event.phase} ${
              event.reused ? "was done before" : `done in ${event.durationSec.toFixed(1)} s`
            }: ${countsText(event.counters)}`,
          );
          break;
        case "phase_failed":
          settle(
            `${event.phase} failed: ${event.reason}` +
              (event.setAside === undefined ? "" : `; its outputs are in ${event.setAside}`),
          );
          break;
        case "phase_skipped":
          note(`${event.phase} skipped: ${event.reason}`);
          break;
        case "run_finished":
          folder = event.folder;
          if (event.untouched) note(`run ${event.runId} was finished before: nothing to do`);
          break;
      }
    }
  } finally {
    // What ends a run is told below the last line, not behind it.
    progress?.drop();
  }
}

/** `in 12, ok 11, failed 0, quarantined 1`. */
export function countsText(counters: PhaseStatus["counters"]): string {
  return (["in", "ok", "failed", "quarantined"] as const)
    .map((name) => `${name} ${formatCount(counters[name])}`).join(", ");
}

/** The phases of a run as a table. */
export function statusTable(statuses: readonly PhaseStatus[]): string[] {
  return formatTable({
    headers: [
      "phase",
      "state",
      "in",
      "ok",
      "failed",
      "quarantined",
      "seconds",
      "tokens",
      "usd",
      "note",
    ],
    right: ["seconds", "usd"],
    rows: statuses.map(({ name, state, counters, durationSec, usage = {}, note }) => {
      const calls = Object.values(usage);
      const sum = (value: (call: (typeof calls)[number]) => number) =>
        calls.length === 0 ? undefined : calls.reduce((total, call) => total + value(call), 0);
      return [
        name,
        state,
        counters.in,
        counters.ok,
        counters.failed,
        counters.quarantined,
        durationSec?.toFixed(1),
        sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens),
        sum(({ costUsd }) => costUsd)?.toFixed(4),
        note,
      ];
    }),
  });
}

/** Prints the tree of a finished run, and how many concepts each level has. */
export async function printTree(run: StoredRun, tree: boolean, terminal: Terminal): Promise<void> {
  const concepts = await storedConcepts(run);
  if (tree) {
    for (const line of exportTree(concepts, "tree", { runId: run.manifest.runId })) {
      terminal.print(line);
    }
  }
  const levels = LEVELS.map((level) =>
    `L${level} ${concepts.filter((at) => at.level === level).length}`
  );
  terminal.note(`${concepts.length} concepts: ${levels.join(", ")}`);
}
