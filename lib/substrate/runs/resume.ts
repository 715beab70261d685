import { UserError } from "../values/user_error.ts";
import type { Manifest } from "./manifest.ts";
import { firstDifference, type RunIdentity } from "./run_id.ts";

/** What an interrupted run left to do. */
export interface ResumePlan {
  readonly finished: number;
  readonly total: number;
  /** Indices of the units still to do, ascending. */
  remaining(): Generator<number, void, void>;
}

/**
 * Says what remains of a run, after checking that it is the same run.
 *
 * @param identity what is asked for now
 * @param total how many units there are
 * @param log which units are finished
 * @param manifest of the earlier attempt, if there was one
 * @throws {UserError} exit 2, naming the first option, seed or input that differs, or a log that holds more
 * units than the run has.
 */
export function planResume(
  identity: RunIdentity,
  total: number,
  log: { readonly count: number; has(index: number): boolean },
  manifest?: Manifest,
): ResumePlan {
  if (manifest !== undefined) {
    const difference = firstDifference(manifest, identity);
    if (difference !== undefined) {
      throw new UserError(`the run cannot be resumed: ${difference}`);
    }
  }
  let finished = 0;
  for (let index = 0; index < total; index++) if (log.has(index)) finished++;
  if (finished !== log.count) {
    const problem = `its unit log holds ${log.count} units, the run has ${total}`;
    throw new UserError(`the run cannot be resumed: ${problem}`);
  }
  return {
    finished,
    total,
    *remaining() {
      for (let index = 0; index < total; index++) if (!log.has(index)) yield index;
    },
  };
}
