import { z } from "zod";
import { formatShare, formatTable, intFlag, runMain, switchFlag } from "../lib/cli/mod.ts";
import { ledgerStats } from "../lib/proof/ledger/ledger_stats.ts";
import { existingLedger, ledgerFlag } from "./_proof_ledger.ts";

const command = {
  name: "proof-stats",
  summary: "shows what a ledger knows: goals, strategies, tickets, the newest attempts.",
  flags: z.object({
    ...ledgerFlag,
    recent: intFlag({ doc: "newest attempts to show", min: 0, default: 10 }),
    json: switchFlag({ doc: "print one JSON document" }),
  }),
};

await runMain(command, async ({ options, terminal: { print } }) => {
  await using ledger = await existingLedger(options.ledger);
  const stats = await ledgerStats(ledger, options.recent);
  if (options.json) return print(JSON.stringify({ schema: "proof.stats/1", ...stats }));
  const counted = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([state, n]) => `${n} ${state}`).join(", ") || "none";
  print(`goals: ${counted(stats.goals)}`);
  print(`tickets: ${counted(stats.tickets)}`);
  print(`cached proofs: ${stats.cachedProofs}; runs: ${stats.runs}`);
  print("");
  const rows = stats.strategies.map((row) => [
    ...[row.strategy, row.attempts, row.succeeded, formatShare(row.succeeded, row.attempts)],
    ...[row.cancelled, row.avg_work_ms?.toFixed(0), row.avg_queue_ms?.toFixed(0)],
  ]);
  const right = ["share", "work ms", "queue ms"];
  const headers = ["strategy", "attempts", "proved", "share", "cancelled", "work ms", "queue ms"];
  formatTable({ headers, rows, right }).forEach(print);
  if (stats.recent.length === 0) return;
  print("");
  formatTable({
    headers: ["at", "strategy", "verdict", "goal", "work ms"],
    rows: stats.recent.map(({ at, strategy, verdict, goal, work_ms }) => [
      ...[at, strategy, verdict, goal, Math.round(work_ms)],
    ]),
  }).forEach(print);
});
