import type { Policies } from "../policies/policy_schema.ts";
import type { Candidate } from "../records/candidate.ts";
import type { GateVerdict } from "../records/gate_verdict.ts";
import { levelName } from "../records/level.ts";

/** Asks whether enough publishers and records stand behind a candidate of its level. */
export function supportGates(
  { level, support }: Candidate,
  thresholds: Policies["levelThresholds"],
): GateVerdict[] {
  const name = levelName(level);
  const { minPublishers, minRecords } = thresholds[name];
  const gate = (gate: string, value: number, threshold: number, key: string): GateVerdict => ({
    gate,
    passed: value >= threshold,
    rule: "at_least",
    value,
    threshold,
    policyPath: `levelThresholds.${name}.${key}`,
  });
  return [
    gate("publishers", support.publishers.length, minPublishers, "minPublishers"),
    gate("records", support.rawCount, minRecords, "minRecords"),
  ];
}

/** How much stands behind a candidate: publishers + weight × ln(1 + records). */
export function supportWeight({ support }: Candidate, recordWeight: number): number {
  return support.publishers.length + recordWeight * Math.log(1 + support.rawCount);
}
