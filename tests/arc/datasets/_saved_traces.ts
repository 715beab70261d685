import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";
import { buildTrace } from "../../../lib/arc/trace/build_trace.ts";
import { taskFileName } from "../../../lib/arc/trace/task_file_name.ts";
import type { Trace } from "../../../lib/arc/trace/trace.ts";
import type { Task } from "../../../lib/arc/task/task.ts";
import { taskToRow } from "../../../lib/arc/task/task_to_row.ts";
import { family, modules, motions, ruler, solve, task } from "../loop/_fakes.ts";

const parts = modules(
  ruler("teacher", {
    closed_form: [family("f", [
      motions("turn90"),
      motions("flip_y", "turn90"),
      motions("turn180"),
    ])],
  }),
);

/** Tasks that the fixed teacher comes near to: mirror images with a stray cell, one of them solved by an edit. */
export const TASKS: readonly Task[] = [
  task("größe 1", ["120/340/006>021/043/680", "567/100>765/009"], ["89/10"]),
  task("задача~flip", ["120/345>021/543", "560/007>965/700"], ["189/110"]),
  task("near-3", ["100/020/003>001/020/309", "45/60>54/16"], ["70/08"]),
  task("solved", ["12/34>34/12", "567/000>000/567"], ["89/10"]),
];

/** The trace of one of {@linkcode TASKS}, made by the real loop, verifier and critic. */
export function traceOf(subject: Task, testCorrect?: boolean): Trace {
  const { solution } = solve(subject, parts, {
    iterations: 2,
    keptDrafts: 4,
    seedsPerTurn: 3,
    editsPerSeed: 5,
  });
  const context = { runId: "run-1", namespace: "train", seed: 0, nodeBudget: 1, modules: parts };
  return buildTrace(subject, solution, context, testCorrect);
}

/** The traces of all {@linkcode TASKS}. */
export const TRACES: readonly Trace[] = TASKS.map((subject, i) => traceOf(subject, i !== 0));

/** Writes an out-dir as a batch leaves it: index, traces, manifest-less, and `tasks.jsonl` beside it. */
export async function writeOutDir(
  folder: string,
  traces: readonly Trace[] = TRACES,
): Promise<{ readonly run: string; readonly batch: string }> {
  const run = `${folder}/run`, batch = `${folder}/tasks.jsonl`;
  await Deno.mkdir(`${run}/traces`, { recursive: true });
  const index = traces.map((trace) => {
    const tracePath = `traces/${taskFileName(trace.taskId)}`;
    return canonicalJson({ digest: trace.digest, taskId: trace.taskId, tracePath });
  });
  const none = canonicalJson({ digest: null, taskId: "crashed", tracePath: null });
  await Deno.writeTextFile(`${run}/index.jsonl`, [...index, none].join("\n") + "\n");
  for (const trace of traces) {
    const text = canonicalJson(trace) + "\n";
    await Deno.writeTextFile(`${run}/traces/${taskFileName(trace.taskId)}`, text);
  }
  const rows = TASKS.map((subject) => JSON.stringify(taskToRow(subject)) + "\n");
  await Deno.writeTextFile(batch, rows.join(""));
  return { run, batch };
}

/** A temporary folder that goes with the test. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "baton-datasets-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
