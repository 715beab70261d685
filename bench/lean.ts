// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * The embedded Lean in figures: start, latency of checks, memory, and what a killed process costs.
 *
 *     deno task bench:lean [--cold]
 *
 * `--cold` also fetches and prepares it from nothing, in a folder of its own. Ends by itself after three minutes,
 * with as many checks as there was time for.
 */
import { leanCacheFolder } from "../lib/proof/lean/wasm/cache_folder.ts";
import { CheckerProcess } from "../lib/proof/lean/wasm/checker_process.ts";
import { prepareLean } from "../lib/proof/lean/wasm/prepare.ts";
import { openWasmLean } from "../lib/proof/lean/wasm/wasm_backend.ts";

const CHECKS = 240, MOST_SECONDS = 180;
const LIMITS = { heartbeats: 200_000, deadlineMs: 60_000 };
const PROOFS: readonly (readonly [statement: string, proof: string])[] = [
  ["∀ n : Nat, n + 0 = n", "fun _ => rfl"],
  ["∀ a b : Nat, a + b = b + a", "by omega"],
  ["∀ l : List Nat, l ++ [] = l", "by simp"],
  ["∀ p q : Prop, p ∧ q → q ∧ p", "by grind"],
  ["∀ n : Nat, n * 0 = 0", "by intro n; induction n <;> simp_all"],
  ["1 = 2", "by decide"],
];

const began = performance.now();
const since = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const [load] = Deno.loadavg();
console.log(`load ${load!.toFixed(1)} on ${navigator.hardwareConcurrency} processors`);

if (Deno.args.includes("--cold")) {
  const folder = await Deno.makeTempDir();
  const begun = performance.now();
  const onProgress = (line: string) => console.log(`${since(begun)}  ${line}`);
  await prepareLean({ cacheFolder: folder, onProgress });
  console.log(`fetched and prepared in ${since(begun)}`);
  await Deno.remove(folder, { recursive: true });
}

const cacheFolder = leanCacheFolder(Deno.env.toObject());
const prepared = await prepareLean({ cacheFolder });
for (const label of ["first start (files may not be in memory)", "second start"]) {
  const begun = performance.now();
  const lean = await CheckerProcess.start(prepared);
  console.log(`${label}: ${since(begun)}, ${await memoryOf(lean.pid)}`);
  await lean.close();
}

const opening = performance.now();
await using lean = await openWasmLean({ cacheFolder, spares: 0 });
console.log(`ready for proofs, warmed up: ${since(opening)}`);
const times = new Map<string, number[]>();
let checks = 0;
for (; checks < CHECKS && performance.now() - began < 1000 * MOST_SECONDS; checks++) {
  const [statement, proof] = PROOFS[checks % PROOFS.length]!;
  const begun = performance.now();
  const { verdict, error } = await lean.check({ statement }, proof, LIMITS);
  if (verdict !== (statement === "1 = 2" ? "failed" : "proved")) {
    throw new Error(`${statement}: ${verdict} ${error ?? ""}`);
  }
  times.set(proof, [...times.get(proof) ?? [], performance.now() - begun]);
}
for (const [proof, ms] of times) console.log(`${proof}: ${latency(ms)}`);
console.log(`all ${checks} checks: ${latency([...times.values()].flat())}`);

const killing = performance.now();
await lean.check({ statement: "1 = 1" }, "rfl", { ...LIMITS, deadlineMs: 0 });
const killed = performance.now();
await lean.check({ statement: "1 = 1" }, "rfl", LIMITS);
console.log(
  `past its deadline: dead after ${(killed - killing).toFixed(0)} ms, ` +
    `the next check answered ${since(killed)} later without a spare`,
);
console.log(`in all ${since(began)}`);

function latency(ms: readonly number[]): string {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
}

/** The most memory that a process held, by `grep`: Deno itself may read there only with every permission. */
async function memoryOf(pid: number): Promise<string> {
  const read = ["-c", `grep VmHWM /proc/${pid}/status`];
  const { stdout } = await new Deno.Command("sh", { args: read }).output();
  const kb = Number(/(\d+) kB/.exec(new TextDecoder().decode(stdout))?.[1]);
  return kb > 0 ? `${(kb / 1024).toFixed(0)} MB at most` : "memory unknown";
}
