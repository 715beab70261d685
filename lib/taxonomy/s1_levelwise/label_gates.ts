import type { Policies } from "../policies/policy_schema.ts";
import type { GateVerdict } from "../records/gate_verdict.ts";
import { normalizeLabel } from "../text/words.ts";

/** A label as it is shown and compared. */
export interface CleanLabel {
  readonly label: string;
  readonly normalized: string;
}

/**
 * Takes off what stands before a label's name, such as `department of`, and normalises it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cleanLabel } from "./label_gates.ts";
 * const policies = { stripPrefixes: ["department of"], foldDiacritics: true };
 * assertEquals(cleanLabel("Department of Physics", policies), { label: "Physics", normalized: "physics" });
 * ```
 */
export function cleanLabel(
  name: string,
  { stripPrefixes, foldDiacritics }: Pick<Policies["label"], "stripPrefixes" | "foldDiacritics">,
): CleanLabel {
  let label = name.replace(/\s+/g, " ").trim();
  for (const prefix of stripPrefixes) {
    if (label.toLowerCase().startsWith(`${prefix.toLowerCase()} `)) {
      label = label.slice(prefix.length + 1).trim();
    }
  }
  return { label, normalized: normalizeLabel(label, { foldDiacritics }) };
}

/** Asks whether a label may be one: length, number of words, abbreviations. */
export function labelGates(
  { label, normalized }: CleanLabel,
  policies: Policies["label"],
): GateVerdict[] {
  const tokens = normalized === "" ? 0 : normalized.split(" ").length;
  const within = (
    gate: string,
    value: number,
    least: "minChars" | "minTokens",
    most: "maxChars" | "maxTokens",
  ) => [
    {
      gate,
      passed: value >= policies[least],
      rule: "at_least" as const,
      value,
      threshold: policies[least],
      policyPath: `label.${least}`,
    },
    {
      gate,
      passed: value <= policies[most],
      rule: "at_most" as const,
      value,
      threshold: policies[most],
      policyPath: `label.${most}`,
    },
  ];
  const gates: GateVerdict[] = [
    ...within("label_chars", normalized.length, "minChars", "maxChars"),
    ...within("label_tokens", tokens, "minTokens", "maxTokens"),
  ];
  const acronym = /^[\p{Lu}.]{2,}$/u.test(label);
  if (acronym) {
    gates.push({
      gate: "acronym_allowed",
      passed: policies.allowAcronyms,
      rule: "is",
      value: policies.allowAcronyms,
      threshold: true,
      policyPath: "label.allowAcronyms",
    });
  }
  return gates;
}

/** Asks whether a text says surely enough that something is a member of the tree. */
export function anchorGate(strength: number, minAnchor: number): GateVerdict {
  return measuredGate("anchor", strength, minAnchor, "levelwise.minAnchor");
}

/** Asks whether a term that no text defines is named often enough. */
export function termhoodGate(termhood: number, minTermhood: number): GateVerdict {
  return measuredGate("termhood", termhood, minTermhood, "levelwise.minTermhood");
}

function measuredGate(
  gate: string,
  measured: number,
  threshold: number,
  policyPath: string,
): GateVerdict {
  // Never more than it is: a threshold of this value lets it through.
  const value = Math.floor(1e4 * measured) / 1e4;
  return { gate, passed: measured >= threshold, rule: "at_least", value, threshold, policyPath };
}

/** Asks whether a label stands within the levels of the tree. */
export function levelGate(level: number): GateVerdict {
  return { gate: "level", passed: level <= 3, rule: "at_most", value: level, threshold: 3 };
}
