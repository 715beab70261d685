import type { PolicySet } from "../policies/load_policies.ts";
import type { TaxonomyRunOptions } from "../run/run_options.ts";
import { withScratchRun } from "../run/scratch_run.ts";
import { storedConcepts } from "../run/stored_rows.ts";
import type { StoredRun } from "../run/stored_run.ts";
import { diffTrees, type TreeDiff } from "./tree_diff.ts";

/**
 * Which concepts would appear, vanish or move under other policies: the phases that they touch are executed
 * on what the run has recorded, and nothing of it stays.
 *
 * @throws {UserError} exit 1 for a run without a tree, and for policies under which a phase fails.
 */
export async function previewPolicies(
  stored: StoredRun,
  policies: PolicySet,
  options: TaxonomyRunOptions,
): Promise<TreeDiff> {
  const before = await storedConcepts(stored, options);
  const after = await withScratchRun(
    stored,
    policies,
    options,
    (run) => storedConcepts(run, options),
  );
  return diffTrees(before, after);
}
