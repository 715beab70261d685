import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { shown } from "../../substrate/values/input_error.ts";
import { policyLeaves, type PolicyValue } from "./policy_leaves.ts";
import type { Policies, PolicyPath } from "./policy_schema.ts";

/** A policy value that is not what it was; `undefined` where a version of the program does not know it. */
export interface PolicyChange {
  readonly path: PolicyPath;
  readonly before: PolicyValue | undefined;
  readonly after: PolicyValue | undefined;
}

/**
 * The values in which two sets of policies differ.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadPolicies } from "./load_policies.ts";
 * import { changeText, policyChanges } from "./policy_drift.ts";
 * import { withPolicy } from "./policy_leaves.ts";
 * const { policies } = await loadPolicies("testing");
 * const changes = policyChanges(policies, withPolicy(policies, "label.maxTokens", 4));
 * assertEquals(changes.map(changeText), ["label.maxTokens 5 → 4"]);
 * ```
 */
export function policyChanges(before: Policies, after: Policies): readonly PolicyChange[] {
  const old = policyLeaves(before), now = policyLeaves(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter(({ before, after }) => canonicalJson({ at: before }) !== canonicalJson({ at: after }));
}

/** `label.maxTokens 5 → 4`; of a list, what came and what went. */
export function changeText({ path, before, after }: PolicyChange): string {
  if (Array.isArray(before) && Array.isArray(after)) {
    const gone = before.filter((entry) => !after.includes(entry)).map((entry) =>
      `-${shown(entry)}`
    );
    const come = after.filter((entry) => !before.includes(entry)).map((entry) =>
      `+${shown(entry)}`
    );
    return `${path} ${[...gone, ...come].join(" ") || "in another order"}`;
  }
  const text = (value: unknown) => value === undefined ? "not set" : shown(value);
  return `${path} ${text(before)} → ${text(after)}`;
}
