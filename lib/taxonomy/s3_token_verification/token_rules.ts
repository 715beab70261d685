import type { Policies } from "../policies/policy_schema.ts";
import type { Candidate } from "../records/candidate.ts";
import type { GateVerdict } from "../records/gate_verdict.ts";

/** Asks whether a label can name a concept: words, characters, venues. An allowed label is asked nothing else. */
export function ruleGates(
  candidate: Candidate,
  { singleToken, venue }: Pick<Policies, "singleToken" | "venue">,
): GateVerdict[] {
  const { label, normalized } = candidate;
  const { allow } = singleToken;
  if (allow.includes(normalized) || allow.includes(label)) {
    return [{
      gate: "allowed",
      passed: true,
      rule: "one_of",
      value: label,
      threshold: [...allow],
      policyPath: "singleToken.allow",
    }];
  }
  return [...tokenGates(candidate, singleToken), ...venueGates(candidate, venue)];
}

function tokenGates({ label }: Candidate, policies: Policies["singleToken"]): GateVerdict[] {
  const tokens = label.split(/\s+/).filter((token) => token !== "").length;
  const signs = [...label].filter((character) => !/\s/u.test(character));
  const speaking = signs.filter((character) => /[\p{L}\p{M}\p{N}]/u.test(character)).length;
  const ratio = signs.length === 0 ? 0 : Math.round(1000 * speaking / signs.length) / 1000;
  return [{
    gate: "tokens",
    passed: tokens <= policies.maxTokens,
    rule: "at_most",
    value: tokens,
    threshold: policies.maxTokens,
    policyPath: "singleToken.maxTokens",
  }, {
    gate: "characters",
    passed: !signs.some((character) => policies.forbiddenCharacters.includes(character)),
    rule: "contains_none_of",
    value: label,
    threshold: policies.forbiddenCharacters,
    policyPath: "singleToken.forbiddenCharacters",
  }, {
    gate: "alphanumeric_ratio",
    passed: ratio >= policies.minAlphanumericRatio,
    rule: "at_least",
    value: ratio,
    threshold: policies.minAlphanumericRatio,
    policyPath: "singleToken.minAlphanumericRatio",
  }];
}

/** Asks whether a label names a venue rather than a field, at the levels where that is asked. */
function venueGates(
  { level, label, normalized }: Candidate,
  policies: Policies["venue"],
): GateVerdict[] {
  if (!policies.levels.includes(level)) return [];
  const words = normalized.split(" ");
  return [{
    gate: "venue_name",
    passed: !policies.names.some((name) => name.toLowerCase() === normalized),
    rule: "none_of",
    value: label,
    threshold: [...policies.names],
    policyPath: "venue.names",
  }, {
    gate: "venue_keyword",
    passed: !policies.keywords.some((keyword) => words.includes(keyword.toLowerCase())),
    rule: "contains_none_of",
    value: label,
    threshold: [...policies.keywords],
    policyPath: "venue.keywords",
  }];
}
