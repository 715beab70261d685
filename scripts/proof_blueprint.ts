import { z } from "zod";
import { formatShare, pathFlag, runMain, switchFlag } from "../lib/cli/mod.ts";
import { declarationsInLean } from "../lib/proof/blueprint/ask_lean.ts";
import { syncBlueprint } from "../lib/proof/blueprint/sync_blueprint.ts";

const command = {
  name: "proof-blueprint",
  summary: "brings the \\leanok marks of a leanblueprint up to date and reports drift.",
  flags: z.object({
    blueprint: pathFlag({ doc: "folder of the blueprint", defaultText: "<project>/blueprint" }),
    check: switchFlag({ doc: "write nothing; exit code 1 where blueprint and Lean differ" }),
    text: switchFlag({ doc: "read the sources' text alone, ask no Lean" }),
  }),
  positional: { name: "project", doc: "folder of the Lean project (default: this one)", max: 1 },
};

await runMain(command, async ({ options, positional: [project = "."], signal, terminal }) => {
  const { blueprint, check, text } = options, { print, note } = terminal;
  const inLean = (names: readonly string[]) =>
    declarationsInLean(project, names, { onNote: note, signal });
  const report = await syncBlueprint({
    ...{ project, blueprint, checkOnly: check },
    ...(text ? {} : { inLean }),
  });
  for (const { place, kind, says } of report.drift) print(`${place}: ${kind}: ${says}`);
  for (const file of report.written) print(`written: ${file}`);
  const { statements, stated, proofs, proved, notReady } = report.counts;
  const share = (part: number, whole: number) =>
    `${part} of ${whole} (${formatShare(part, whole)})`;
  print(`stated: ${share(stated, statements)}; proved: ${share(proved, proofs)}`);
  print(`not ready: ${notReady}; drift: ${report.drift.length}`);
  return check && report.drift.length > 0 ? 1 : 0;
});
