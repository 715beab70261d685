import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { type PolicySet, policySet } from "../policies/load_policies.ts";
import { withPolicy } from "../policies/policy_leaves.ts";
import type { QuarantineItem } from "../records/quarantine_item.ts";
import type { TaxonomyRunOptions } from "../run/run_options.ts";
import { withScratchRun } from "../run/scratch_run.ts";
import { pinnedPolicies, type StoredRun } from "../run/stored_run.ts";
import { gateRemedy, type Remedy } from "./gate_remedy.ts";
import { type LabelTrail, labelTrail, type Trail } from "./label_trail.ts";

/** What would keep a label, as found by running it. */
export type ChangeFound =
  | {
    readonly kind: "found";
    /** All of them are needed: without any one the label is not kept. */
    readonly changes: readonly Remedy[];
    /** Labels from the root down to the concept that it then is. */
    readonly path: readonly string[];
    /** Runs it took to find out. */
    readonly tried: number;
  }
  | {
    readonly kind: "none";
    /** Why no policy can keep it. */
    readonly reason: string;
    readonly tried: number;
  };

/** How many gates in a row are opened before giving up. */
const DEPTH = 6;

/**
 * Finds the smallest change of policies that keeps a label, and proves it by deciding anew.
 *
 * From each level at which the label was proposed: the gates that failed are opened as far as its values ask
 * for, the phases that this touches are executed on what the run has recorded, and where the label falls at a
 * later gate, that is opened too. Then every change is taken back by itself, and stays away if the label
 * stays without it. Fewest changes win, then the ones that move values least.
 *
 * @throws {UserError} exit 1 for a run without a tree.
 */
export async function smallestChange(
  stored: StoredRun,
  label: string,
  options: TaxonomyRunOptions,
): Promise<ChangeFound> {
  const pinned = pinnedPolicies(stored);
  const first = await labelTrail(stored, label, options);
  let tried = 0;
  let why = "no phase proposed it as a concept, so no gate's policy can keep it";
  const attempt = async (changes: readonly Remedy[]): Promise<LabelTrail | string> => {
    tried++;
    options.signal?.throwIfAborted();
    try {
      const policies = changedPolicies(pinned, changes);
      return await withScratchRun(
        stored,
        policies,
        options,
        (run) => labelTrail(run, label, options),
      );
    } catch (error) {
      if (error instanceof UserError && !options.signal?.aborted) return error.message;
      throw error;
    }
  };
  const found: { readonly changes: readonly Remedy[]; readonly path: readonly string[] }[] = [];
  for (const start of first.trails) {
    let changes: readonly Remedy[] = [];
    let trail: Trail | undefined = start;
    let seen = first;
    for (let depth = 0; depth < DEPTH && trail !== undefined; depth++) {
      const opened = openGates(trail, seen.quarantined, changedPolicies(pinned, changes));
      if (typeof opened === "string") {
        why = opened;
        break;
      }
      changes = withChanges(changes, opened);
      const after = await attempt(changes);
      if (typeof after === "string") {
        why = after;
        break;
      }
      if (after.concepts.length > 0) {
        changes = await withoutNeedless(changes, attempt);
        found.push({ changes, path: after.concepts[0]!.path });
        break;
      }
      seen = after;
      // A label that was let in may come out at another level.
      trail = after.trails.find(({ level }) => level === start.level) ?? after.trails.at(-1);
    }
  }
  const best =
    found.sort((a, b) =>
      a.changes.length - b.changes.length || distance(a.changes) - distance(b.changes)
    )[0];
  return best === undefined
    ? { kind: "none", reason: why, tried }
    : { kind: "found", ...best, tried };
}

/** What opens the gates at which a trail ends, or why nothing does. */
function openGates(
  { steps }: Trail,
  quarantined: readonly QuarantineItem[],
  { policies }: PolicySet,
): readonly Remedy[] | string {
  const last = steps.at(-1)!;
  const failed = last.decision.gates.filter((gate) => !gate.passed);
  if (failed.length === 0) {
    const item = quarantined.at(-1);
    return item === undefined
      ? `${last.phase} ${last.decision.outcome} it, which no gate's policy decides`
      : `${item.phase} set it aside: ${item.reasonCode}, ${item.detail}`;
  }
  const remedies: Remedy[] = [];
  for (const gate of failed) {
    const remedy = gateRemedy(gate, policies);
    if (remedy === undefined) return `${last.phase} asks ${gate.gate}, which no policy decides`;
    if (canonicalJson(remedy.before) === canonicalJson(remedy.after)) {
      return `${last.phase} refuses it at ${gate.gate} however ${gate.policyPath} is set`;
    }
    remedies.push(remedy);
  }
  return remedies;
}

async function withoutNeedless(
  changes: readonly Remedy[],
  attempt: (changes: readonly Remedy[]) => Promise<LabelTrail | string>,
): Promise<readonly Remedy[]> {
  let needed = changes;
  if (changes.length < 2) return changes;
  for (const change of changes) {
    const rest = needed.filter((other) => other !== change);
    const after = await attempt(rest);
    if (typeof after !== "string" && after.concepts.length > 0) needed = rest;
  }
  return needed;
}

/** A later change of the same value replaces the earlier one, but keeps what the value was at first. */
function withChanges(before: readonly Remedy[], more: readonly Remedy[]): readonly Remedy[] {
  const all = new Map(before.map((change) => [change.path, change]));
  for (const change of more) {
    all.set(change.path, { ...change, before: all.get(change.path)?.before ?? change.before });
  }
  return [...all.values()];
}

function changedPolicies(pinned: PolicySet, changes: readonly Remedy[]): PolicySet {
  const policies = changes.reduce(
    (under, { path, after }) => withPolicy(under, path, after),
    pinned.policies,
  );
  return policySet(policies, pinned.version, pinned.environment);
}

/** How far values move, relative to what they were; entries of lists count one each. */
function distance(changes: readonly Remedy[]): number {
  return changes.reduce((sum, { before, after }) => {
    if (typeof before === "number" && typeof after === "number") {
      return sum + Math.abs(after - before) / Math.max(1e-9, Math.abs(before), Math.abs(after));
    }
    const size = (value: unknown) =>
      Array.isArray(value) || typeof value === "string" ? value.length : 1;
    return sum + Math.max(1, Math.abs(size(before) - size(after)));
  }, 0);
}
