import { baseTaskId } from "../../dataset/base_task_id.ts";
import { splitOf } from "../../dataset/split.ts";
import { makeTasks } from "../synth/make_tasks.ts";
import type { ParsedTask } from "../task/parse_task.ts";
import { readTasks } from "../task/read_tasks.ts";
import { writeTasks } from "../task/write_tasks.ts";

/** Where the tasks of a learning curve come from. */
export interface CurveTasksOptions {
  /** A batch file, split by base task id: test tasks are held out. @default {undefined} generated tasks */
  readonly batch?: string;
  /** Tasks to learn from at most. */
  readonly train: number;
  /** Tasks held out at most. */
  readonly heldOut: number;
  /** Seed of the generator. */
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** The two batch files of a curve. */
export interface CurveTasks {
  readonly train: string;
  readonly heldOut: string;
  readonly rows: { readonly train: number; readonly heldOut: number };
}

/**
 * Writes the tasks to learn from and those held out, no task in both.
 *
 * Generated tasks are held out by their number: the same concepts, other tasks.
 */
export async function writeCurveTasks(
  folder: string,
  options: CurveTasksOptions,
): Promise<CurveTasks> {
  const train = `${folder}/train.jsonl`, heldOut = `${folder}/held_out.jsonl`;
  const [learn, keep] = options.batch === undefined
    ? generated(options)
    : await fromBatch(options.batch, options);
  const write = (path: string, tasks: readonly ParsedTask[]) =>
    writeTasks(path, tasks, options.signal === undefined ? {} : { signal: options.signal });
  const rows = {
    train: (await write(train, learn)).rows,
    heldOut: (await write(heldOut, keep)).rows,
  };
  return { train, heldOut, rows };
}

function generated({ train, heldOut, seed }: CurveTasksOptions): [ParsedTask[], ParsedTask[]] {
  const tasks = [...makeTasks({ count: train + heldOut, seed })];
  return [tasks.slice(0, train), tasks.slice(train)];
}

async function fromBatch(
  batch: string,
  options: CurveTasksOptions,
): Promise<[ParsedTask[], ParsedTask[]]> {
  const learn: ParsedTask[] = [], keep: ParsedTask[] = [];
  const { signal } = options;
  for await (const parsed of readTasks(batch, signal === undefined ? {} : { signal })) {
    // Another draw than the split of datasets, which divides what is learned from once more.
    const split = splitOf(`held-out/${baseTaskId(parsed.task.taskId)}`, HELD_OUT_SHARES);
    (split === "test" ? keep : learn).push(parsed);
  }
  return [learn.slice(0, options.train), keep.slice(0, options.heldOut)];
}

/** A third is held out, so that the figures of a small corpus mean something. */
const HELD_OUT_SHARES = { train: 60, validation: 7, test: 33 };
