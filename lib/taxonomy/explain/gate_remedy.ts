import type { Json } from "../../substrate/values/canonical_json.ts";
import { policyLeaves, type PolicyValue } from "../policies/policy_leaves.ts";
import type { Policies, PolicyPath } from "../policies/policy_schema.ts";
import type { GateVerdict } from "../records/gate_verdict.ts";

/** A policy value that would let a label through a gate. */
export interface Remedy {
  readonly path: PolicyPath;
  readonly before: PolicyValue;
  readonly after: PolicyValue;
}

/**
 * The smallest change of a gate's policy that lets its value through; `undefined` where no policy decides.
 *
 * A threshold moves to the value found; of a list, what stands against the label comes out, or what lacks
 * goes in.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadPolicies } from "../policies/load_policies.ts";
 * import { gateRemedy } from "./gate_remedy.ts";
 * const { policies } = await loadPolicies("testing");
 * const gate = {
 *   gate: "label_tokens",
 *   passed: false,
 *   rule: "at_most" as const,
 *   value: 7,
 *   threshold: 5,
 *   policyPath: "label.maxTokens",
 * };
 * assertEquals(gateRemedy(gate, policies)?.after, 7);
 * ```
 */
export function gateRemedy(gate: GateVerdict, policies: Policies): Remedy | undefined {
  const path = gate.policyPath as PolicyPath | undefined;
  const before = path === undefined ? undefined : policyLeaves(policies).get(path);
  if (path === undefined || before === undefined) return undefined;
  const after = changed(gate, before);
  return after === undefined ? undefined : { path, before, after };
}

function changed({ rule, value }: GateVerdict, before: PolicyValue): PolicyValue | undefined {
  const values = Array.isArray(value) ? value : [value as string | number];
  switch (rule) {
    case "at_least":
    case "at_most":
      return typeof value === "number" && typeof before === "number" ? value : undefined;
    case "is":
      return typeof value === typeof before ? value as PolicyValue : undefined;
    case "one_of":
      return Array.isArray(before) ? [...before, ...values] : undefined;
    case "none_of":
      return Array.isArray(before) ? before.filter((entry) => !values.includes(entry)) : undefined;
    case "contains_none_of": {
      const text = values.join(" ").toLowerCase();
      if (typeof before === "string") {
        return [...before].filter((character) => !text.includes(character)).join("");
      }
      return Array.isArray(before)
        ? before.filter((entry) => !text.includes(String(entry).toLowerCase()))
        : undefined;
    }
    case "matches_none_of": {
      const matches = (pattern: Json) =>
        values.some((one) => new RegExp(String(pattern), "iu").test(String(one)));
      return Array.isArray(before) ? before.filter((entry) => !matches(entry)) : undefined;
    }
  }
}
