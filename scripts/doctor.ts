import { z } from "zod";
import { formatTable, runMain, switchFlag } from "../lib/cli/mod.ts";
import { examine, thisMachine } from "../lib/doctor/mod.ts";

const command = {
  name: "doctor",
  summary: "tells which optional parts this machine has, and what each is for.",
  flags: z.object({ json: switchFlag({ doc: "print one JSON document instead of a table" }) }),
};

await runMain(command, async ({ options, terminal }) => {
  const parts = await examine(thisMachine());
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
