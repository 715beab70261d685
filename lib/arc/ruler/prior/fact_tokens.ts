import type { Json } from "../../../substrate/values/canonical_json.ts";
import type { Fact } from "../../describer/fact.ts";

/** Names how facts become features; changes whenever a token could. */
export const RULER_FEATURES = "ruler_features/1";

/** Arguments that name single colours or grids, or ways to cut objects: too many values to learn from. */
const LEFT_OUT = new Set(["by", "colour", "colours", "map", "share"]);

/**
 * The coarse statements that a prior reads of facts, each once, in the order of the facts.
 *
 * A certain fact gives its kind and `kind:argument=value` for each word or number; numbers beyond 3 are
 * `many`, those below 0 `negative`. A fact that holds on some pairs only gives `kind~`.
 *
 * @param pairs the number of train pairs
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { factTokens } from "./fact_tokens.ts";
 * const facts = [
 *   { kind: "size.multiple", args: { x: 2, y: 5 }, support: [0, 1] },
 *   { kind: "size.same", args: {}, support: [1] },
 * ];
 * assertEquals(factTokens(facts, 2), [
 *   "size.multiple", "size.multiple:x=2", "size.multiple:y=many", "size.same~",
 * ]);
 * ```
 */
export function factTokens(facts: readonly Fact[], pairs: number): string[] {
  const tokens = new Set<string>();
  for (const { kind, args, support } of facts) {
    if (support.length < pairs) {
      tokens.add(`${kind}~`);
      continue;
    }
    tokens.add(kind);
    for (const name of Object.keys(args).sort()) {
      const value = LEFT_OUT.has(name) ? undefined : coarse(args[name]);
      if (value !== undefined) tokens.add(`${kind}:${name}=${value}`);
    }
  }
  return [...tokens];
}

function coarse(value: Json | undefined): string | undefined {
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (typeof value !== "number") return undefined;
  if (value < 0) return "negative";
  return value > 3 ? "many" : String(value);
}
