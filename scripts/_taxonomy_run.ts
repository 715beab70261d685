import { z } from "zod";
import { choiceFlag, defineVerb, type Terminal, type Verb } from "../lib/cli/mod.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { previewPolicies } from "../lib/taxonomy/diff/preview_policies.ts";
import { changeLine } from "../lib/taxonomy/diff/tree_diff.ts";
import { PhaseManager } from "../lib/taxonomy/phases/phase_order.ts";
import { PHASE_NAMES } from "../lib/taxonomy/phases/phase_name.ts";
import { driftLines, planRun } from "../lib/taxonomy/run/plan_run.ts";
import { findRun, pinnedPolicies, type StoredRun } from "../lib/taxonomy/run/stored_run.ts";
import type { TaxonomyRunOptions } from "../lib/taxonomy/run/run_options.ts";
import { TaxonomyOrchestrator } from "../lib/taxonomy/run/taxonomy_orchestrator.ts";
import {
  corpusFlags,
  costFlag,
  driftFlags,
  executionFlags,
  policyFlags,
  runFlag,
  runsFlag,
  specFlags,
} from "./_taxonomy_flags.ts";
import { printTree, showEvents } from "./_taxonomy_report.ts";
import { runOptions, storedOptions } from "./_taxonomy_setting.ts";
import { textFlag } from "../lib/cli/mod.ts";

const from = { name: "path", doc: "files and folders, for --source files" };
const makingFlags = { ...corpusFlags, ...policyFlags, ...specFlags, ...costFlag, ...runsFlag };

const run = defineVerb({
  name: "taxonomy run",
  summary: "makes a taxonomy, or goes on with the run that the same inputs began.",
  flags: z.object({
    ...makingFlags,
    ...driftFlags,
    ...executionFlags,
    base: textFlag({
      doc: "take finished work over from this run where nothing that it depends on changed",
      group: "Execution",
      value: "id",
    }),
  }),
  positional: from,
  examples: [
    "deno task taxonomy run --environment development",
    "deno task taxonomy run --environment development --resume-phase S2",
    "deno task taxonomy run --source files notes/",
  ],
}, async ({ options: flags, positional, signal, terminal }) => {
  const options = await runOptions({ ...settingOf(flags), from: positional, signal });
  await execute(
    {
      ...options,
      ...(flags.base === undefined ? {} : { base: flags.base }),
    },
    flags,
    terminal,
  );
});

const resume = defineVerb({
  name: "taxonomy resume",
  summary: "goes on with a run from the first phase that is not done.",
  flags: z.object({
    ...runFlag,
    ...driftFlags,
    policies: policyFlags.policies,
    ...executionFlags,
    ...costFlag,
  }),
}, async ({ options: flags, signal, terminal }) => {
  // Not the last of the undamaged ones: what is written into must be meant.
  const stored = await findRun(flags.run, flags);
  const options = await storedOptions(stored, flags, signal);
  await execute({ ...options, run: stored.manifest.runId }, flags, terminal);
});

const generate = defineVerb({
  name: "taxonomy generate",
  summary: "runs up to one phase and stops there.",
  flags: z.object({
    step: choiceFlag(PHASE_NAMES, { doc: "the last phase to run", required: true }),
    ...makingFlags,
  }),
  positional: from,
  examples: ["deno task taxonomy generate --step S0"],
}, async ({ options: flags, positional, signal, terminal }) => {
  const options = await runOptions({ ...settingOf(flags), from: positional, signal });
  const events = new TaxonomyOrchestrator({ ...options, lastPhase: flags.step }).run();
  const { folder } = await showEvents(events, terminal);
  terminal.print(`${folder}/${flags.step}`);
});

/** The commands that run phases. */
export const runVerbs: readonly Verb[] = [run, resume, generate];

function settingOf(flags: z.output<z.ZodObject<typeof makingFlags>>) {
  return {
    ...flags,
    extractor: flags["extractor-checkpoint"],
    verifier: flags["verifier-checkpoint"],
    maxCostUsd: flags["max-cost-usd"],
  };
}

type ExecuteFlags = z.output<z.ZodObject<typeof driftFlags & typeof executionFlags>>;

async function execute(
  options: TaxonomyRunOptions,
  flags: ExecuteFlags,
  terminal: Terminal,
): Promise<void> {
  const { policy: mode, "resume-phase": resumePhase, force, tree } = flags;
  if (flags.preview) return await preview(options, terminal);
  const orchestrator = new TaxonomyOrchestrator({
    ...options,
    mode,
    force,
    ...(resumePhase === undefined ? {} : { resumePhase }),
  });
  const { folder } = await showEvents(orchestrator.run(), terminal);
  const runId = folder.slice(folder.lastIndexOf("/") + 1);
  await printTree(await findRun(runId, { runs: options.runs! }), tree, terminal);
  terminal.note(folder);
}

async function preview(options: TaxonomyRunOptions, terminal: Terminal): Promise<void> {
  const phases = new PhaseManager(options.phases);
  const { runId } = await planRun(options, phases);
  let stored: StoredRun;
  try {
    stored = await findRun(runId, { runs: options.runs! });
  } catch (cause) {
    throw new UserError("--preview compares with a run that is there; run once without it", {
      cause,
    });
  }
  const before = pinnedPolicies(stored);
  for (const line of driftLines(before.policies, options.policies.policies, phases)) {
    terminal.note(`policy ${line}`);
  }
  const { changes, unchanged } = await previewPolicies(stored, options.policies, options);
  changes.map(changeLine).forEach(terminal.print);
  terminal.note(
    `${changes.length} changes, ${unchanged} concepts stay; nothing was kept of the preview`,
  );
}
