import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import type { Manifest } from "../../substrate/runs/manifest.ts";
import { MANIFEST_NAME, readManifest } from "../../substrate/runs/run_folder.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { type PolicySet, policySet } from "../policies/load_policies.ts";
import { ENVIRONMENTS } from "../policies/policy_layer.ts";
import { policySchema } from "../policies/policy_schema.ts";
import { zodFault } from "../../substrate/records/zod_fault.ts";
import * as z from "zod";

/** The manifest of a taxonomy run. */
export type RunManifest = Manifest;

/** A run as it lies on the disk. */
export interface StoredRun {
  readonly folder: string;
  readonly manifest: RunManifest;
}

/** Options of {@linkcode findRun}. */
export interface FindRunOptions {
  /** The folder of all runs. */
  readonly runs: string;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
  /**
   * Hears of runs whose manifest is damaged, where the last run is looked for and another one is found.
   *
   * @default a damaged manifest ends the search
   */
  readonly onDamaged?: (fault: UserError) => void;
}

/**
 * Finds a run by its id, or by the beginning of its id that no other has; without one, the run that was
 * written last.
 *
 * @throws {UserError} exit 2 when there is none or more than one, or its manifest is damaged.
 */
export async function findRun(
  id: string | undefined,
  options: FindRunOptions,
): Promise<StoredRun> {
  const { runs, fs = denoFileSystem, onDamaged } = options;
  const names = (await fs.list(runs)).filter((name) => !name.startsWith("."));
  if (id !== undefined) {
    const fitting = names.includes(id) ? [id] : names.filter((name) => name.startsWith(id));
    if (fitting.length > 1) throw new UserError(`${runs}: ${id} fits ${fitting.join(" and ")}`);
    const found = fitting[0] === undefined ? undefined : await runAt(`${runs}/${fitting[0]}`, fs);
    if (found === undefined) throw new UserError(`${runs}: no run ${id}`);
    return found;
  }
  let last: StoredRun | undefined;
  const faults: UserError[] = [];
  for (const name of names) {
    let run: StoredRun | undefined;
    try {
      run = await runAt(`${runs}/${name}`, fs);
    } catch (error) {
      if (onDamaged === undefined || !(error instanceof UserError)) throw error;
      faults.push(error);
    }
    if (run === undefined) continue;
    const newer = last === undefined ||
      run.manifest.timing.updatedAt > last.manifest.timing.updatedAt;
    if (newer) last = run;
  }
  if (last === undefined) {
    if (faults[0] !== undefined) throw faults[0];
    throw new UserError(`${runs}: no run here yet; \`deno task taxonomy run\` makes one`);
  }
  faults.forEach((fault) => onDamaged?.(fault));
  return last;
}

/** The run in a folder; `undefined` where there is no manifest. */
export async function runAt(folder: string, fs: FileSystem): Promise<StoredRun | undefined> {
  const manifest = await readManifest(`${folder}/${MANIFEST_NAME}`, { fs });
  return manifest === undefined ? undefined : { folder, manifest };
}

const pinnedSchema = z.strictObject({
  version: z.string(),
  environment: z.enum(ENVIRONMENTS),
  policies: policySchema,
});

/**
 * The policies a run was begun with.
 *
 * @throws {UserError} exit 2 when the run's manifest has none, or this version of the program knows other
 * policies: then only a run with today's policies can go on.
 */
export function pinnedPolicies({ folder, manifest }: StoredRun): PolicySet {
  const file = `${folder}/${MANIFEST_NAME}`;
  const pinned = manifest.policies?.pinned;
  const parsed = pinnedSchema.safeParse(pinned);
  if (parsed.success) {
    const { policies, version, environment } = parsed.data;
    return policySet(policies, version, environment);
  }
  const fault = zodFault(parsed.error, pinned);
  const inside = typeof fault.field === "object" ? fault.field : [];
  const problem = "was pinned by another version of this program" +
    (fault.problem === undefined ? "" : ` (${fault.problem})`) + "; begin a new run";
  throw inputError({ ...fault, file, field: ["policies", "pinned", ...inside], problem });
}
