/**
 * The embedded Lean in figures: start-up, latency of checks, memory, and what a killed process costs.
 * `--cold` also fetches and prepares it from nothing, in a folder of its own.
 */
import { leanCacheFolder } from "../lib/proof/lean/wasm/cache_folder.ts";
import { CheckerProcess } from "../lib/proof/lean/wasm/checker_process.ts";
import { prepareLean } from "../lib/proof/lean/wasm/prepare.ts";

const CHECKS = 200;
const PROOFS: readonly (readonly [statement: string, proof: string])[] = [
  ["∀ n : Nat, n + 0 = n", "fun _ => rfl"],
  ["∀ a b : Nat, a + b = b + a", "by omega"],
  ["∀ l : List Nat, l ++ [] = l", "by simp"],
  ["∀ p q : Prop, p ∧ q → q ∧ p", "by grind"],
];

const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

if (Deno.args.includes("--cold")) {
  const folder = await Deno.makeTempDir();
  const begun = performance.now();
  await prepareLean({
    cacheFolder: folder,
    onProgress: (line) => print(`${seconds(begun)}  ${line}`),
  });
  print(`fetched and prepared in ${seconds(begun)}`);
  await Deno.remove(folder, { recursive: true });
}

const prepared = await prepareLean({ cacheFolder: leanCacheFolder(Deno.env.toObject()) });
for (const label of ["first start", "second start"]) {
  const begun = performance.now();
  const lean = await CheckerProcess.start(prepared);
  print(`${label}: ${seconds(begun)}`);
  await lean.close();
}

const lean = await CheckerProcess.start(prepared);
const times: number[] = [];
for (let i = 0; i < CHECKS; i++) {
  const [statement, proof] = PROOFS[i % PROOFS.length]!;
  const begun = performance.now();
  const reply = await lean.ask({ op: "check", statement, proof, heartbeats: 200_000 }, 60_000);
  if (reply.verdict !== "proved") throw new Error(`${statement}: ${JSON.stringify(reply)}`);
  times.push(performance.now() - begun);
}
const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
const sorted = times.toSorted((a, b) => a - b);
print(
  `${CHECKS} checks: mean ${mean.toFixed(1)} ms, median ${sorted[CHECKS / 2]!.toFixed(1)} ms, ` +
    `slowest ${sorted.at(-1)!.toFixed(0)} ms`,
);
const status = await Deno.readTextFile(`/proc/${lean.pid}/status`).catch(() => "");
const kb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
if (kb > 0) print(`memory: ${(kb / 1024).toFixed(0)} MB`);
const begun = performance.now();
await lean.ask({ op: "check", statement: "1 = 1", proof: "rfl" }, 0);
await lean.close();
const killed = performance.now();
await (await CheckerProcess.start(prepared)).close();
print(
  `a killed process is gone after ${(killed - begun).toFixed(0)} ms, another is there after ${
    seconds(killed)
  }`,
);
