import { inputError } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { readSources, type SourceFile, type SourceOptions } from "./import_sources.ts";
import { type ParsedTask, parseTask } from "./parse_task.ts";

/** What an import may be told. */
export interface ImportOptions extends SourceOptions {
  /**
   * Takes only files whose path contains this text, such as `training/`.
   *
   * @default {""}
   */
  readonly only?: string;
}

/** The verified tasks of a source, sorted by id, and what was passed over. */
export interface ImportedTasks {
  readonly tasks: readonly ParsedTask[];
  /** Number of JSON files that held at least one task. */
  readonly files: number;
  /** Paths of JSON files that hold no task. */
  readonly skipped: readonly string[];
}

/**
 * Reads the public ARC layouts and verifies every task.
 *
 * Known layouts: a folder or zip of `<id>.json` files, nested at will (`training/`, `evaluation/`); the
 * combined pair `<name>_challenges.json` with `<name>_solutions.json`; one such file by itself; and a
 * URL of any of these but a folder.
 *
 * @throws {UserError} for an unreadable source, a task that fails a check, or an id that occurs twice.
 */
export async function importArc(from: string, options: ImportOptions = {}): Promise<ImportedTasks> {
  const only = options.only ?? "";
  const found = await readSources(from, options);
  const sources = found.filter((file) => file.path.includes(only));
  const documents = new Map(sources.map((file) => [file.path, parseDocument(file)]));
  const tasks: { readonly parsed: ParsedTask; readonly from: string }[] = [];
  const skipped: string[] = [];
  let files = 0;
  for (const file of sources) {
    const before = tasks.length;
    for (const parsed of tasksOf(file, documents)) tasks.push({ parsed, from: file.shown });
    if (tasks.length > before) files++;
    else if (!isSolutions(file.path)) skipped.push(file.path);
  }
  if (tasks.length === 0) {
    const where = only === "" ? "" : ` under ${JSON.stringify(only)}`;
    throw inputError({ file: from, problem: `expected at least one task${where}, found none` });
  }
  tasks.sort((a, b) => a.parsed.task.taskId < b.parsed.task.taskId ? -1 : 1);
  refuseDuplicates(from, tasks);
  return { tasks: tasks.map((task) => task.parsed), files, skipped };
}

type Document = Record<string, unknown>;

function tasksOf(file: SourceFile, documents: ReadonlyMap<string, unknown>): ParsedTask[] {
  const document = documents.get(file.path);
  if (!isRecord(document)) return [];
  if (isTaskLike(document)) {
    const name = file.path.replace(/^.*\//, "").replace(/\.json$/i, "");
    return [parseTask({ ...document, task_id: document["task_id"] ?? name }, { file: file.shown })];
  }
  const entries = Object.entries(document);
  if (entries.length === 0 || !entries.every(([, value]) => isTaskLike(value))) return [];
  const solutionsPath = file.path.replace(/challenges(\.json)$/i, "solutions$1");
  const solutions = solutionsPath === file.path ? undefined : documents.get(solutionsPath);
  return entries.map(([id, value]) => {
    const place = { file: `${file.shown}#${id}` };
    const known = isRecord(solutions) ? solutions[id] : undefined;
    const task = { ...value as Document, task_id: id };
    return parseTask(known === undefined ? task : withSolutions(task, known, place.file), place);
  });
}

/** Puts the grids of the solutions file beside the test inputs of the challenges file. */
function withSolutions(task: Document, solutions: unknown, file: string): Document {
  const test = task["test"] as readonly unknown[];
  if (!Array.isArray(solutions) || solutions.length !== test.length) {
    const found = Array.isArray(solutions) ? solutions.length : solutions;
    throw inputError({ file, field: "solutions", expected: `${test.length} grids`, seen: found });
  }
  return {
    ...task,
    test: test.map((pair, i) => isRecord(pair) ? { ...pair, output: solutions[i] } : pair),
  };
}

function refuseDuplicates(
  from: string,
  tasks: readonly { readonly parsed: ParsedTask; readonly from: string }[],
): void {
  const twice: string[] = [];
  for (let i = 1; i < tasks.length; i++) {
    const [a, b] = [tasks[i - 1]!, tasks[i]!];
    if (a.parsed.task.taskId === b.parsed.task.taskId) {
      twice.push(`${b.parsed.task.taskId} (${a.from}, ${b.from})`);
    }
  }
  if (twice.length === 0) return;
  const more = twice.length > 5 ? ` and ${twice.length - 5} more` : "";
  throw inputError({
    file: from,
    problem: `expected every task id once, found twice: ${twice.slice(0, 5).join(", ")}${more}`,
  });
}

function parseDocument(file: SourceFile): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file.bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${file.shown}: expected JSON: ${why}`, { cause: error });
  }
}

function isSolutions(path: string): boolean {
  return /solutions\.json$/i.test(path);
}

function isTaskLike(value: unknown): value is Document {
  return isRecord(value) && Array.isArray(value["train"]) && Array.isArray(value["test"]);
}

function isRecord(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
