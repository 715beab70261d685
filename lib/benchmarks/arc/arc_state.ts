import * as z from "zod";
import { loadCheckpoints } from "../../arc/run/checkpoints.ts";
import type { BatchOptions } from "../../arc/run/batch_options.ts";
import type { MemoryLimits } from "../../arc/memory/bundle.ts";
import { isStatePath } from "../../distillation/state/state_path.ts";
import { stateDocument } from "../state_document.ts";

const count = z.int().min(1);

const searchSchema = z.strictObject({
  nodeBudget: count,
  loopIters: count,
  candidateK: count,
  editK: z.int().min(0),
  editTopM: count,
});

const spec = z.string().refine(
  (ref) => ref.startsWith("builtin:") || isStatePath(ref),
  "expected a builtin, or a path inside the state folder",
);

const modulesSchema = z.strictObject({
  describer: spec,
  ruler: spec,
  student: spec.nullable(),
  critic: spec,
});

const limit = z.int().min(0);

const memorySchema = z.strictObject({
  enabled: z.boolean(),
  episodes: limit,
  cases: limit,
  solvedExamples: limit,
  repairCases: limit,
  macros: limit,
  maxBytes: z.int().min(64),
});

/** What a harness state says of ARC runs. */
export interface ArcState {
  readonly search: Pick<
    BatchOptions,
    "nodeBudget" | "iterations" | "keptDrafts" | "seedsPerTurn" | "editsPerSeed"
  >;
  readonly modules: NonNullable<BatchOptions["modules"]>;
  /** Absent: nothing is remembered. */
  readonly memory?: MemoryLimits;
}

/**
 * Reads `arc/search.jsonc`, `arc/modules.jsonc` and `arc/memory.jsonc` of a state, and the module specs they name.
 *
 * @throws {UserError} exit 2, naming file, line and field.
 */
export async function readArcState(stateFolder: string): Promise<ArcState> {
  const search = await stateDocument(stateFolder, "arc/search.jsonc", searchSchema);
  const names = await stateDocument(stateFolder, "arc/modules.jsonc", modulesSchema);
  const { enabled, ...limits } = await stateDocument(
    stateFolder,
    "arc/memory.jsonc",
    memorySchema,
  );
  const placed = (ref: string) => ref.startsWith("builtin:") ? ref : `${stateFolder}/${ref}`;
  const modules = await loadCheckpoints({
    describer: placed(names.describer),
    ruler: placed(names.ruler),
    ...(names.student === null ? {} : { student: placed(names.student) }),
    critic: placed(names.critic),
  });
  return {
    search: {
      nodeBudget: search.nodeBudget,
      iterations: search.loopIters,
      keptDrafts: search.candidateK,
      editsPerSeed: search.editK,
      seedsPerTurn: search.editTopM,
    },
    modules,
    ...(enabled ? { memory: limits } : {}),
  };
}
