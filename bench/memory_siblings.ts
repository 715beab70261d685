// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Solves generated tasks, then their siblings (same families and difficulties, other draws) without a memory
 * and with the memory of the first, and prints what it was worth:
 *
 *     deno run -A bench/memory_siblings.ts [tasks per half, default 195] [node budget, default 2000]
 *         [node budget of the first half, default 40000]
 *
 * The interval is a paired bootstrap over tasks.
 *
 * Measured 2026-11-20 on 2 shared cores: 117 of 195 siblings solved without memory, 153 with it (gain 18.5
 * points, 95 % interval 12.8 to 24.1); a test right for 121 and 155; 279,505 and 214,339 nodes; the best
 * program came from memory for 112, all of them right. With both halves at 2,000 nodes (390 tasks each):
 * solved 235 and 238, a test right for 239 and 251 (gain 3.1 points, 1.5 to 4.9), nodes 10 % fewer.
 */
import type { BatchOptions } from "../lib/arc/run/batch_options.ts";
import { runBatch } from "../lib/arc/run/run_batch.ts";
import type { RunReport } from "../lib/arc/run/run_event.ts";
import { CONCEPT_FAMILIES, DIFFICULTIES, makeTasks } from "../lib/arc/synth/mod.ts";
import { writeTasks } from "../lib/arc/task/mod.ts";
import { pairedBootstrap } from "../lib/substrate/learn/paired_bootstrap.ts";
import { createPrng } from "../lib/substrate/values/prng.ts";
import { formatTable } from "../lib/cli/mod.ts";

const [half = 195, nodeBudget = 2000, firstBudget = 40_000] = Deno.args.map(Number);
const folder = await Deno.makeTempDir({ prefix: "baton-siblings-" });

/** Tasks of one index and those of the next are siblings. */
const round = CONCEPT_FAMILIES.length * DIFFICULTIES.length;
const rounds = Math.ceil(half / round);
const made = [...makeTasks({ count: 2 * rounds * round, seed: 9 })];
const first = made.slice(0, rounds * round), siblings = made.slice(rounds * round);
await writeTasks(`${folder}/first.jsonl`, first);
await writeTasks(`${folder}/siblings.jsonl`, siblings);

interface Outcome {
  readonly report: RunReport;
  /** Per task whether it was solved, and whether a test was right. */
  readonly solved: readonly boolean[];
  readonly right: readonly boolean[];
}

async function solve(name: string, batch: string, more: Partial<BatchOptions>): Promise<Outcome> {
  const outputs = { results: `${folder}/${name}/results.jsonl` };
  const solved: boolean[] = [], right: boolean[] = [];
  const options = { iterations: 2, keptDrafts: 3, seedsPerTurn: 2, editsPerSeed: 3, workers: 2 };
  const batchFile = [`${folder}/${batch}.jsonl`];
  for await (
    const event of runBatch({ ...options, batch: batchFile, outputs, nodeBudget, ...more })
  ) {
    if (event.kind === "task_finished") {
      solved[event.index] = event.solved;
      right[event.index] = event.testCorrect === true;
    }
    if (event.kind === "finished") return { report: event.report, solved, right };
  }
  throw new Error("The run has no end");
}

const memory = { folder: `${folder}/memory` };
const before = await solve("first", "first", { memory, nodeBudget: firstBudget });
const plain = await solve("plain", "siblings", {});
const remembering = await solve("remembering", "siblings", { memory });

const row = (name: string, { report: { totals, seconds } }: Outcome) => [
  name,
  totals.tasks,
  totals.solved.part,
  totals.testCorrect.part,
  totals.nodes,
  totals.programs,
  totals.memoryHits,
  seconds.toFixed(1),
];
const rows = [
  row("first half, empty memory", before),
  row("siblings, no memory", plain),
  row("siblings, memory of the first half", remembering),
];
const headers = ["run", "tasks", "solved", "test right", "nodes", "programs", "hits", "seconds"];
formatTable({ headers, rows }).forEach((line) => console.log(line));
for (const [name, key] of [["solved", "solved"], ["test right", "right"]] as const) {
  const prng = createPrng(1);
  const gain = pairedBootstrap(plain[key].map(Number), remembering[key].map(Number), { prng });
  const [mean, low, high] = [gain.mean, gain.low, gain.high].map((x) => (100 * x).toFixed(1));
  console.log(`gain in ${name}: ${mean} points, 95 % interval ${low} to ${high}`);
}
for (const group of remembering.report.totals.byFamily.filter((one) => one.name === "memory")) {
  console.log(`best program from memory: ${group.tasks}, test right: ${group.testCorrect}`);
}
await Deno.remove(folder, { recursive: true });
