import * as z from "zod";

/** How a gate compares a value with its threshold. */
export const GATE_RULES = [
  "at_least",
  "at_most",
  "one_of",
  "none_of",
  "contains_none_of",
  "matches_none_of",
  "is",
] as const;

const value = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()).readonly()]);

/** Schema of a {@linkcode GateVerdict}. */
export const gateVerdictSchema = z.strictObject({
  /** What is asked, in `snake_case`: `label_tokens`, `publishers`. */
  gate: z.string(),
  passed: z.boolean(),
  rule: z.enum(GATE_RULES),
  /** What was found. */
  value,
  /** What it was held against, as the policy says it. */
  threshold: value,
  /** Dotted path of the policy value, e.g. `levelThresholds.L2.minPublishers`; absent: no policy decides it. */
  policyPath: z.string().optional(),
  /** In words, where value and threshold do not say it all. */
  note: z.string().optional(),
});

/** One question asked of a label, with value, threshold and the policy that set it. */
export type GateVerdict = z.output<typeof gateVerdictSchema>;

/** How a gate compares. */
export type GateRule = GateVerdict["rule"];
