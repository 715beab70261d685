import { manualClock } from "../../lib/substrate/values/clock.ts";
import type { PolicySet } from "../../lib/taxonomy/policies/load_policies.ts";
import type { Concept } from "../../lib/taxonomy/records/concept.ts";
import { openCorpus } from "../../lib/taxonomy/run/open_corpus.ts";
import type { TaxonomyRunOptions } from "../../lib/taxonomy/run/run_options.ts";
import { storedConcepts } from "../../lib/taxonomy/run/stored_rows.ts";
import { findRun, type StoredRun } from "../../lib/taxonomy/run/stored_run.ts";
import { TaxonomyOrchestrator } from "../../lib/taxonomy/run/taxonomy_orchestrator.ts";
import { TAXONOMY_PHASES } from "../../lib/taxonomy/taxonomy_phases.ts";
import { toyPolicies } from "./_toy.ts";

/** What a run of the real phases on files came to. */
export interface FilesRun {
  readonly error?: Error;
  readonly stored?: StoredRun;
  readonly concepts: readonly Concept[];
  readonly folder: string;
}

/** Writes files and runs the real phases on them. */
export async function runFiles(
  temp: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<TaxonomyRunOptions> & { readonly policies?: PolicySet } = {},
): Promise<FilesRun> {
  await Deno.mkdir(`${temp}/corpus`, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(`${temp}/corpus/${name}`, bytes);
  }
  const runs = `${temp}/runs`;
  let folder = "";
  try {
    const orchestrator = new TaxonomyOrchestrator({
      runs,
      phases: TAXONOMY_PHASES,
      corpus: await openCorpus({ source: "files", from: [`${temp}/corpus`] }),
      policies: await toyPolicies(),
      versions: { baton: "0", deno: "0", dependencies: "-" },
      clock: manualClock(),
      ...options,
    });
    for await (const event of orchestrator.run()) {
      if (event.kind === "run_started" || event.kind === "run_finished") folder = event.folder;
    }
  } catch (caught) {
    return { error: caught as Error, concepts: [], folder };
  }
  const stored = await findRun(folder.slice(folder.lastIndexOf("/") + 1), { runs });
  return { stored, concepts: await storedConcepts(stored), folder };
}

/** A small corpus of definitions, with a tree of three levels in it. */
export const FIELDS = [
  "physics: the science of matter and energy and their interactions",
  "chemistry: the science of matter; the branch of the natural sciences dealing with the composition of substances",
  "biology: the science that studies living organisms",
  "science: a discipline of systematic knowledge; a particular branch of scientific knowledge",
  "optics: the branch of physics that studies the physical properties of light",
  "acoustics: the branch of physics that studies the physical properties of sound",
  "mechanics: the branch of physics concerned with the motion of bodies",
  "fluid mechanics: the branch of mechanics that studies the mechanics of fluids",
  "organic chemistry: the chemistry of compounds containing carbon",
  "biochemistry: the organic chemistry of compounds and processes occurring in organisms",
  "botany: the branch of biology that studies plants",
  "mycology: the branch of botany that studies fungi and fungus-caused diseases",
  "zoology: the branch of biology that studies animals",
  "ornithology: the branch of zoology that studies birds",
  "history: the discipline that records and interprets past events involving human beings",
  "history: the discipline that records and interprets past events of peoples and states",
].join("\n") + "\n";
