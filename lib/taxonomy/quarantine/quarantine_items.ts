import { ARTEFACTS } from "../phases/artefacts.ts";
import { PHASE_NAMES } from "../phases/phase_name.ts";
import { type QuarantineItem, quarantineRecord } from "../records/quarantine_item.ts";
import { storedRows, type StoredRowsOptions } from "../run/stored_rows.ts";
import type { StoredRun } from "../run/stored_run.ts";

/** Streams what a run's phases set aside, in the order of phases and steps. */
export async function* quarantineItems(
  run: StoredRun,
  options: StoredRowsOptions = {},
): AsyncGenerator<QuarantineItem, void, void> {
  for (const phase of PHASE_NAMES) {
    yield* storedRows(run, phase, ARTEFACTS.quarantine, quarantineRecord, options);
  }
}
