import { z } from "zod";
import { floatFlag, runMain, startProgress } from "../lib/cli/mod.ts";
import { readGoals } from "../lib/proof/goal/read_goals.ts";
import { goalOf } from "../lib/proof/ledger/known_goals.ts";
import { unprovedGoals } from "../lib/proof/ledger/proved_scripts.ts";
import { runSearch } from "../lib/proof/scheduler/run_search.ts";
import { systemClock as clock } from "../lib/substrate/values/clock.ts";
import { goalsFlag, searchFlags } from "./_proof_flags.ts";
import { tellEvent, WORDS } from "./_proof_report.ts";
import { openSearchParts, searchSettings } from "./_proof_search.ts";

const command = {
  name: "proof-bg",
  summary:
    "searches in the background: goals of a file, all that the ledger left open, and tickets.",
  flags: z.object({
    ...goalsFlag,
    duration: floatFlag({ doc: "seconds to search", min: 1, defaultText: "without end" }),
    lease: floatFlag({ doc: "seconds that its claims outlive it", min: 1, default: 60 }),
    ...searchFlags,
  }),
  examples: ["deno task proof-bg --cpu-target 0.5", "deno task proof-bg --duration 600"],
};

await runMain(command, async ({ options: flags, signal, terminal }) => {
  const named = flags.goals === undefined ? [] : await Array.fromAsync(readGoals(flags.goals));
  const places = new Map(named.map(({ goal, place }) => [goal.name, place]));
  await using parts = await openSearchParts(flags, { signal, terminal }, "all");
  const { lean, ledger } = parts.options;
  const open = (await unprovedGoals(ledger.db, lean.toolchain)).map(goalOf);
  const { duration, lease } = flags;
  const ends = duration === undefined ? [] : [AbortSignal.timeout(1000 * duration)];
  const progress = startProgress({ clock, terminal, words: WORDS });
  for await (
    const event of runSearch({
      ...parts.options,
      command: command.name,
      settings: { ...searchSettings(flags), passes: Number.MAX_SAFE_INTEGER },
      goals: [...named.map(({ goal }) => goal), ...open],
      endless: true,
      leaseMs: 1000 * lease,
      signal: AbortSignal.any([signal, ...ends]),
    })
  ) {
    if (event.kind === "started") {
      const { runId, resumed, goals, settled, proved } = event;
      const how = resumed ? "goes on" : "begins";
      progress.note(`run ${runId} ${how}: ${goals} goals, ${settled} tried, ${proved} proved`);
    }
    if (event.kind === "goal_settled" && event.verdict === "proved") {
      progress.note(`proved ${event.name} (${event.cached ? "cache" : event.strategy})`);
    }
    tellEvent(event, progress, places);
  }
  progress.finish();
  return signal.aborted ? 130 : 0;
});
