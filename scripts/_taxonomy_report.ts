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
  let folder = "";
  const note = (line: string) => progress === undefined ? terminal.note(line) : progress.note(line);
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
        progress?.finish();
        note(`${event.phase} ${event.title}`);
        progress = startProgress({ clock: systemClock, terminal, words: { unit: "rows" } });
        break;
      case "progress":
        progress?.update(event.done);
        break;
      case "note":
        note(`${event.phase}/${event.step}: ${event.text}`);
        break;
      case "phase_finished":
        progress = undefined;
        note(
          `${event.phase} ${
            event.reused ? "was done before" : `done in ${event.durationSec.toFixed(1)} s`
          }: ${countsText(event.counters)}`,
        );
        break;
      case "phase_failed":
        progress = undefined;
        note(
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
