import * as z from "zod";
import { shown } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { applyEdit } from "../edits/apply_edit.ts";
import { editActionSchema } from "../edits/edit.ts";
import { scoreOf, type StudentRun } from "../session/student_run.ts";
import { teacherTool, type ToolAnswer, type ToolRoom } from "./teacher_tool.ts";
import type { Evidence } from "./tool_log.ts";

const taskIds = z.array(z.string()).min(1).max(20).readonly();

/** Tools that run the harness, on tasks of the diagnose split only. */
export const runTools = [
  teacherTool({
    name: "run_student_on_task",
    description: "Runs the harness as it is on up to 20 tasks and tells how each came out.",
    input: z.strictObject({ taskIds }),
    answer: async ({ taskIds }, room) => {
      requireVisible(taskIds, room);
      const runs = await room.student.run({
        state: room.state,
        taskIds,
        seed: room.seed,
        role: "student",
        ...(room.signal === undefined ? {} : { signal: room.signal }),
      });
      return answerOf(runs, "student", room);
    },
  }),
  teacherTool({
    name: "try_edit_on_task",
    description: "Runs a copy of the harness with one edit made to it; the harness itself stays.",
    input: z.strictObject({ edit: editActionSchema, taskIds }),
    answer: async ({ edit, taskIds }, room) => {
      requireVisible(taskIds, room);
      const applied = applyEdit(edit, room.stateBytes);
      if (applied.kind !== "applied") throw new UserError(applied.reason);
      const state = await room.folderOf(applied.files);
      const wrong = await room.benchmark.check(state.folder);
      if (wrong !== undefined) throw new UserError(wrong);
      const runs = await room.student.run({
        state,
        taskIds,
        seed: room.seed,
        role: "teacher",
        ...(room.signal === undefined ? {} : { signal: room.signal }),
      });
      return answerOf(runs, "teacher", room);
    },
  }),
  teacherTool({
    name: "read_task",
    description: "Shows what a task asks, without its answer.",
    input: z.strictObject({ taskId: z.string() }),
    offered: ({ benchmark }) => benchmark.exam !== undefined,
    answer: async ({ taskId }, room) => {
      requireVisible([taskId], room);
      return { value: { taskId, question: await room.benchmark.exam!.question(taskId) } };
    },
  }),
  teacherTool({
    name: "run_self_on_task",
    description: "Grades an answer of your own to a task, by the benchmark's verifier.",
    input: z.strictObject({ taskId: z.string(), answer: z.string().max(100_000) }),
    offered: ({ benchmark }) => benchmark.exam !== undefined,
    answer: async ({ taskId, answer }, room) => {
      requireVisible([taskId], room);
      const score = await room.benchmark.exam!.grade(taskId, answer);
      if (!(score >= 0 && score <= 1)) throw new UserError(`the grader said ${shown(score)}`);
      const passed = room.passed(score);
      const evidence: Evidence = {
        taskId,
        side: "teacher",
        runKey: `self ${taskId}`,
        score,
        passed,
      };
      return { value: { taskId, score, passed }, evidence: [evidence] };
    },
  }),
];

/** The leak wall: what is not in the diagnose split is not there, as far as a teacher can tell. */
export function requireVisible(ids: readonly string[], { tasks }: ToolRoom): void {
  const known = new Set(tasks.map((task) => task.id));
  const stranger = ids.find((id) => !known.has(id));
  if (stranger !== undefined) {
    throw new UserError(`no task ${shown(stranger)} in the diagnose split`);
  }
}

function answerOf(
  runs: readonly StudentRun[],
  side: Evidence["side"],
  room: ToolRoom,
): ToolAnswer {
  return {
    value: runs.map((run) => runView(run, room)),
    evidence: runs.flatMap((run) => {
      const score = scoreOf(run);
      if (score === undefined) return [];
      const passed = room.passed(score);
      return [{ taskId: run.taskId, side, runKey: run.runKey, score, passed }];
    }),
  };
}

/** A run as teachers see it. */
export function runView(run: StudentRun, { passed }: Pick<ToolRoom, "passed">): RunView {
  const { runKey, taskId, category, outcome, facets } = run;
  const told = outcome.kind === "scored"
    ? { score: outcome.score, passed: passed(outcome.score) }
    : { error: outcome.error, passed: false };
  return { runKey, taskId, category, ...told, facets };
}

/** A {@linkcode TraceView} as JSON, with the reason where there is no score. */
type RunView = {
  readonly runKey: string;
  readonly taskId: string;
  readonly category: string;
  readonly score?: number;
  readonly error?: string;
  readonly passed: boolean;
  readonly facets: StudentRun["facets"];
};
