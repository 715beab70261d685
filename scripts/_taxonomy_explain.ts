import { z } from "zod";
import { defineVerb, formatTable, type Verb } from "../lib/cli/mod.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { shown } from "../lib/substrate/values/input_error.ts";
import { changeFoundLines, trailLines } from "../lib/taxonomy/explain/explain_text.ts";
import { labelTrail } from "../lib/taxonomy/explain/label_trail.ts";
import { smallestChange } from "../lib/taxonomy/explain/smallest_change.ts";
import { quarantineItems } from "../lib/taxonomy/quarantine/quarantine_items.ts";
import { replayQuarantine } from "../lib/taxonomy/quarantine/replay_quarantine.ts";
import { findRun } from "../lib/taxonomy/run/stored_run.ts";
import { costFlag, policyFlags, runFlag } from "./_taxonomy_flags.ts";
import { showEvents } from "./_taxonomy_report.ts";
import { lookedAtRun, storedOptions } from "./_taxonomy_setting.ts";

const label = { name: "label", doc: "the label; its words need no quotes", min: 1 };

function labelOf(words: readonly string[]): string {
  const asked = words.join(" ").trim();
  if (asked === "") throw new UserError("<label> is empty");
  return asked;
}

const why = defineVerb({
  name: "taxonomy why",
  summary: "walks a label through every gate, with value, threshold and policy.",
  flags: z.object(runFlag),
  positional: label,
  examples: ["deno task taxonomy why optics"],
}, async ({ options: flags, positional, signal, terminal }) => {
  const asked = labelOf(positional);
  const stored = await lookedAtRun(flags, terminal);
  trailLines(await labelTrail(stored, asked, { signal })).forEach(terminal.print);
});

const whyNot = defineVerb({
  name: "taxonomy why-not",
  summary:
    "tells why a label is not in the tree, and the smallest change of policies that would keep it.",
  flags: z.object({ ...runFlag, ...costFlag }),
  positional: label,
  examples: ["deno task taxonomy why-not fluid mechanics"],
}, async ({ options: flags, positional, signal, terminal }) => {
  const asked = labelOf(positional);
  const stored = await lookedAtRun(flags, terminal);
  const options = await storedOptions(stored, flags, signal);
  const trail = await labelTrail(stored, asked, { signal });
  trailLines(trail).forEach(terminal.print);
  if (trail.concepts.length > 0) return;
  changeFoundLines(await smallestChange(stored, asked, options)).forEach(terminal.print);
});

const list = defineVerb({
  name: "taxonomy quarantine list",
  summary: "lists what a run set aside, with reason, place and text.",
  flags: z.object(runFlag),
}, async ({ options: flags, signal, terminal }) => {
  const counts = new Map<string, number>();
  for await (const item of quarantineItems(await lookedAtRun(flags, terminal), { signal })) {
    const { id, phase, step, reasonCode, detail, text, provenance: { uri, line } } = item;
    const place = uri === undefined ? "" : ` ${uri}${line === undefined ? "" : `:${line}`}`;
    terminal.print(`${id} ${phase}/${step}${place} ${reasonCode}: ${detail}: ${shown(text)}`);
    counts.set(reasonCode, (counts.get(reasonCode) ?? 0) + 1);
  }
  if (counts.size === 0) return terminal.note("nothing is set aside");
  formatTable({ headers: ["reason", "items"], rows: [...counts].sort() }).forEach(terminal.note);
});

const replay = defineVerb({
  name: "taxonomy quarantine replay",
  summary: "tries what a run set aside once more, under today's policies, sources and code.",
  flags: z.object({ ...runFlag, policies: policyFlags.policies, ...costFlag }),
}, async ({ options: flags, signal, terminal }) => {
  const stored = await findRun(flags.run, flags);
  const options = await storedOptions(stored, flags, signal);
  const { result } = await showEvents(replayQuarantine(stored, options), terminal);
  for await (const { id, phase, reasonCode, text } of quarantineItems(stored, { signal })) {
    if (result.released.has(id)) {
      terminal.print(`released ${id} ${phase} ${reasonCode}: ${shown(text)}`);
    }
  }
  const { released, held, added } = result;
  terminal.note(
    `released ${released.size}, held ${held.size}, new ${added.size}: ${result.run.folder}`,
  );
});

/** The commands that explain. */
export const explainVerbs: readonly Verb[] = [why, whyNot, list, replay];
