import type { Policies, PolicyPath } from "./policy_schema.ts";

/** Read outside what a phase declares: a mistake of its author, not of the user. */
export class UndeclaredPolicyError extends Error {
  override readonly name = "UndeclaredPolicyError";
}

/**
 * Policies as a phase may see them: reading what its slices do not cover throws.
 *
 * A slice covers its path and everything under it; the objects above it can be walked through. Read values
 * out once, outside of loops: every step of a path goes through a proxy.
 *
 * @param slices e.g. `label`, `levelThresholds.L2`
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { policyView } from "./policy_view.ts";
 * import { loadPolicies } from "./load_policies.ts";
 * const { policies } = await loadPolicies("testing");
 * const view = policyView(policies, ["label.maxTokens"], "S1");
 * assertEquals(typeof view.label.maxTokens, "number");
 * assertThrows(() => view.label.minTokens, Error, "S1 reads policy label.minTokens");
 * ```
 */
export function policyView(
  policies: Policies,
  slices: readonly PolicyPath[],
  reader: string,
): Policies {
  return viewOf(policies, "", slices, reader) as Policies;
}

function viewOf(value: unknown, path: string, slices: readonly string[], reader: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get: (target, key) => {
      const found = Reflect.get(target, key);
      if (typeof key === "symbol" || !Object.hasOwn(target, key)) return found;
      const at = path === "" ? key : `${path}.${key}`;
      if (slices.some((slice) => at === slice || at.startsWith(`${slice}.`))) {
        return deepFrozen(found);
      }
      if (slices.some((slice) => slice.startsWith(`${at}.`))) {
        return viewOf(found, at, slices, reader);
      }
      throw new UndeclaredPolicyError(
        `${reader} reads policy ${at}, which is not among its slices: ${slices.join(", ")}`,
      );
    },
    ownKeys: () => {
      throw new UndeclaredPolicyError(`${reader} lists the policies under "${path}": name each`);
    },
    set: () => false,
  });
}

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFrozen);
  }
  return value;
}
