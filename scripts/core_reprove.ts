import { z } from "zod";
import { formatTable, intFlag, pathFlag, runMain, startProgress } from "../lib/cli/mod.ts";
import { coreReprove } from "../lib/proof/reprove/core_reprove.ts";
import { reproveTables } from "../lib/proof/reprove/reprove_tables.ts";
import { createStrategies } from "../lib/proof/strategies/registry.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { commandLean, commandPremises, needLibrary } from "./_lean.ts";
import { leanFlags } from "./_lean_flags.ts";
import { commandModels, modelParts, proofModelFlags } from "./_proof_models.ts";

const command = {
  name: "core-reprove",
  summary: "proves theorems of Lean's own library again, without them and what comes after them.",
  flags: z.object({
    "out-dir": pathFlag({ doc: "sample, rows, report, manifest", default: "out/reprove" }),
    "sample": intFlag({ doc: "theorems, stratified by area", min: 1, default: 500 }),
    "seed": intFlag({ doc: "seed of the sample and of the schedules", default: 1 }),
    "heartbeats": intFlag({ doc: "thousands, for each strategy alone", min: 1, default: 2000 }),
    "slice": intFlag({ doc: "thousands that a portfolio gives one", min: 1, default: 500 }),
    timeout: intFlag({ doc: "seconds for each strategy alone, a safety net", min: 1, default: 60 }),
    "workers": intFlag({ doc: "Lean processes, about 1.5 GB each", min: 1, default: 1 }),
    ...{ ...proofModelFlags, ...leanFlags },
  }),
  examples: ["deno task core-reprove", "deno task core-reprove --sample 50 --seed 99"],
};

await runMain(command, async ({ options, signal, terminal }) => {
  const { sample, seed, heartbeats, slice, workers, timeout } = options;
  await using lean = await commandLean(options, terminal.note, { workers, spares: 0 });
  needLibrary(lean, command.name);
  terminal.note("listing the library's theorems");
  const { theorems, premises } = await commandPremises(lean, signal);
  const { note } = terminal;
  await using models = await commandModels(options, options["out-dir"], { signal, note });
  const parts = { ...modelParts(models, []), ...(premises && { premises }) };
  const run = coreReprove({
    ...{ folder: options["out-dir"], theorems, lean, sample, seed, heartbeats, slice, workers },
    ...{ strategies: createStrategies(parts), deadlineMs: 1000 * timeout },
    ...{ clock: systemClock, signal },
  });
  let progress: ReturnType<typeof startProgress> | undefined;
  for await (const event of run) {
    if (event.kind === "drawn") {
      terminal.note(`${event.theorems} theorems drawn, ${event.unreadable} passed over`);
    } else if (event.kind === "started") {
      const { total, finished: before } = event;
      progress = startProgress({ clock: systemClock, terminal, total, before });
    } else if (event.kind === "theorem") progress?.update(event.finished, event.solved);
    else {
      progress?.finish();
      reproveTables(event.report).forEach((table) => formatTable(table).forEach(terminal.print));
      if (event.state === "interrupted") return 130;
    }
  }
  return 0;
});
