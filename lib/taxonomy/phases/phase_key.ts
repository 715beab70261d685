import type { Json } from "../../substrate/values/canonical_json.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { shown } from "../../substrate/values/input_error.ts";
import type { PhaseKeyParts } from "./checkpoint.ts";

/** The key of a phase's result: equal keys, equal results. */
export function phaseKey(parts: PhaseKeyParts): string {
  return digestOf(parts);
}

/**
 * The key of a step.
 *
 * @param only what the step depends on besides code, slices, models and seed; absent: everything the phase does
 */
export function stepKey(parts: PhaseKeyParts, step: string, only?: string): string {
  if (only === undefined) return digestOf({ step, phase: phaseKey(parts) });
  const { inputs: _all, ...rest } = parts;
  return digestOf({ step, only, ...rest });
}

/**
 * Says in words the first thing in which what a phase was made from differs from what it would be made from.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { keyDifference } from "./phase_key.ts";
 * const was = { phase: "S1" as const, codeHash: "c", models: {}, seed: 0, inputs: [], slice: { "label.maxTokens": 5 } };
 * assertEquals(keyDifference(was, was), undefined);
 * const now = { ...was, slice: { "label.maxTokens": 4 } };
 * assertEquals(keyDifference(was, now), "was made under other policies (label.maxTokens was 5, now 4)");
 * ```
 */
export function keyDifference(was: PhaseKeyParts, now: PhaseKeyParts): string | undefined {
  if (was.phase !== now.phase) return `is the checkpoint of ${was.phase}`;
  const policy = differing(was.slice, now.slice);
  if (policy !== undefined) return `was made under other policies (${policy})`;
  const input = differing(byName(was.inputs), byName(now.inputs), "digest ");
  if (input !== undefined) return `was made from other inputs (${input})`;
  const model = differing(was.models, now.models);
  if (model !== undefined) return `was made with another model (${model})`;
  if (was.seed !== now.seed) return `was made with seed ${was.seed}, now ${now.seed}`;
  if (was.codeHash !== now.codeHash) return "was made by other code";
  return undefined;
}

function byName(inputs: PhaseKeyParts["inputs"]): Record<string, string> {
  return Object.fromEntries(inputs.map(({ name, digest }) => [name, digest.slice(0, 12)]));
}

function differing(
  was: Readonly<Record<string, Json>>,
  now: Readonly<Record<string, Json>>,
  kind = "",
): string | undefined {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])].sort();
  const key = keys.find((at) => digestOf({ at: was[at] }) !== digestOf({ at: now[at] }));
  if (key === undefined) return undefined;
  const text = (value: Json | undefined) => value === undefined ? "absent" : kind + shown(value);
  return `${key} was ${text(was[key])}, now ${text(now[key])}`;
}
