import { DEFAULT_RUNS, type TaxonomyRunOptions } from "../run/run_options.ts";
import type { StoredRowsOptions } from "../run/stored_rows.ts";
import { runAt, type StoredRun } from "../run/stored_run.ts";
import type { TaxonomyEvent } from "../run/taxonomy_event.ts";
import { TaxonomyOrchestrator } from "../run/taxonomy_orchestrator.ts";
import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { quarantineItems } from "./quarantine_items.ts";

/** What became of a run's quarantine when it was tried again. */
export interface QuarantineReplay {
  /** The run that tried: the same one where nothing changed, else a new one. */
  readonly run: StoredRun;
  /** Ids of items that are set aside no more. */
  readonly released: ReadonlySet<string>;
  /** Ids of items that still are. */
  readonly held: ReadonlySet<string>;
  /** Ids of items that were not set aside before. */
  readonly added: ReadonlySet<string>;
}

/**
 * Tries what a run set aside once more, under today's policies, sources and code.
 *
 * What changed since decides what is executed: finished work that does not depend on it is taken over. Where
 * policies or sources changed, a new run is made and the old one, with its queue, stays as it is.
 *
 * @returns by generator's return value, after the run's events
 * @throws whatever the run throws.
 */
export async function* replayQuarantine(
  stored: StoredRun,
  options: TaxonomyRunOptions,
): AsyncGenerator<TaxonomyEvent, QuarantineReplay, void> {
  const { runs = DEFAULT_RUNS, fs = denoFileSystem } = options;
  const rows: StoredRowsOptions = options.signal === undefined
    ? { fs }
    : { fs, signal: options.signal };
  const before = await idsOf(stored, rows);
  const { runId, inputs } = stored.manifest;
  const sameInputs = inputs.length === options.corpus.parts.length &&
    options.corpus.parts.every(({ digest }, at) => digest === inputs[at]!.digest);
  const orchestrator = new TaxonomyOrchestrator({
    ...options,
    runs,
    ...(sameInputs ? { run: runId, mode: "float" } : { base: runId, mode: "float" }),
  });
  let folder = stored.folder;
  for await (const event of orchestrator.run()) {
    if (event.kind === "run_finished") folder = event.folder;
    yield event;
  }
  const run = (await runAt(folder, fs))!;
  const after = await idsOf(run, rows);
  return {
    run,
    released: before.difference(after),
    held: before.intersection(after),
    added: after.difference(before),
  };
}

async function idsOf(run: StoredRun, options: StoredRowsOptions): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { id } of quarantineItems(run, options)) ids.add(id);
  return ids;
}
