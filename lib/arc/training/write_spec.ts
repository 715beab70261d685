import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import type { TrainingRecord } from "../../substrate/learn/training_record.ts";
import type { ModuleName } from "../../substrate/models/module_spec.ts";

/** A learned module, ready to be written. */
export interface LearnedSpec {
  readonly module: Extract<ModuleName, "describer" | "ruler" | "student" | "critic">;
  readonly name: string;
  /** What its kind's schema takes, with the training record as `trained`. */
  readonly settings: { readonly featureVersion: string; readonly trained: TrainingRecord } & {
    readonly [name: string]: unknown;
  };
}

/**
 * A learned module as JSONC: kind `linear`, under a comment that says what was measured.
 *
 * Same spec, same bytes.
 */
export function specText({ module, name, settings }: LearnedSpec): string {
  const { rows, metrics, seed } = settings.trained;
  const figures = (record: { readonly [name: string]: number }) =>
    Object.entries(record).map(([key, value]) => `${key} ${value}`).join(", ");
  const spec = { schema: "module.spec/1", module, kind: "linear", name, settings };
  return [
    `// ${module}, features ${settings.featureVersion}, seed ${seed}, trained on records: ${
      figures(rows)
    }`,
    `// measured on records held out: ${figures(metrics)}`,
    JSON.stringify(spec, null, 1),
    "",
  ].join("\n");
}

/** Writes a learned module whole or not at all. */
export async function writeSpec(path: string, spec: LearnedSpec): Promise<void> {
  await writeAtomicFile(path, specText(spec));
}
