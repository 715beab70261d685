import { denoFileSystem } from "../../../lib/substrate/records/file_system.ts";
import { manualClock } from "../../../lib/substrate/values/clock.ts";
import { sha256 } from "../../../lib/substrate/values/digest.ts";
import type { Corpus } from "../../../lib/taxonomy/phases/corpus.ts";
import { CheckpointManager } from "../../../lib/taxonomy/phases/checkpoints.ts";
import { PHASE_NAMES, type PhaseName } from "../../../lib/taxonomy/phases/phase_name.ts";
import { loadPolicies, policySet } from "../../../lib/taxonomy/policies/load_policies.ts";
import { withPolicy } from "../../../lib/taxonomy/policies/policy_leaves.ts";
import type { PolicyPath } from "../../../lib/taxonomy/policies/policy_schema.ts";
import type { TaxonomyRunOptions } from "../../../lib/taxonomy/run/run_options.ts";
import { runAt, type StoredRun } from "../../../lib/taxonomy/run/stored_run.ts";
import { TaxonomyOrchestrator } from "../../../lib/taxonomy/run/taxonomy_orchestrator.ts";
import { TAXONOMY_PHASES } from "../../../lib/taxonomy/taxonomy_phases.ts";
import { forgetfulDisk } from "../_forgetful_disk.ts";

/** A text with who published it, and where it stands in that work. */
export type Row = readonly [text: string, publisher?: string, section?: string];

/** A corpus of dictionary entries that needs no disk. */
export function rowsCorpus(rows: readonly Row[]): Corpus {
  const read = async function* () {
    for (const [at, [text, publisher, section]] of rows.entries()) {
      yield {
        uri: "rows",
        line: at + 1,
        bytes: new TextEncoder().encode(text),
        contentType: "text/x-dictionary",
        licence: "none",
        ...(publisher === undefined ? {} : { publisher }),
        ...(section === undefined ? {} : { section }),
      };
    }
  };
  const digest = sha256(JSON.stringify(rows));
  return { source: "rows", parts: [{ name: "rows", digest, rows: rows.length, read }] };
}

/** What a run of the real phases decided, by phase, as one text each. */
export type Outcomes = Readonly<Record<PhaseName, string>>;

/** Values of policies by path. */
export type Changes = Readonly<Record<string, unknown>>;

/** A run as it comes out by the policies of the tests, and runs that take over from it what they may. */
export interface Trial {
  readonly base: Outcomes;
  /** @throws what the run throws. */
  under(changes: Changes): Promise<Outcomes>;
}

/** Runs the real phases on a corpus once, in a folder of the caller's. */
export async function trialOf(
  folder: string,
  corpus: Corpus,
  given: Changes = {},
  models: TaxonomyRunOptions["models"] = {},
): Promise<Trial> {
  const { policies } = await loadPolicies("testing");
  let runs = 0;
  const run = async (changes: Changes, share?: StoredRun) => {
    const changed = Object.entries({ ...given, ...changes }).reduce(
      (under, [path, value]) => withPolicy(under, path as PolicyPath, value),
      policies,
    );
    const orchestrator = new TaxonomyOrchestrator({
      runs: `${folder}/${runs++}`,
      // Of one test all runs are made by one code: hashing it each time says nothing.
      phases: TAXONOMY_PHASES.map((phase) => ({ ...phase, code: [] })),
      corpus,
      policies: policySet(changed, "1.0", "testing"),
      versions: { baton: "0", deno: "0", dependencies: "0" },
      clock: manualClock(),
      fs: forgetfulDisk,
      models,
      ...(share === undefined ? {} : { share }),
    });
    let at = "";
    for await (const event of orchestrator.run()) {
      if (event.kind === "run_finished") at = event.folder;
    }
    return (await runAt(at, denoFileSystem))!;
  };
  const base = await run({});
  return {
    base: await outcomesOf(base.folder),
    under: async (changes) => {
      const { folder } = await run(changes, base);
      const outcomes = await outcomesOf(folder);
      await Deno.remove(folder, { recursive: true });
      return outcomes;
    },
  };
}

async function outcomesOf(folder: string): Promise<Outcomes> {
  const outcomes: Partial<Record<PhaseName, string>> = {};
  for (const phase of PHASE_NAMES) {
    const rows = async (output: string, ...fields: readonly string[]) => {
      const found: unknown[] = [];
      for (const { path, name } of await outputsOf(folder, phase)) {
        if (name !== output) continue;
        for (const line of (await Deno.readTextFile(`${folder}/${path}`)).split("\n")) {
          if (line === "") continue;
          const row = JSON.parse(line) as Record<string, unknown>;
          found.push(fields.length === 0 ? row : fields.map((field) => row[field]));
        }
      }
      return found;
    };
    // Thresholds and gates are left out: naming another number is no other outcome.
    outcomes[phase] = JSON.stringify([
      await rows("records", "text", "provenance"),
      await rows("candidates"),
      await rows("concepts", "canonicalLabel", "level", "parents", "support"),
      await rows("decisions", "normalized", "level", "outcome", "into"),
      await rows("findings", "conceptId", "code", "passed"),
      await rows("quarantine", "reasonCode", "text"),
    ]);
  }
  return outcomes as Outcomes;
}

async function outputsOf(folder: string, phase: PhaseName) {
  const { manifest } = (await runAt(folder, denoFileSystem))!;
  const checkpoints = new CheckpointManager(folder, manifest.runId);
  return (await checkpoints.checkpoint(phase))!.outputs;
}
