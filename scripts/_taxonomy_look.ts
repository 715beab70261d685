import { z } from "zod";
import {
  choiceFlag,
  defineVerb,
  pathFlag,
  switchFlag,
  textFlag,
  type Verb,
} from "../lib/cli/mod.ts";
import { writeAtomicFile } from "../lib/substrate/records/atomic_file.ts";
import { MANIFEST_NAME } from "../lib/substrate/runs/run_folder.ts";
import { changeLine, diffTrees } from "../lib/taxonomy/diff/tree_diff.ts";
import { EXPORT_FORMATS, exportTree } from "../lib/taxonomy/export/export_tree.ts";
import { checkPolicies } from "../lib/taxonomy/policies/load_policies.ts";
import { policyLeaves } from "../lib/taxonomy/policies/policy_leaves.ts";
import { runStatus } from "../lib/taxonomy/run/run_status.ts";
import { storedConcepts } from "../lib/taxonomy/run/stored_rows.ts";
import { findRun } from "../lib/taxonomy/run/stored_run.ts";
import { policyFlags, runFlag, runsFlag } from "./_taxonomy_flags.ts";
import { statusTable } from "./_taxonomy_report.ts";
import { lookedAtRun } from "./_taxonomy_setting.ts";

const status = defineVerb({
  name: "taxonomy status",
  summary: "tells how a run's phases stand, its files checked against their digests.",
  flags: z.object(runFlag),
}, async ({ options: flags, terminal }) => {
  const stored = await lookedAtRun(flags, terminal);
  const { manifest, folder } = stored;
  const ended = manifest.exit === null ? "has not ended" : manifest.exit.reason;
  terminal.print(`run ${manifest.runId}, attempt ${manifest.attempt}: ${ended} (${folder})`);
  if (manifest.parentRunId !== undefined) terminal.print(`child of ${manifest.parentRunId}`);
  const statuses = await runStatus(stored);
  statusTable(statuses).forEach(terminal.print);
  return statuses.some(({ state, note }) => state === "done" && note !== undefined) ? 1 : 0;
});

const manifest = defineVerb({
  name: "taxonomy manifest",
  summary: "prints the manifest of a run.",
  flags: z.object(runFlag),
}, async ({ options: flags, terminal }) => {
  const { folder } = await lookedAtRun(flags, terminal);
  terminal.print((await Deno.readTextFile(`${folder}/${MANIFEST_NAME}`)).trimEnd());
});

const config = defineVerb({
  name: "taxonomy config",
  summary: "prints the policies that apply, or checks them.",
  flags: z.object({
    ...policyFlags,
    validate: switchFlag({
      doc: "name every fault by file and line; exit code 2 where there is one",
    }),
  }),
}, async ({ options: { environment, policies, validate }, terminal }) => {
  const { set, faults, files } = await checkPolicies(environment, policies);
  for (const fault of faults) terminal.note(`error: ${fault.message}`);
  if (set === undefined) return 2;
  if (validate) {
    terminal.print(
      `${files.join(", ")}: valid, version ${set.version}, ${set.digest.slice(0, 12)}`,
    );
  } else {
    for (const [path, value] of policyLeaves(set.policies)) {
      terminal.print(`${path} = ${JSON.stringify(value)}`);
    }
  }
});

const diff = defineVerb({
  name: "taxonomy diff",
  summary:
    "tells which concepts appeared, vanished, moved or were renamed from one run to another.",
  flags: z.object(runsFlag),
  positional: { name: "run", doc: "ids of two runs, the earlier first", min: 2, max: 2 },
}, async ({ options: flags, positional, signal, terminal }) => {
  const [before, after] = await Promise.all(
    positional.map(async (id) => await storedConcepts(await findRun(id, flags), { signal })),
  );
  const { changes, unchanged } = diffTrees(before!, after!);
  changes.map(changeLine).forEach(terminal.print);
  terminal.note(`${changes.length} changes, ${unchanged} concepts stay`);
});

const exporting = defineVerb({
  name: "taxonomy export",
  summary: "writes a run's tree as SKOS Turtle, JSON-LD, CSV or an outline.",
  flags: z.object({
    ...runFlag,
    format: choiceFlag(EXPORT_FORMATS, { doc: "the form", default: "tree" }),
    out: pathFlag({ doc: "the file to write (default: standard output)" }),
    "base-iri": textFlag({
      doc: "beginning of the addresses of concepts",
      default: "urn:baton:taxonomy:",
      value: "iri",
    }),
  }),
}, async ({ options: flags, signal, terminal }) => {
  const stored = await lookedAtRun(flags, terminal);
  const lines = exportTree(await storedConcepts(stored, { signal }), flags.format, {
    runId: stored.manifest.runId,
    baseIri: flags["base-iri"],
  });
  if (flags.out === undefined) { for (const line of lines) terminal.print(line); }
  else await writeAtomicFile(flags.out, [...lines, ""].join("\n"));
});

/** The commands that look at runs and policies. */
export const lookVerbs: readonly Verb[] = [status, manifest, config, diff, exporting];
