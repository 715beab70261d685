import { wilsonInterval } from "../../substrate/learn/wilson_interval.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import type { FailureCluster } from "../session/failure_cluster.ts";
import type { ClaimedCluster } from "../session/ports.ts";
import type { Evidence, TeacherCall } from "./tool_log.ts";
import { percent } from "./percent.ts";

/** Tasks of a cluster that must have been run before it counts. */
export const LEAST_EVIDENCE = 3;

/**
 * Recounts the rates of claimed clusters from the tool log. A cluster is unsupported when too few of its tasks
 * were run, when none of them failed, or when a claimed rate lies outside the 95 % Wilson interval of the count.
 *
 * @param visible tasks of the diagnose split; others are struck from a cluster
 */
export function checkClusters(
  claims: readonly ClaimedCluster[],
  calls: readonly TeacherCall[],
  visible: ReadonlySet<string>,
): readonly FailureCluster[] {
  return claims.map((claim) => {
    const members = [...new Set(claim.memberTaskIds)].filter((id) => visible.has(id)).sort();
    const seen = evidenceOf(calls, new Set(members));
    const student = seen.runs.filter((run) => run.side === "student");
    const teacher = bestTry(seen.runs.filter((run) => run.side === "teacher"));
    const failed = wilsonInterval(student.filter((run) => !run.passed).length, student.length);
    const solved = wilsonInterval(teacher.filter((run) => run.passed).length, teacher.length);
    const reason = whyUnsupported(claim, members.length, student, failed, teacher, solved);
    return {
      id: digestOf({ description: claim.description, members }).slice(0, 16),
      description: claim.description,
      memberTaskIds: members,
      studentRuns: { k: failed.part, n: failed.whole, ci: { low: failed.low, high: failed.high } },
      teacherRuns: { k: solved.part, n: solved.whole, ci: { low: solved.low, high: solved.high } },
      claimed: {
        studentFailureRate: claim.studentFailureRate,
        teacherSuccessRate: claim.teacherSuccessRate,
      },
      evidenceRefs: seen.callIds,
      skillGap: claim.skillGap,
      verdict: reason === undefined ? "supported" : "unsupported",
      ...(reason === undefined ? {} : { reason }),
      addressedByEditIds: [],
    };
  });
}

type Share = ReturnType<typeof wilsonInterval>;

function whyUnsupported(
  claim: ClaimedCluster,
  members: number,
  student: readonly Evidence[],
  failed: Share,
  teacher: readonly Evidence[],
  solved: Share,
): string | undefined {
  if (members === 0) return "it names no task of the diagnose split";
  const tasks = new Set(student.map((run) => run.taskId)).size;
  if (tasks < Math.min(LEAST_EVIDENCE, members) || tasks === 0) {
    return `${tasks} of its tasks were run, at least ${LEAST_EVIDENCE} are needed`;
  }
  if (failed.part === 0) return `none of its ${failed.whole} runs failed`;
  if (claim.studentFailureRate < failed.low || claim.studentFailureRate > failed.high) {
    return `claimed failures ${percent(claim.studentFailureRate)}, counted ${counted(failed)}`;
  }
  if (claim.teacherSuccessRate > 0 && teacher.length === 0) {
    return `claimed ${percent(claim.teacherSuccessRate)} successes of the teacher, none was run`;
  }
  if (claim.teacherSuccessRate > solved.high || claim.teacherSuccessRate < solved.low) {
    return `claimed successes ${percent(claim.teacherSuccessRate)}, counted ${counted(solved)}`;
  }
  return undefined;
}

/** Every run counts once, however often it was looked at. */
function evidenceOf(calls: readonly TeacherCall[], members: ReadonlySet<string>): {
  readonly runs: readonly Evidence[];
  readonly callIds: readonly string[];
} {
  const runs = new Map<string, Evidence>();
  const callIds: string[] = [];
  for (const call of calls) {
    const own = call.evidence.filter((run) => members.has(run.taskId));
    if (own.length > 0) callIds.push(call.callId);
    for (const run of own) runs.set(`${run.side} ${run.runKey}`, run);
  }
  return { runs: [...runs.values()], callIds };
}

/** A teacher that tried several ways has solved a task when one of them did. */
function bestTry(runs: readonly Evidence[]): readonly Evidence[] {
  const best = new Map<string, Evidence>();
  for (const run of runs) {
    const before = best.get(run.taskId);
    if (before === undefined || run.score > before.score) best.set(run.taskId, run);
  }
  return [...best.values()];
}

function counted({ part, whole, low, high }: Share): string {
  return `${part} of ${whole} (95 % interval ${percent(low)} to ${percent(high)})`;
}
