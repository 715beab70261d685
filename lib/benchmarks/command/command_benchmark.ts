import { stripVTControlCharacters } from "node:util";
import type {
  Benchmark,
  BenchmarkTask,
  ScoreRequest,
  TaskScore,
} from "../../distillation/session/ports.ts";
import { runWithDeadline } from "../../substrate/compute/deadline.ts";
import { digestOf, sha256 } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { readScoreLines, type ScoreLine } from "./score_line.ts";

/** What {@linkcode openCommandBenchmark} is told. */
export interface CommandBenchmarkOptions {
  /** @default {"command"} */
  readonly name?: string;
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly [string, ...string[]];
  /** Files whose content is part of the benchmark: the scorer, its tasks. @default {[]} */
  readonly files?: readonly string[];
  /** Seconds that one call may take, however many tasks it scores. @default {600} */
  readonly deadlineSeconds?: number;
  /** A run of one (state, task, seed) always gives the same score; the gate checks it. @default {false} */
  readonly deterministic?: boolean;
  /** The most that one run may cost, in US dollars. @default {0} */
  readonly mostUsdPerRun?: number;
  /** A run that scores less has failed. @default {1} */
  readonly passScore?: number;
  readonly signal?: AbortSignal;
}

const MOST_OUTPUT = 64 * 1024 * 1024;
const TOLD_FAULTS = 5;

/**
 * Scores states by a user's own command, which prints one JSON object per task:
 * `{"taskId", "family"?, "category"?, "score", "cost"?, "error"?, "facets"?}`.
 *
 * With `BATON_LIST_TASKS=1` it lists its tasks (a score may then be left out for any `error` text). Otherwise it
 * scores the tasks that come as JSON text lines on its input, and reads the state from the folder
 * `BATON_STATE`, the seed from `BATON_SEED`; it may write into `BATON_TRACES`.
 *
 * A task it does not print, one whose line is wrong, and every task of a call that runs out of time or fails
 * without printing it has no score: the reason is told, and no number is made up.
 *
 * @throws {UserError} when the tasks cannot be listed, naming every wrong line.
 */
export async function openCommandBenchmark(options: CommandBenchmarkOptions): Promise<Benchmark> {
  const { name = "command", deterministic = false, mostUsdPerRun = 0, passScore } = options;
  const [program, ...args] = options.command;
  const listed = await call(options, { BATON_LIST_TASKS: "1" }, [], options.signal);
  const { scores, faults } = readScoreLines(listed.stdout, program);
  if (listed.problem !== undefined) throw new UserError(`${program}: ${listed.problem}`);
  if (faults.length > 0) throw faulty(faults);
  if (scores.length === 0) throw new UserError(`${program}: lists no tasks`);
  const tasks = scores.map((line): BenchmarkTask => ({
    id: line.taskId,
    family: line.family ?? line.taskId,
    category: line.category ?? line.family ?? name,
  }));
  const files = await Promise.all((options.files ?? []).map(async (file) => {
    try {
      return [file, sha256(await Deno.readFile(file))] as const;
    } catch (cause) {
      throw new UserError(`${file}: cannot be read as part of the benchmark`, { cause });
    }
  }));
  return {
    name,
    contentDigest: digestOf({ tasks, args, files: files.map(([, digest]) => digest) }),
    environmentDigest: digestOf({ program, files }),
    deterministic,
    mostUsdPerRun,
    ...(passScore === undefined ? {} : { passScore }),
    tasks: () => Promise.resolve(tasks),
    score: (request) => scoreTasks(options, request),
    // Whatever the command refuses, it refuses by failing its tasks.
    check: () => Promise.resolve(undefined),
  };
}

async function* scoreTasks(
  options: CommandBenchmarkOptions,
  { taskIds, stateFolder, seed, traceFolder, signal }: ScoreRequest,
): AsyncGenerator<TaskScore, void, void> {
  const env = { BATON_STATE: stateFolder, BATON_SEED: seed, BATON_TRACES: traceFolder };
  await Deno.mkdir(traceFolder, { recursive: true });
  const { stdout, problem } = await call(options, env, taskIds, signal);
  signal?.throwIfAborted();
  const { scores, faults } = readScoreLines(stdout, options.command[0]);
  const byId = new Map(scores.map((line) => [line.taskId, line]));
  const missing = [problem, faults.length > 0 ? faulty(faults).message : undefined]
    .filter((text) => text !== undefined).join("; ");
  for (const taskId of taskIds) {
    const line = byId.get(taskId);
    const outcome = line === undefined
      ? failed(missing === "" ? "the command did not print it" : `not printed: ${missing}`)
      : outcomeOf(line);
    yield {
      taskId,
      outcome,
      facets: line?.facets ?? {},
      tracePath: traceFolder,
      cost: { studentUsd: line?.cost ?? 0, judgeUsd: 0 },
    };
  }
}

function outcomeOf({ score, error }: ScoreLine): TaskScore["outcome"] {
  return error === undefined && score !== undefined
    ? { kind: "scored", score }
    : failed(error ?? "no score");
}

function failed(error: string): TaskScore["outcome"] {
  return { kind: "failed", error };
}

function faulty(faults: readonly UserError[]): UserError {
  const told = faults.slice(0, TOLD_FAULTS).map(({ message }) => message).join("; ");
  const more = faults.length - TOLD_FAULTS;
  return new UserError(more > 0 ? `${told}; and ${more} more wrong lines` : told);
}

/** Runs the command; what is wrong with how it ended comes beside what it printed. */
async function call(
  { command: [command, ...args], deadlineSeconds = 600 }: CommandBenchmarkOptions,
  env: Readonly<Record<string, string>>,
  taskIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ readonly stdout: string; readonly problem?: string }> {
  try {
    const done = await runWithDeadline({
      command,
      args,
      env,
      stdin: taskIds.map((id) => `${JSON.stringify(id)}\n`).join(""),
      deadlineMs: deadlineSeconds * 1000,
      maxOutputBytes: MOST_OUTPUT,
      ...(signal === undefined ? {} : { signal }),
    });
    const problem = done.ended === "deadline"
      ? `ran longer than ${deadlineSeconds} s`
      : done.truncated
      ? `printed more than ${MOST_OUTPUT} bytes`
      : done.code === 0
      ? undefined
      : `ended with exit code ${done.code}${lastWords(done.stderr)}`;
    return { stdout: done.stdout, ...(problem === undefined ? {} : { problem }) };
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    if (cause instanceof Deno.errors.NotFound || cause instanceof Deno.errors.PermissionDenied) {
      throw new UserError(`${command}: cannot be run`, { cause });
    }
    throw cause;
  }
}

/** The line that names an error, past the frames of a stack; else the last one. */
function lastWords(stderr: string): string {
  const lines = stripVTControlCharacters(stderr).trim().split("\n");
  const named = lines.findLast((line) => /^\S*(error|exception)\b.*: ./i.test(line));
  const told = (named ?? lines.at(-1) ?? "").trim();
  return told === "" ? "" : `: ${told.slice(0, 200)}`;
}
