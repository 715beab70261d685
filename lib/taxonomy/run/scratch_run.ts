import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import type { PolicySet } from "../policies/load_policies.ts";
import { DEFAULT_RUNS, type TaxonomyRunOptions } from "./run_options.ts";
import { runAt, type StoredRun } from "./stored_run.ts";
import { TaxonomyOrchestrator } from "./taxonomy_orchestrator.ts";

/**
 * Runs what a stored run would be under other policies, hands it to `work`, and removes it again.
 *
 * Finished work of the stored run is taken over where the policies do not touch it, so only what they do
 * touch is executed.
 *
 * @param options those of the stored run: its corpus, phases and models
 * @throws whatever the run throws: a change of policies may make a phase fail.
 */
export async function withScratchRun<T>(
  stored: StoredRun,
  policies: PolicySet,
  options: TaxonomyRunOptions,
  work: (run: StoredRun) => Promise<T>,
): Promise<T> {
  const { runs = DEFAULT_RUNS, fs = denoFileSystem } = options;
  const name = digestOf({ of: stored.manifest.runId, under: policies.digest }).slice(0, 16);
  const scratch = `${runs}/.preview-${name}`;
  const { run: _run, base: _base, resumePhase: _from, force: _force, mode: _mode, ...rest } =
    options;
  await fs.removeFolder(scratch);
  try {
    const seed = Number(stored.manifest.seeds.main ?? 0);
    const orchestrator = new TaxonomyOrchestrator({
      ...rest,
      runs: scratch,
      policies,
      seed,
      share: stored,
    });
    let folder = "";
    for await (const event of orchestrator.run()) {
      if (event.kind === "run_finished") folder = event.folder;
    }
    return await work((await runAt(folder, fs))!);
  } finally {
    await fs.removeFolder(scratch);
  }
}
