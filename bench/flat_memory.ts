// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Runs 10,000 generated tasks at a tiny budget and prints memory and speed per 1,000 tasks:
 *
 *     deno run -A --v8-flags=--max-semi-space-size=4,--max-heap-size=1000 bench/flat_memory.ts [tasks, default 10000] [workers, default 2]
 *
 * Memory must not grow between the first and the last thousand, nor the speed fall.
 *
 * Measured 2026-11-20 on 2 shared cores: 310 to 333 MB at every thousand, peak 347 MB; 96 tasks/s in the
 * first thousand, 99 to 123 after; 90 s in all.
 */
import { runBatch } from "../lib/arc/run/run_batch.ts";
import { peakBytes } from "./_measure.ts";

const [count = 10_000, workers = 2] = Deno.args.map(Number);
const folder = await Deno.makeTempDir({ prefix: "baton-flat-" });
const batch = `${folder}/tasks.jsonl`;
const begun = performance.now();
// In a process of its own, so that the memory measured is that of the run alone.
const synth = new URL("../scripts/synth_tasks.ts", import.meta.url).pathname;
const making = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", synth, "--count", String(count), "--seed", "1", "--out", batch],
});
if (!(await making.output()).success) throw new Error("The tasks could not be made");
console.log(`${count} tasks made in ${((performance.now() - begun) / 1000).toFixed(1)} s`);

const window = Math.ceil(count / 10);
let mark = performance.now();
const outputs = { results: `${folder}/results.jsonl`, traces: `${folder}/traces.jsonl` };
for await (const event of runBatch({ batch: [batch], outputs, workers, nodeBudget: 300 })) {
  if (event.kind === "task_finished" && event.done % window === 0) {
    const { rss, heapUsed, heapTotal } = Deno.memoryUsage();
    const rate = window / ((performance.now() - mark) / 1000);
    mark = performance.now();
    const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
    console.log(
      `${event.done} tasks: process ${mb(rss)} (with ${workers} workers), main heap ` +
        `${mb(heapUsed)} of ${mb(heapTotal)}, ${rate.toFixed(1)} tasks/s`,
    );
  }
  if (event.kind === "finished") {
    const { totals, seconds } = event.report;
    console.log(`${totals.tasks} tasks in ${seconds.toFixed(0)} s, ${totals.solved.part} fit`);
    console.log(`peak RSS ${(peakBytes() / 1e6).toFixed(0)} MB`);
  }
}
await Deno.remove(folder, { recursive: true });
