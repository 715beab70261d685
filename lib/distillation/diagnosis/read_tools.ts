import * as z from "zod";
import { UserError } from "../../substrate/values/user_error.ts";
import { TOOLS_PATH } from "../edits/harness_config.ts";
import { documentIn } from "../edits/edit_op.ts";
import { promptPath } from "../edits/prompt_path.ts";
import { plainName } from "../edits/payloads.ts";
import { valueAt } from "../state/document.ts";
import { checkStatePath } from "../state/state_path.ts";
import { scoreOf } from "../session/student_run.ts";
import { runView } from "./run_tools.ts";
import { teacherTool, type ToolRoom } from "./teacher_tool.ts";

const page = {
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(500),
};

/** Tools that read traces, configuration and the benchmark's diagnose split. */
export const readTools = [
  teacherTool({
    name: "list_traces",
    description: "Lists runs on the diagnose split, or the user's own runs, with their facets.",
    input: z.strictObject({
      source: z.enum(["session", "collected"]).default("session"),
      failedOnly: z.boolean().default(false),
      ...page,
    }),
    answer: ({ source, failedOnly, offset, limit }, room) => {
      const session = room.runs.filter((run) => !failedOnly || !passedRun(scoreOf(run), room))
        .map((run) => runView(run, room));
      const collected = room.collected.filter((one) => !failedOnly || !room.passed(one.score));
      const all: readonly unknown[] = source === "session" ? session : collected;
      const shown = all.slice(offset, offset + limit);
      return Promise.resolve({
        value: JSON.parse(JSON.stringify({ total: all.length, traces: shown })),
      });
    },
  }),
  teacherTool({
    name: "get_trace",
    description: "Shows the whole trace of one run.",
    input: z.strictObject({ runKey: z.string() }),
    answer: async ({ runKey }, room) => {
      const run = room.runs.find((one) => one.runKey === runKey);
      if (run === undefined) throw new UserError(`no run ${runKey} on the diagnose split`);
      const text = run.tracePath === undefined
        ? ""
        : await Deno.readTextFile(run.tracePath).catch(() => "");
      return { value: { ...runView(run, room), trace: text } };
    },
  }),
  teacherTool({
    name: "search_traces",
    description: "Finds runs whose facets contain a text.",
    input: z.strictObject({ text: z.string().min(1), ...page }),
    answer: ({ text, offset, limit }, room) => {
      const wanted = text.toLowerCase();
      const found = room.runs.filter((run) =>
        JSON.stringify([run.taskId, run.category, run.facets]).toLowerCase().includes(wanted)
      );
      const traces = found.slice(offset, offset + limit).map((run) => runView(run, room));
      return Promise.resolve({ value: { total: found.length, traces } });
    },
  }),
  teacherTool({
    name: "get_config",
    description: "Lists the files of the state, or shows some of them.",
    input: z.strictObject({ paths: z.array(z.string()).max(100).optional() }),
    answer: ({ paths }, { files }) => {
      if (paths === undefined) return Promise.resolve({ value: { paths: files.paths } });
      const texts = paths.map((path) => {
        const text = files.read(checkStatePath(path));
        if (text === undefined) throw new UserError(`${path}: no such file of the state`);
        return { path, text };
      });
      return Promise.resolve({ value: { files: texts } });
    },
  }),
  teacherTool({
    name: "get_agent_prompt",
    description: "Shows the system prompt of an agent.",
    input: z.strictObject({ agent: plainName }),
    answer: ({ agent }, { files }) => {
      const text = files.read(promptPath(agent));
      if (text === undefined) throw new UserError(`${promptPath(agent)}: no such prompt`);
      return Promise.resolve({ value: { agent, text } });
    },
  }),
  teacherTool({
    name: "get_tool_description",
    description: "Shows what a tool says of itself.",
    input: z.strictObject({ toolName: z.string() }),
    answer: ({ toolName }, { files }) => {
      const text = valueAt(documentIn(files, TOOLS_PATH), [toolName]);
      if (text === undefined) throw new UserError(`no tool ${toolName}`);
      return Promise.resolve({ value: { toolName, description: text } });
    },
  }),
  teacherTool({
    name: "list_tools",
    description: "Lists the tools that agents may be given.",
    input: z.strictObject({}),
    answer: (_, { files }) => Promise.resolve({ value: documentIn(files, TOOLS_PATH) }),
  }),
  teacherTool({
    name: "list_benchmark",
    description: "Lists the tasks of the diagnose split.",
    input: z.strictObject(page),
    answer: ({ offset, limit }, { tasks }) =>
      Promise.resolve({
        value: {
          total: tasks.length,
          tasks: tasks.slice(offset, offset + limit).map(({ id, category }) => ({ id, category })),
        },
      }),
  }),
  teacherTool({
    name: "compare_outputs",
    description: "Sets two runs of one task side by side, each with its own verified score.",
    input: z.strictObject({ taskId: z.string() }),
    answer: ({ taskId }, room) => {
      const session = room.runs.filter((run) => run.taskId === taskId).map((run) =>
        runView(run, room)
      );
      const collected = room.collected.filter((one) => one.taskId === taskId);
      return Promise.resolve({ value: JSON.parse(JSON.stringify({ session, collected })) });
    },
  }),
];

function passedRun(score: number | undefined, { passed }: Pick<ToolRoom, "passed">): boolean {
  return score !== undefined && passed(score);
}
