import type { Concept } from "../records/concept.ts";
import { shown } from "../../substrate/values/input_error.ts";
import { changeText } from "../policies/policy_drift.ts";
import type { GateRule, GateVerdict } from "../records/gate_verdict.ts";
import type { LabelTrail } from "./label_trail.ts";
import type { ChangeFound } from "./smallest_change.ts";

const SIGNS: Readonly<Record<GateRule, readonly [passed: string, failed: string]>> = {
  at_least: ["≥", "<"],
  at_most: ["≤", ">"],
  one_of: ["is one of", "is none of"],
  none_of: ["is none of", "is one of"],
  contains_none_of: ["holds none of", "holds one of"],
  matches_none_of: ["matches none of", "matches one of"],
  is: ["is", "is not"],
};

/** One gate in a line: `fails publishers: 1 < 2 (levelThresholds.L2.minPublishers)`. */
export function gateLine(
  { gate, passed, rule, value, threshold, policyPath, note }: GateVerdict,
): string {
  const sign = SIGNS[rule][passed ? 0 : 1];
  const path = policyPath === undefined ? "" : ` (${policyPath})`;
  const more = note === undefined ? "" : `: ${note}`;
  return `${passed ? "passes" : "fails"} ${gate}: ${shown(value)} ${sign} ${
    shown(threshold)
  }${path}${more}`;
}

/** A label's way through a run, for people. */
export function trailLines(trail: LabelTrail): string[] {
  const { concepts, trails, quarantined, mentions, mentioned } = trail;
  const lines = concepts.flatMap(({ concept, path, parentLabels }) => [
    `in the tree, L${concept.level}: ${path.join(" › ")}`,
    ...concept.parents.map((parent, i) => parentLine(parent, parentLabels[i]!)),
  ]);
  if (concepts.length === 0) lines.push(`not in the tree: ${trail.label}`);
  lines.push(`named by ${mentioned} source records`);
  for (const { text, provenance: { publisher, uri } } of mentions) {
    lines.push(`  ${publisher}, ${uri}: ${shown(text)}`);
  }
  const leftOut = Object.entries(trail.leftOut).sort();
  if (mentioned === 0 && leftOut.length > 0) {
    const counts = leftOut.map(([reason, count]) => `${reason} ${count}`).join(", ");
    lines.push(
      `S0 left out segments whose texts are not kept, any of which may name it: ${counts}`,
    );
  }
  for (const { level, steps } of trails) {
    lines.push(`as a candidate for L${level}`);
    for (const { phase, decision: { outcome, into, gates, label } } of steps) {
      const as = into.length > 0 ? ` as ${into.join(" and ")}` : "";
      lines.push(
        `  ${phase} ${outcome} ${label}${as}`,
        ...gates.map((gate) => `    ${gateLine(gate)}`),
      );
    }
  }
  for (const { phase, reasonCode, detail } of quarantined) {
    lines.push(`set aside by ${phase}: ${reasonCode}, ${detail}`);
  }
  if (trails.length === 0) lines.push("no phase proposed it as a concept");
  return lines;
}

function parentLine({ confidence, evidence }: Concept["parents"][number], label: string): string {
  const kinds = evidence.map(({ kind, weight, recordIds }) => {
    const records = recordIds.length === 0 ? "" : ` in ${recordIds.length} records`;
    return `${kind} ${weight.toFixed(2)}${records}`;
  });
  return `  parent ${label}, confidence ${confidence.toFixed(2)}${
    kinds.length === 0 ? "" : `: ${kinds.join(", ")}`
  }`;
}

/** What would keep a label, for people. */
export function changeFoundLines(found: ChangeFound): string[] {
  const tried = `${found.tried} trial run${found.tried === 1 ? "" : "s"}`;
  if (found.kind === "none") return [`no change of policies keeps it: ${found.reason} (${tried})`];
  return [
    `smallest change that keeps it (found by ${tried}):`,
    ...found.changes.map((change) => `  ${changeText(change)}`),
    `  then: ${found.path.join(" › ")}`,
  ];
}
