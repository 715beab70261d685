// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Runs whole learning sessions from states with a handicap, and prints what was found, changed and confirmed:
 *
 *     deno task bench:sessions [name of a session, default all]
 *
 * Measured 2026-11-26 on 2 shared and busy cores (load 6 to 11), gate split before and after, then what the
 * locked split says: `arc-stages` 350 s, 0.574 and 1.000, confirms +44.3 points (90 % interval 32.9 to 55.7, 61
 * tasks); `arc-nodes` 168 s, 0.319 and 0.617, confirms +26.2 (16.8 to 35.7, 61 tasks); `taxonomy-root` 34 s,
 * 0.007 and 0.473, confirms +52.8 (43.8 to 61.9, 299 tasks of 66 families); `proof-narrow` 338 s, 0.290 and
 * 0.774, confirms +50.0 (14.2 to 77.2, 13 goals of 11 families).
 */
import { openArcBenchmark } from "../lib/benchmarks/arc/arc_benchmark.ts";
import { openProofBenchmark } from "../lib/benchmarks/proof/proof_benchmark.ts";
import { readGoals } from "../lib/proof/goal/read_goals.ts";
import { leanCacheFolder } from "../lib/proof/lean/wasm/cache_folder.ts";
import { LEAN_PACKAGE } from "../lib/proof/lean/wasm/lean_package.ts";
import { openWasmLean } from "../lib/proof/lean/wasm/wasm_backend.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { openTaxonomyBenchmark } from "../lib/benchmarks/taxonomy/taxonomy_benchmark.ts";
import { goldBelow, readScoringCorpus } from "../lib/taxonomy/scoring/score_report.ts";
import { installedWordnet } from "../lib/taxonomy/wordnet/wordnet_files.ts";
import { makeTasks } from "../lib/arc/synth/mod.ts";
import { writeTasks } from "../lib/arc/task/mod.ts";
import { starterState } from "../lib/distillation/state/starter_state.ts";
import type { Benchmark } from "../lib/distillation/session/ports.ts";
import type { SessionEvent } from "../lib/distillation/session/session_ports.ts";
import { realSession } from "./_real_session.ts";

interface Case {
  readonly handicap: string;
  readonly files: Readonly<Record<string, string>>;
  readonly open: (home: string) => Promise<Benchmark>;
  readonly set?: Record<string, unknown>;
}

async function arc(home: string): Promise<Benchmark> {
  const taskFile = `${home}/arc_tasks.jsonl`;
  await Deno.mkdir(home, { recursive: true });
  await writeTasks(taskFile, makeTasks({ count: 156, seed: 9 }));
  return await openArcBenchmark({ taskFile, workers: 2 });
}

/** 1,143 terms of 206 families, 37 of them locked; the 75 of fields of study leave 10, too few to confirm. */
const COGNITION = ["cognition", "knowledge", "noesis"];

async function taxonomy(): Promise<Benchmark> {
  const corpus = await readScoringCorpus(await installedWordnet());
  return await openTaxonomyBenchmark({
    gold: goldBelow(corpus, COGNITION),
    statements: corpus.statements,
  });
}

const lofty = starterState["taxonomy/policies.jsonc"]!.replace('"root": 1.6', '"root": 12');
const quick = starterState["arc/search.jsonc"]!.replace("60000", "3000");
const enumerationOnly = starterState["arc/ruler.jsonc"]!
  .replace('["closed_form", "enumeration", "rules", "deep_enumeration"]', '["enumeration"]');

async function proof(): Promise<Benchmark> {
  const folder = new URL("../datasets/bank/bank.jsonl", import.meta.url).pathname;
  const cacheFolder = leanCacheFolder(Deno.env.toObject());
  return openProofBenchmark({
    goals: await Array.fromAsync(readGoals(folder), (read) => read.goal),
    openLean: () => openWasmLean({ cacheFolder, spares: 0 }),
    leanVersion: LEAN_PACKAGE.integrity,
    clock: systemClock,
  });
}

const narrow = starterState["proof/portfolio.jsonc"]!
  .replace('["micro", "sketch"]', '["micro"]').replace("20000", "200");

const CASES: Readonly<Record<string, Case>> = {
  "arc-stages": {
    handicap: "of the ruler's stages only enumeration, and 3,000 nodes a task",
    files: {
      ...starterState,
      "arc/search.jsonc": quick,
      "arc/ruler.jsonc": enumerationOnly,
    },
    open: arc,
  },
  "arc-nodes": {
    handicap: "200 search nodes per task",
    files: { ...starterState, "arc/search.jsonc": quick.replace("3000", "200") },
    open: arc,
  },
  "taxonomy-root": {
    handicap: "nearly every term is taken to stand on top",
    files: { ...starterState, "taxonomy/policies.jsonc": lofty },
    open: taxonomy,
    set: { subsampleSize: 150 },
  },
  "proof-narrow": {
    handicap: "micro only, with 200 thousand heartbeats a goal",
    files: { ...starterState, "proof/portfolio.jsonc": narrow },
    open: proof,
  },
};

const wanted = Deno.args.length === 0 ? Object.keys(CASES) : Deno.args;
for (const name of wanted) {
  const found = CASES[name];
  if (found === undefined) throw new Error(`No session ${name}: ${Object.keys(CASES).join(", ")}`);
  const home = await Deno.makeTempDir({ prefix: "baton-session-" });
  const begun = performance.now();
  console.log(`\n${name}: ${found.handicap}`);
  const benchmark = await found.open(home);
  const session = await realSession({
    home,
    files: found.files,
    benchmark,
    ...(found.set === undefined ? {} : { set: found.set }),
    onEvent: tell,
  });
  await benchmark.close?.();
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(`${session.status}, ${seconds} s${session.error ? `, ${session.error}` : ""}`);
  await Deno.remove(home, { recursive: true });
}

function tell(event: SessionEvent): void {
  if (event.kind === "phase") console.log(`  ${event.name}: ${event.text}`);
  if (event.kind === "power") console.log(`  power: ${event.power.text}`);
  if (event.kind === "edit") {
    const { op, payload, rationale } = event.edit;
    console.log(`  edit ${op} ${JSON.stringify(payload)}: ${rationale}`);
    console.log(`    ${event.outcome.status}: ${event.outcome.reason}`);
  }
}
