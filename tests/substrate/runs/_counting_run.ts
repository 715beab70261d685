/**
 * A process that a test may kill: `deno run -A _counting_run.ts <folder> <units> <workers> <ms> [--resume]`.
 *
 * Prints every unit it begins, so that repeated work shows and a test knows when to kill.
 */
import { openRun } from "../../../lib/substrate/runs/mod.ts";
import { createPrng, systemClock } from "../../../lib/substrate/values/mod.ts";

const [folder = "", units = "0", workers = "1", ms = "0", resume] = Deno.args;
const run = await openRun<{ text: string; rows: string[] }>({
  folder,
  command: "count",
  options: { units: Number(units) },
  seeds: { main: 7 },
  inputs: [],
  total: Number(units),
  phase: { name: "count", codeHash: "1" },
  outputs: { results: `${folder}/results.jsonl`, rows: `${folder}/rows.jsonl` },
  emit: async ({ payload }, write) => {
    await write("results", [payload.text]);
    await write("rows", payload.rows);
  },
  versions: { baton: "0", deno: Deno.version.deno, dependencies: "-" },
  clock: systemClock,
  resume: resume === "--resume",
  checkpointEvery: 7,
});
const prng = createPrng(Deno.pid);
const todo = run.remaining();
const work = async () => {
  for (const index of todo) {
    Deno.stdout.writeSync(new TextEncoder().encode(`${index}\n`));
    // The delay differs by process, so that the order in which units finish does too.
    await new Promise((done) => setTimeout(done, prng.next() * 2 * Number(ms)));
    const own = createPrng(`unit ${index}`);
    const rows = Array.from({ length: index % 4 }, () => JSON.stringify({ row: own.below(1e6) }));
    const text = JSON.stringify({ index, name: `ünit ${index}`, value: own.below(1e9) });
    await run.finish({ index, unit: `unit ${index}`, payload: { text, rows } });
  }
};
await Promise.all(Array.from({ length: Number(workers) }, work));
const counters = { in: Number(units), ok: run.finished, failed: 0, quarantined: 0 };
await run.end({ code: 0, reason: "done", state: "done", counters, outputs: [] });
