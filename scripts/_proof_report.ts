import {
  formatDuration,
  formatShare,
  formatTable,
  type Progress,
  type Terminal,
} from "../lib/cli/mod.ts";
import type { BankReport } from "../lib/proof/scheduler/bank_report.ts";
import type { SearchEvent } from "../lib/proof/scheduler/search_options.ts";

/** How progress is worded. */
export const WORDS = { unit: "goals", solved: "proved" };

/** Tells of a search on its way; `places` says where the goals of files stand. */
export function tellEvent(
  event: SearchEvent,
  progress: Progress,
  places: ReadonlyMap<string, string> = new Map(),
): void {
  switch (event.kind) {
    case "goal_settled":
      progress.update(event.settled, event.proved);
      if (event.verdict === "invalid") {
        const place = places.get(event.name);
        const where = place === undefined ? event.name : `${place}: ${event.name}`;
        progress.note(`${where}: does not elaborate: ${event.error}`);
      }
      break;
    case "round_closed":
      for (const { id, name, statement } of event.tickets) {
        progress.note(`ticket ${id}: ${name} : ${statement}`);
      }
      break;
    case "idle":
      progress.note("nothing is left to prove: waiting for tickets");
  }
}

/**
 * Prints who proved what, by strategy and by class. Both tables count the goals that were asked for; lemmas that
 * joined on the way have a row of their own.
 */
export function printReport(report: BankReport, { print }: Terminal): void {
  const { totals, strategies, joined, cache, goals } = report;
  const asked = goals.filter((goal) => !goal.joined);
  const proved = (name: string) =>
    asked.filter((goal) => goal.verdict === "proved" && goal.strategy === name).length;
  const names = [
    ...new Set([...Object.keys(strategies), ...asked.flatMap((goal) => goal.strategy ?? [])]),
  ];
  const none = { used: 0, succeeded: 0, cancelled: 0, heartbeats: 0 };
  const row = (name: string, solved: number, of: number, counts: typeof none) => {
    const { used, succeeded, cancelled, heartbeats } = counts;
    const share = formatShare(solved, of);
    return [name, solved, share, used, succeeded, cancelled, Math.round(heartbeats)];
  };
  const SUBGOALS = "(subgoals)";
  formatTable({
    headers: ["strategy", "goals", "share", "used", "succeeded", "cancelled", "heartbeats"],
    rows: [
      ...names.map((name) => row(name, proved(name), asked.length, strategies[name] ?? none)),
      ...(joined.goals === 0 ? [] : [row(SUBGOALS, joined.proved, joined.goals, joined)]),
    ],
    right: ["share"],
  }).forEach(print);
  print("");
  const classes = [...new Set(asked.map(({ category }) => category))].sort();
  formatTable({
    headers: ["class", "goals", "proved"],
    rows: [
      ...classes.map((name) => {
        const all = asked.filter(({ category }) => category === name);
        return [name, all.length, all.filter(({ verdict }) => verdict === "proved").length];
      }),
      ...(joined.goals === 0 ? [] : [[SUBGOALS, joined.goals, joined.proved]]),
    ],
  }).forEach(print);
  print("");
  for (const { name, verdict } of asked) if (verdict === "unsolved") print(`unsolved: ${name}`);
  const took = formatDuration(1000 * report.wallSeconds);
  const kept = cache.held + cache.evicted === 0
    ? ""
    : `, ${cache.held} from the cache (checked again), ${cache.evicted} evicted`;
  print(`${totals.proved} of ${totals.goals} goals proved in ${took}${kept}`);
  print(`${report.toolchain} (${report.backend}), seed ${report.seed}, run ${report.runId}`);
}
