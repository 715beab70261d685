import type { LearningPlan } from "./learning_plan.ts";
import { percent } from "../diagnosis/percent.ts";

/** `diagnosis.md`: what was found, with the counted rates beside the claimed ones. */
export function diagnosisText(
  { sessionId, teacher, diagnosisSummary, failureClusters }: LearningPlan,
): string {
  const lines = [
    `# Diagnosis of session ${sessionId}`,
    "",
    `Teacher: ${teacher}`,
    "",
    diagnosisSummary.trim() === "" ? "The teacher gave no summary." : diagnosisSummary.trim(),
    "",
    "Rates are counted in the log of tool calls; the teacher's own figures stand in brackets.",
  ];
  for (const cluster of failureClusters) {
    const { description, studentRuns, teacherRuns, claimed, memberTaskIds } = cluster;
    lines.push(
      "",
      `## ${description}`,
      "",
      `- id: ${cluster.id}, ${cluster.verdict}${
        cluster.reason === undefined ? "" : ` (${cluster.reason})`
      }`,
      `- tasks: ${memberTaskIds.length}`,
      `- failures: ${rate(studentRuns)} [${percent(claimed.studentFailureRate)}]`,
      `- successes of the teacher: ${rate(teacherRuns)} [${percent(claimed.teacherSuccessRate)}]`,
      `- skill gap: ${cluster.skillGap}`,
      `- evidence: ${cluster.evidenceRefs.join(", ") || "none"}`,
      `- edits: ${cluster.addressedByEditIds.join(", ") || "none"}`,
    );
  }
  return lines.map((line) => line.replace(/[\r\n]+/g, " ")).join("\n") + "\n";
}

function rate(
  { k, n, ci }: {
    readonly k: number;
    readonly n: number;
    readonly ci: { low: number; high: number };
  },
): string {
  return `${k} of ${n} (95 % interval ${percent(ci.low)} to ${percent(ci.high)})`;
}
