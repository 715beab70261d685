// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Solves arc1-training with the default budget and prints what it came to:
 *
 *     deno run -A bench/arc1.ts [workers, default 1] [tasks, default all] [node budget]
 *
 * With one worker the CPU seconds of each task are the process's own between two tasks.
 *
 * Measured 2026-11-20 on one of 2 shared cores, 500,000 nodes: 235 of 400 solved @1, 252 @2 (378 fit every
 * train pair); CPU seconds per task mean 0.89, p50 0.52, p90 2.31, max 4.08; no task cut; peak RSS of the
 * process with its one worker 573 MB; 125,000 search nodes per CPU second.
 */
import process from "node:process";
import { DEFAULT_NODE_BUDGET } from "../lib/arc/run/deciding_options.ts";
import { reportTables } from "../lib/arc/run/report.ts";
import { runBatch } from "../lib/arc/run/run_batch.ts";
import { readTasks } from "../lib/arc/task/read_tasks.ts";
import { gridJson } from "../lib/arc/task/task_digest.ts";
import type { ResultRow } from "../lib/arc/trace/result_row.ts";
import { formatTable } from "../lib/cli/table.ts";
import { peakBytes, quantiles } from "./_measure.ts";

const batch = new URL("../../shared/data/arc/arc1-training.jsonl", import.meta.url).pathname;
const [workers = 1, maxTasks = Infinity, nodeBudget = DEFAULT_NODE_BUDGET] = Deno.args.map(Number);
try {
  await Deno.stat(batch);
} catch {
  console.log(`skipped: ${batch} is not there`);
  Deno.exit(0);
}

const folder = await Deno.makeTempDir({ prefix: "baton-arc1-" });
const results = `${folder}/results.jsonl`;
const cpu: number[] = [];
const cpuNow = () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage());
let mark = cpuNow();
const begun = mark;
const options = { batch: [batch], outputs: { results }, workers, maxTasks, nodeBudget };
for await (const event of runBatch({ ...options, taskSeconds: 10 })) {
  if (event.kind === "started") mark = cpuNow();
  if (event.kind === "task_finished") {
    const now = cpuNow();
    cpu.push(now - mark);
    mark = now;
    if (event.done % 50 === 0) console.log(`${event.done} tasks, ${event.solvedSoFar} fit`);
  }
  if (event.kind === "finished") {
    const { totals, seconds } = event.report;
    for (const { title, ...table } of reportTables(totals)) {
      console.log(`\n${title}`);
      console.log(formatTable(table).join("\n"));
    }
    console.log(
      `\ntasks ${totals.tasks}, workers ${workers}, node budget ${nodeBudget}, 10 s a task`,
    );
    console.log(`fit every train pair: ${totals.solved.part}`);
    const { first, either } = await solvedAt(results);
    console.log(`solved @1: ${first}  @2: ${either}`);
    console.log(`cut by the clock: ${totals.cutBySeconds}, failed: ${totals.errors}`);
    console.log(`wall ${seconds.toFixed(0)} s, CPU ${(cpuNow() - begun).toFixed(0)} s`);
    console.log(`search nodes per CPU second: ${(totals.nodes / (cpuNow() - begun)).toFixed(0)}`);
    if (workers === 1) console.log(`CPU seconds per task: ${quantiles(cpu)}`);
    console.log(`peak RSS of the process (main and ${workers} workers): ${peakBytes() / 1e6} MB`);
  }
}
await Deno.remove(folder, { recursive: true });

/** Tasks whose every test output is right at the first guess, and at one of two. */
async function solvedAt(path: string): Promise<{ first: number; either: number }> {
  const rows = (await Deno.readTextFile(path)).trimEnd().split("\n")
    .map((line): ResultRow => JSON.parse(line));
  let first = 0, either = 0, at = 0;
  for await (const { answers } of readTasks(batch)) {
    const row = rows[at++];
    if (row === undefined) break;
    const right = (guess: 0 | 1) =>
      answers.testOutputs.map((truth, i) =>
        truth !== null && JSON.stringify(row.attempts[i]?.outputs[guess]) === gridJson(truth)
      );
    const one = right(0), two = right(1);
    if (one.every((is) => is)) first++;
    if (one.every((is, i) => is || two[i])) either++;
  }
  return { first, either };
}
