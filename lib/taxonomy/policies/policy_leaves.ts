import type { Policies, PolicyPath } from "./policy_schema.ts";

/** A policy value: a number, a text, a switch or a list. */
export type PolicyValue = number | string | boolean | readonly (string | number)[];

/**
 * Every policy value by its dotted path, in the schema's order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadPolicies } from "./load_policies.ts";
 * import { policyLeaves } from "./policy_leaves.ts";
 * const { policies } = await loadPolicies("testing");
 * assertEquals(policyLeaves(policies).get("levelThresholds.L2.minRecords"), 1);
 * ```
 */
export function policyLeaves(policies: Policies): ReadonlyMap<PolicyPath, PolicyValue> {
  const leaves = new Map<PolicyPath, PolicyValue>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
    } else leaves.set(path as PolicyPath, value as PolicyValue);
  };
  walk(policies, "");
  return leaves;
}

/**
 * A copy with one value replaced; the new value is not checked.
 *
 * @throws {RangeError} for a path that names no policy value.
 */
export function withPolicy(policies: Policies, path: PolicyPath, value: unknown): Policies {
  if (!policyLeaves(policies).has(path)) throw new RangeError(`No policy value ${path}`);
  const keys = path.split(".");
  const replaced = (at: unknown, depth: number): unknown =>
    depth === keys.length ? value : {
      ...at as object,
      [keys[depth]!]: replaced((at as Policies)[keys[depth] as "label"], depth + 1),
    };
  return replaced(policies, 0) as Policies;
}

/** Whether a slice covers a value. */
export function covers(slice: PolicyPath, path: PolicyPath): boolean {
  return path === slice || path.startsWith(`${slice}.`);
}

/** The values that slices cover, by path. */
export function sliceOf(
  policies: Policies,
  slices: readonly PolicyPath[],
): Readonly<Record<string, PolicyValue>> {
  const leaves = [...policyLeaves(policies)];
  return Object.fromEntries(
    leaves.filter(([path]) => slices.some((slice) => covers(slice, path))),
  );
}
