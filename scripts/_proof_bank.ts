import type { z } from "zod";
import { type MainContext, startProgress } from "../lib/cli/mod.ts";
import { commandGoal, type PlacedGoal, readGoals } from "../lib/proof/goal/read_goals.ts";
import { bankFile, type BankReport, bankReport } from "../lib/proof/scheduler/bank_report.ts";
import { runSearch } from "../lib/proof/scheduler/run_search.ts";
import { sourceCommit } from "../lib/proof/scheduler/source_commit.ts";
import { proofText } from "../lib/proof/strategies/script.ts";
import { writeAtomicFile } from "../lib/substrate/records/atomic_file.ts";
import { denoFileSystem } from "../lib/substrate/records/file_system.ts";
import { systemClock as clock } from "../lib/substrate/values/clock.ts";
import { printReport, tellEvent, WORDS } from "./_proof_report.ts";
import { openSearchParts, type SearchFlagValues, searchSettings } from "./_proof_search.ts";

/** What the flags of `proof-bank` say. */
export interface BankFlagValues extends SearchFlagValues {
  readonly goals: string | undefined;
  readonly timeout: number;
  readonly results: string;
  readonly resume: boolean;
  readonly passes: number;
}

const BANK = "datasets/bank/bank.jsonl";

/** Searches for the goals of a file or one of the command line, and writes what came of them. */
export async function bankMain(
  flags: BankFlagValues,
  statement: string | undefined,
  { signal, terminal }: Pick<MainContext<z.ZodRawShape>, "signal" | "terminal">,
): Promise<number> {
  const started = clock.monotonic();
  const placed: PlacedGoal[] = statement === undefined
    ? await Array.fromAsync(readGoals(flags.goals ?? BANK))
    : [{ goal: commandGoal(statement), place: "the command line" }];
  const places = new Map(placed.map(({ goal, place }) => [goal.name, place]));
  await using parts = await openSearchParts(flags, { signal, terminal }, "finished");
  const progress = startProgress({ clock, terminal, total: placed.length, words: WORDS });
  let runId = "";
  for await (
    const event of runSearch({
      ...parts.options,
      command: "proof-bank",
      settings: { ...searchSettings(flags), passes: flags.passes },
      goals: placed.map(({ goal }) => goal),
      resume: flags.resume,
      signal: AbortSignal.any([signal, AbortSignal.timeout(1000 * flags.timeout)]),
    })
  ) {
    tellEvent(event, progress, places);
    if (event.kind === "finished") runId = event.runId;
  }
  progress.finish();
  const report = await bankReport(parts.ledger, runId, {
    wallSeconds: (clock.monotonic() - started) / 1000,
    commit: await sourceCommit("."),
    execution: { ...parts.execution },
    at: clock.now(),
  });
  const path = await writeReport(flags.results, report);
  printReport(report, terminal);
  terminal.print(path);
  const [first] = report.goals;
  if (statement !== undefined && first?.tactics) terminal.print(proofText(first.tactics));
  const { goals, processed, proved, invalid } = report.totals;
  if (processed < goals) {
    terminal.note("stopped before the end: the same command with --resume goes on");
  }
  if (signal.aborted) return 130;
  return processed < goals || invalid > 0 || (statement !== undefined && proved === 0) ? 1 : 0;
}

async function writeReport(folder: string, report: BankReport): Promise<string> {
  await denoFileSystem.makeFolder(folder);
  const path = `${folder}/bank-${report.at.replace(/[-:]|\.\d+/g, "")}.json`;
  await writeAtomicFile(path, bankFile(report));
  return path;
}
