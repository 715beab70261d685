import { openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { checkClusters } from "../diagnosis/check_clusters.ts";
import { openTeacherDesk } from "../diagnosis/teacher_desk.ts";
import { teacherCallRecord } from "../diagnosis/tool_log.ts";
import { diagnosisText } from "../plan/diagnosis_text.ts";
import { type LearningPlan, learningPlanRecord } from "../plan/learning_plan.ts";
import { makePlan } from "../plan/make_plan.ts";
import { stateFilesOf } from "../state/state_files.ts";
import { requireScores } from "./measure_state.ts";
import type { SessionDesk } from "./session_desk.ts";
import type { SessionPorts } from "./session_ports.ts";
import type { StudentRun } from "./student_run.ts";
import { drawTasks, type Workshop } from "./workshop.ts";

/** Edits per cluster of a plan. */
const EDITS_PER_CLUSTER = 3;
/** Runs of the diagnose split that a session makes at most. */
const DIAGNOSE_RUNS = 200;

/** Diagnoses, recounts the clusters, plans; writes `diagnosis.md` and `plan.json`. */
export async function diagnoseAndPlan(
  desk: SessionDesk,
  shop: Workshop,
  ports: SessionPorts,
): Promise<LearningPlan> {
  const { base, options, benchmark, state, inputs, signal } = ports;
  const folder = await state.folderOf(base.files);
  const files = stateFilesOf(base.files);
  const calls = await openJsonlAppender(`${desk.folder}/teacher_calls.jsonl`, { keepBytes: 0 });
  try {
    const runs = await diagnoseRuns(desk, shop, ports);
    const teacher = await ports.openTeacher({ sessionFolder: desk.folder, ledger: shop.ledger });
    const room = {
      benchmark,
      tasks: shop.splits.diagnose,
      runs,
      collected: inputs.collected,
      state: folder,
      stateBytes: base.files,
      files,
      student: shop.student,
      seed: options.seed,
      folderOf: state.folderOf,
      passed: shop.passed,
      ...(signal === undefined ? {} : { signal }),
    };
    const table = openTeacherDesk({
      room,
      ledger: shop.ledger,
      maxToolCalls: options.maxToolCalls,
      onCall: (call) => calls.appendText([teacherCallRecord.write(call)]),
    });
    const [diagnosis, clusters] = await desk.phase("diagnose", async () => {
      const found = await teacher.diagnose(table);
      const visible = new Set(shop.splits.diagnose.map((task) => task.id));
      const checked = checkClusters(found.clusters, table.calls, visible);
      const supported = checked.filter((one) => one.verdict === "supported").length;
      const text =
        `${supported} of ${checked.length} clusters supported by ${table.calls.length} calls`;
      return [[found, checked] as const, text] as const;
    });
    await desk.save({ status: "planning" });
    return await desk.phase("plan", async () => {
      table.phase = "plan";
      const supported = clusters.filter((one) => one.verdict === "supported");
      const request = {
        clusters: supported,
        history: inputs.history,
        editsPerCluster: EDITS_PER_CLUSTER,
      };
      const plan = makePlan({
        sessionId: desk.current.id,
        teacher: teacher.name,
        diagnosisSummary: diagnosis.summary,
        baseDigest: base.digest,
        files,
        clusters,
        proposals: supported.length === 0 ? [] : await teacher.plan(request, table),
        editsPerCluster: EDITS_PER_CLUSTER,
        history: inputs.history,
      });
      await desk.artefact("diagnosis.md", diagnosisText(plan));
      await desk.artefact("plan.json", `${learningPlanRecord.write(plan)}\n`);
      return [plan, planText(plan)] as const;
    });
  } finally {
    await calls.close();
  }
}

function planText({ edits, dropped, failureClusters }: LearningPlan): string {
  if (edits.length + dropped.length === 0) {
    const any = failureClusters.some((one) => one.verdict === "supported");
    return any
      ? "0 edits: the teacher proposes none"
      : "0 edits: no cluster of failures is supported by evidence";
  }
  const counted = `${edits.length} edits, ${dropped.length} proposals dropped`;
  const [first] = dropped;
  return first === undefined ? counted : `${counted}, the first because ${first.reason}`;
}

/** Runs of the base state on the diagnose split: what there is to learn from. */
async function diagnoseRuns(
  desk: SessionDesk,
  { splits, student }: Workshop,
  { base, state, options, frozen, signal }: SessionPorts,
): Promise<readonly StudentRun[]> {
  const seed = `${frozen.version}/${options.seed}/diagnose`;
  return await desk.phase("traces", async () => {
    const runs = await student.run({
      state: await state.folderOf(base.files),
      taskIds: drawTasks(splits.diagnose, DIAGNOSE_RUNS, seed),
      seed: options.seed,
      role: "student",
      ...(signal === undefined ? {} : { signal }),
    });
    requireScores(runs);
    return [runs, `${runs.length} runs on the diagnose split`] as const;
  });
}
