import { manualClock } from "../../lib/substrate/values/clock.ts";
import type { Corpus } from "../../lib/taxonomy/phases/corpus.ts";
import { loadPolicies, policySet } from "../../lib/taxonomy/policies/load_policies.ts";
import { withPolicy } from "../../lib/taxonomy/policies/policy_leaves.ts";
import type { PolicyPath } from "../../lib/taxonomy/policies/policy_schema.ts";
import { type Concept, conceptRecord } from "../../lib/taxonomy/records/concept.ts";
import { TaxonomyOrchestrator } from "../../lib/taxonomy/run/taxonomy_orchestrator.ts";
import { TAXONOMY_PHASES } from "../../lib/taxonomy/taxonomy_phases.ts";
import { fileCorpus } from "../../lib/taxonomy/s0_raw_extraction/file_corpus.ts";

/** What a run of the real phases left. */
export interface Built {
  readonly concepts: readonly Concept[];
  /** `label < parent`, or the label alone at the top; sorted. */
  readonly tree: readonly string[];
  /** Rows of an output of a phase, all steps together. */
  rows(phase: string, output: string): Record<string, unknown>[];
}

/** Builds a taxonomy from a corpus in a folder that is removed afterwards. */
export async function build(
  corpus: Corpus,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Built> {
  const runs = await Deno.makeTempDir();
  try {
    let { policies } = await loadPolicies("testing");
    for (const [path, value] of Object.entries(changes)) {
      policies = withPolicy(policies, path as PolicyPath, value);
    }
    const orchestrator = new TaxonomyOrchestrator({
      runs,
      phases: TAXONOMY_PHASES,
      corpus,
      policies: policySet(policies, "1.0", "testing"),
      versions: { baton: "0", deno: "0", dependencies: "0" },
      clock: manualClock(),
    });
    for await (const _ of orchestrator.run()) { /* to its end */ }
    const run = [...Deno.readDirSync(runs)][0]!.name;
    const rows = (phase: string, output: string) => {
      const folder = `${runs}/${run}/${phase}`;
      return [...Deno.readDirSync(folder)].filter((entry) => entry.isDirectory)
        .map((entry) => `${folder}/${entry.name}/${output}.jsonl`).sort().flatMap((file) => {
          try {
            return Deno.readTextFileSync(file).trim().split("\n").filter((line) => line !== "")
              .map((line) => JSON.parse(line) as Record<string, unknown>);
          } catch (error) {
            if (error instanceof Deno.errors.NotFound) return [];
            throw error;
          }
        });
    };
    const kept = new Map<string, Record<string, unknown>[]>();
    for (const phase of ["S0", "S1", "S2", "S3", "assembly"]) {
      for (
        const output of [
          "records",
          "metrics",
          "decisions",
          "quarantine",
          "operations",
          "findings",
          "candidates",
        ]
      ) {
        kept.set(`${phase} ${output}`, rows(phase, output));
      }
    }
    const concepts = rows("assembly", "concepts").map((row) => conceptRecord.read(row));
    const names = new Map(concepts.map(({ id, canonicalLabel }) => [id, canonicalLabel]));
    return {
      concepts,
      tree: concepts.map(({ canonicalLabel, parents: [parent] }) =>
        parent === undefined ? canonicalLabel : `${canonicalLabel} < ${names.get(parent.id)}`
      ).sort(),
      rows: (phase, output) => kept.get(`${phase} ${output}`) ?? [],
    };
  } finally {
    await Deno.remove(runs, { recursive: true });
  }
}

/** A corpus of one file of dictionary entries; it lies there until the tests of the file end. */
export async function entries(lines: readonly string[], publisher?: string): Promise<Corpus> {
  const folder = await Deno.makeTempDir({ prefix: "baton-entries-" });
  globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  const rows = lines.map((line) => {
    const colon = line.indexOf(": ");
    return JSON.stringify({
      term: line.slice(0, colon),
      text: line.slice(colon + 2),
      ...(publisher === undefined ? {} : { publisher }),
    });
  });
  await Deno.writeTextFile(`${folder}/entries.jsonl`, rows.join("\n") + "\n");
  return await fileCorpus([folder + "/entries.jsonl"]);
}

/** A small world of fields of study. */
export const FIELDS = [
  "science: a discipline that studies nature",
  "physics: the branch of science that studies matter and energy",
  "chemistry: the branch of science that studies substances",
  "optics: the branch of physics that studies light",
  "acoustics: the branch of physics that studies sound",
  "organic chemistry: the chemistry of compounds of carbon",
  "fibre optics: the branch of optics that studies light in thin glass threads",
  "bread: food made from flour and water and usually leavened",
];
