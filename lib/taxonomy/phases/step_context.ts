import { readJsonlBatches } from "../../substrate/records/read_jsonl.ts";
import type { DurableRecord } from "../../substrate/records/record_schema.ts";
import { decisionRecord } from "../records/decision.ts";
import { quarantineRecord } from "../records/quarantine_item.ts";
import { contentId } from "../records/source_record.ts";
import { ARTEFACTS } from "./artefacts.ts";
import { addCounts, type Counters, NO_COUNTS, type StepOutput } from "./checkpoint.ts";
import type { CheckpointManager } from "./checkpoints.ts";
import type { StepContext } from "./phase.ts";
import type { PhaseName } from "./phase_name.ts";
import type { StepFolder } from "./step_folder.ts";

/** What {@linkcode createStepContext} is told. */
export interface StepContextParts {
  readonly phase: PhaseName;
  readonly step: string;
  readonly folder: StepFolder;
  readonly checkpoints: CheckpointManager;
  readonly signal: AbortSignal;
  /** Outputs of a phase the step may read; throws for one it may not. */
  readonly outputsOf: (phase: PhaseName) => readonly StepOutput[];
}

/** A step's view of the run, with what it counted so far. */
export function createStepContext(
  parts: StepContextParts,
): StepContext & { readonly counters: Counters } {
  const { phase, step, folder, checkpoints, signal, outputsOf } = parts;
  let counters = NO_COUNTS;
  let quarantined = 0;
  return {
    get counters() {
      return counters;
    },
    read: (from, output, record, wants) => {
      const files = outputsOf(from).filter(({ name }) => name === output);
      return readRows(checkpoints, files, record, signal, wants);
    },
    rowsOf: (from, output) =>
      outputsOf(from).reduce((sum, { name, rows }) => name === output ? sum + rows : sum, 0),
    output: (name, record) => folder.output(name, record),
    decide: (decision) => folder.output(ARTEFACTS.decisions, decisionRecord).write(decision),
    count: (counted) => void (counters = addCounts(counters, counted)),
    quarantine: (item) => {
      counters = addCounts(counters, { quarantined: 1 });
      const { reasonCode, text, provenance } = item;
      const id = contentId({ phase, reasonCode, text, provenance });
      return folder.output(ARTEFACTS.quarantine, quarantineRecord)
        .write({ ...item, id, phase, step, opSeq: quarantined++ });
    },
  };
}

/** Streams the rows of files of a run, in order; those that `wants` refuses by their place are not parsed. */
export async function* readRows<T>(
  { folder, fs }: Pick<CheckpointManager, "folder" | "fs">,
  files: readonly Pick<StepOutput, "path" | "rows">[],
  record: DurableRecord<T>,
  signal?: AbortSignal,
  wants?: (row: number) => boolean,
): AsyncGenerator<T, void, void> {
  let before = 0;
  for (const { path, rows } of files) {
    const file = `${folder}/${path}`;
    const first = before - 1;
    const options = {
      fs,
      torn: "refuse" as const,
      ...(signal === undefined ? {} : { signal }),
      ...(wants === undefined ? {} : { wants: (line: number) => wants(first + line) }),
    };
    for await (const lines of readJsonlBatches(file, options)) {
      for (const { value, line } of lines) yield record.read(value, { file, line });
    }
    before += rows;
  }
}
