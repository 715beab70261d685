import { z } from "zod";
import {
  choiceFlag,
  defineVerb,
  floatFlag,
  formatTable,
  intFlag,
  pathFlag,
  textFlag,
} from "../lib/cli/mod.ts";
import { createPairedGate } from "../lib/distillation/gate/paired_gate.ts";
import type { Benchmark } from "../lib/distillation/session/ports.ts";
import {
  freezeBenchmark,
  frozenVersions,
  readFrozen,
} from "../lib/distillation/session/frozen_benchmark.ts";
import { homePlaces } from "../lib/distillation/session/open_home.ts";
import { openArcBenchmark } from "../lib/benchmarks/arc/arc_benchmark.ts";
import { openCommandBenchmark } from "../lib/benchmarks/command/command_benchmark.ts";
import { openProofBenchmark } from "../lib/benchmarks/proof/proof_benchmark.ts";
import { readGoals } from "../lib/proof/goal/read_goals.ts";
import { LEAN_PACKAGE } from "../lib/proof/lean/wasm/lean_package.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { commandLean } from "./_lean.ts";
import { openTaxonomyBenchmark } from "../lib/benchmarks/taxonomy/taxonomy_benchmark.ts";
import { goldBelow, readScoringCorpus } from "../lib/taxonomy/scoring/score_report.ts";
import { installedWordnet } from "../lib/taxonomy/wordnet/wordnet_files.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { homeFlags, homeFolder } from "./_distill_home.ts";

/** What a benchmark is opened with: the same words open the same benchmark in every command. */
export const benchmarkFlags = {
  "benchmark": choiceFlag(["arc", "taxonomy", "proof", "command"], {
    doc:
      "what the harness is scored on: ARC tasks, parents of WordNet's terms, Lean goals, or a command of your own",
    group: "Benchmark",
    default: "arc",
  }),
  "tasks": pathFlag({
    doc: "tasks of arc, as batch JSONL",
    group: "Benchmark",
    default: "datasets/curriculum/curriculum.jsonl",
  }),
  "gold": textFlag({
    doc: "names of the WordNet synset below which taxonomy places terms, with commas",
    group: "Benchmark",
    default: "cognition,knowledge,noesis",
  }),
  "goals": pathFlag({
    doc: "goals of proof: JSONL rows, .lean text, or a statement a line",
    group: "Benchmark",
    default: "datasets/bank/bank.jsonl",
  }),
  "command": textFlag({
    doc: "program and arguments, split at spaces; prints a line of JSON per task with its score",
    group: "Benchmark",
  }),
  "most-usd-per-run": floatFlag({
    doc: "the most that one task of the command may cost",
    group: "Benchmark",
    min: 0,
    default: 0,
    value: "usd",
  }),
  "workers": intFlag({
    doc: "worker threads; scores do not depend on it",
    group: "Benchmark",
    min: 1,
    max: 256,
    default: 1,
  }),
};

const benchmarkTable = z.object(benchmarkFlags);

/** Opens the benchmark that the flags name. */
export async function openBenchmark(
  flags: z.output<typeof benchmarkTable>,
  note: (line: string) => void,
): Promise<Benchmark> {
  const { command } = flags;
  if ((flags.benchmark === "command") !== (command !== undefined)) {
    throw new UserError("--benchmark command and --command need each other");
  }
  if (command !== undefined) {
    const [program = "", ...args] = command.trim().split(/\s+/);
    return await openCommandBenchmark({
      command: [program, ...args],
      mostUsdPerRun: flags["most-usd-per-run"],
    });
  }
  if (flags.benchmark === "taxonomy") {
    const corpus = await readScoringCorpus(await installedWordnet());
    const names = flags.gold.split(",").map((name) => name.trim());
    const { statements } = corpus;
    return await openTaxonomyBenchmark({ gold: goldBelow(corpus, names), statements });
  }
  if (flags.benchmark === "proof") {
    return openProofBenchmark({
      goals: await Array.fromAsync(readGoals(flags.goals), ({ goal }) => goal),
      // The embedded one, whose version is pinned: scores of another would not compare.
      openLean: () => commandLean({ lean: "wasm", "lean-project": undefined }, note),
      leanVersion: LEAN_PACKAGE.integrity,
      clock: systemClock,
    });
  }
  return await openArcBenchmark({ taskFile: flags.tasks, workers: flags.workers });
}

const flags = z.object({ ...homeFlags, ...benchmarkFlags });

const refresh = defineVerb({
  name: "distill benchmark refresh",
  summary: "freezes the benchmark as it is now; a new version when it has changed.",
  flags,
}, async ({ options, terminal }) => {
  const benchmark = await openBenchmark(options, terminal.note);
  const home = await homePlaces(homeFolder(options));
  const { frozen, made } = await freezeBenchmark(home.folder, benchmark, createPairedGate());
  const { name, version, tasks } = frozen;
  terminal.print(`${name} ${version}: ${tasks.length} tasks${made ? "" : ", unchanged"}`);
});

const show = defineVerb({
  name: "distill benchmark show",
  summary: "tells the versions of a benchmark and how its tasks are split.",
  flags,
}, async ({ options, terminal }) => {
  const { name } = await openBenchmark(options, terminal.note);
  const home = await homePlaces(homeFolder(options));
  const rows = [];
  for (const version of await frozenVersions(home.folder, name)) {
    const frozen = (await readFrozen(home.folder, name, version))!;
    const { diagnose, gate, locked } = createPairedGate().split(frozen.tasks, name);
    const categories = new Set(frozen.tasks.map((task) => task.category)).size;
    const sizes = [diagnose.length, gate.length, locked.length];
    rows.push([
      version,
      frozen.tasks.length,
      categories,
      ...sizes,
      frozen.contentDigest.slice(0, 12),
    ]);
  }
  if (rows.length === 0) {
    throw new UserError(`${name}: no version is frozen yet; benchmark refresh makes one`);
  }
  const headers = ["version", "tasks", "categories", "diagnose", "gate", "locked", "content"];
  formatTable({ headers, rows }).forEach(terminal.print);
});

/** `distill benchmark …`. */
export const benchmarkVerbs = [refresh, show];
