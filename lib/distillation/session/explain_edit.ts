import { namingFile } from "../../substrate/records/file_error.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { type GateDecision, gateDecisionRecord } from "./gate_decision.ts";
import { findEdit } from "./session_history.ts";

/**
 * Says in lines why an edit was kept or not: what it does, the evidence for its clusters, and the decision with
 * its pairs, its test and the alpha it spent.
 *
 * @param editId its id, or the beginning of it
 * @throws {UserError} exit 2 for an edit that no session planned.
 */
export async function explainEdit(
  sessionsFolder: string,
  editId: string,
): Promise<readonly string[]> {
  const { session, plan, edit } = await findEdit(sessionsFolder, editId);
  const outcome = session.editOutcomes.find((one) => one.editId === edit.id);
  const lines = [
    `edit ${edit.id} of session ${session.id}`,
    `${edit.op} ${canonicalJson(edit.payload)} (${edit.pillar}, ${edit.riskTier} tier)`,
    `because: ${edit.rationale}`,
  ];
  if (edit.expectedGain !== undefined) {
    lines.push(`expected gain ${edit.expectedGain.toFixed(3)} on the diagnose split`);
  }
  for (const cluster of plan.failureClusters.filter((one) => edit.clusterIds.includes(one.id))) {
    const { studentRuns: student, teacherRuns: teacher } = cluster;
    lines.push(
      `cluster ${cluster.id}: ${cluster.description}`,
      `  failures ${student.k} of ${student.n} (${span(student.ci)}), cured when tried ` +
        `${teacher.k} of ${teacher.n} (${span(teacher.ci)})`,
      `  evidence ${cluster.evidenceRefs.join(", ")}`,
    );
  }
  if (outcome === undefined) return [...lines, "not decided yet"];
  lines.push(`outcome: ${outcome.status.replaceAll("_", " ")}: ${outcome.reason}`);
  if (outcome.approver !== undefined) lines.push(`decided by ${outcome.approver}`);
  const decision = await readDecision(`${sessionsFolder}/${session.id}/gate/${edit.id}.json`);
  if (decision !== undefined) lines.push(...decisionLines(decision));
  lines.push(`state ${outcome.stateBefore.slice(0, 16)} then ${outcome.stateAfter.slice(0, 16)}`);
  if (outcome.commit !== undefined) lines.push(`commit ${outcome.commit}`);
  return lines;
}

function decisionLines(decision: GateDecision): string[] {
  const { test, perTask } = decision;
  const value = [
    ...(test.p === undefined ? [] : [`p ${test.p.toPrecision(3)}`]),
    ...(test.e === undefined ? [] : [`e-value ${test.e.toPrecision(3)}`]),
  ].join(", ");
  const moved = perTask.map(({ taskId, before, after }) => ({
    taskId,
    by: mean(after) - mean(before),
  }));
  const better = moved.filter((one) => one.by > 0);
  const worse = moved.filter((one) => one.by < 0);
  return [
    `gate ${decision.gate}: ${decision.verdict}`,
    `  ${decision.pairs} pairs of ${perTask.length} tasks, stopped at ${test.stoppedAt}: ` +
    `delta ${decision.delta.toFixed(3)} (interval ${ends(decision.ci)})`,
    `  test ${test.name}: ${value}, alpha ${test.alpha.toPrecision(3)}, ` +
    `spent ${test.alphaSpent.toPrecision(3)}`,
    `  ${better.length} tasks better, ${worse.length} worse` +
    (worse.length === 0 ? "" : ` (${worse.slice(0, 5).map((one) => one.taskId).join(", ")})`),
    `  least gain it would find ${decision.mde.toFixed(3)}, noise floor ${
      decision.noiseFloor.toFixed(3)
    }`,
    ...decision.clusters.map((one) =>
      `  category ${one.id}: ${one.tasks} tasks, delta ${one.delta.toFixed(3)} ` +
      `(interval ${ends(one.ci)}), loses too much: ${LOSES[one.nonInferior]}`
    ),
  ];
}

const LOSES = { yes: "no", no: "yes", unknown: "cannot be said" } as const;

async function readDecision(file: string): Promise<GateDecision | undefined> {
  const there = await Deno.stat(file).then(() => true, () => false);
  if (!there) return undefined;
  const text = await namingFile(file, () => Deno.readTextFile(file));
  return gateDecisionRecord.read(JSON.parse(text), { file });
}

function mean(scores: readonly (number | null)[]): number {
  const known = scores.filter((score) => score !== null);
  return known.reduce((sum, score) => sum + score, 0) / Math.max(1, known.length);
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

function span({ low, high }: Interval): string {
  return `95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`;
}

function ends({ low, high }: Interval): string {
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}
