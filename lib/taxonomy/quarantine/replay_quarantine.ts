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

/** Set aside by S1 because a model did not answer: nothing that a run knows of changes when it does. */
const UNANSWERED = "extractor_failed";

/**
 * Tries what a run set aside once more, under today's policies, sources and code.
 *
 * What changed since decides what is executed: finished work that does not depend on it is taken over. Where
 * policies or sources changed, a new run is made and the old one, with its queue, stays as it is. Where a model
 * failed, it is asked again, and what it answered before comes from the run's cache.
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
  const before = await itemsOf(stored, rows);
  const { runId, inputs } = stored.manifest;
  const sameInputs = inputs.length === options.corpus.parts.length &&
    options.corpus.parts.every(({ digest }, at) => digest === inputs[at]!.digest);
  const runOf = async function* (more: Partial<TaxonomyRunOptions>) {
    let folder = stored.folder;
    for await (const event of new TaxonomyOrchestrator({ ...options, runs, ...more }).run()) {
      if (event.kind === "run_finished") folder = event.folder;
      yield event;
    }
    return (await runAt(folder, fs))!;
  };
  let run = yield* runOf({ mode: "float", ...(sameInputs ? { run: runId } : { base: runId }) });
  let after = await itemsOf(run, rows);
  if ([...after].some(([id, reason]) => before.has(id) && reason === UNANSWERED)) {
    run = yield* runOf({ run: run.manifest.runId, resumePhase: "S1" });
    after = await itemsOf(run, rows);
  }
  const [was, is] = [new Set(before.keys()), new Set(after.keys())];
  return {
    run,
    released: was.difference(is),
    held: was.intersection(is),
    added: is.difference(was),
  };
}

/** Reason codes by id. */
async function itemsOf(run: StoredRun, options: StoredRowsOptions): Promise<Map<string, string>> {
  const items = new Map<string, string>();
  for await (const { id, reasonCode } of quarantineItems(run, options)) items.set(id, reasonCode);
  return items;
}
