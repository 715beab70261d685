import type { GateDecision } from "../session/gate_decision.ts";
import type { StateFolder, Student, StudentRequest } from "../session/ports.ts";
import { scoreOf, type StudentRun } from "../session/student_run.ts";
import type { Unit } from "./choose_tasks.ts";
import type { TaskDifference } from "./paired_decision.ts";

/** One task in two states, by repeat. */
export type TaskPair = GateDecision["perTask"][number];

/** A run of each task of both states per repeat. */
export interface Comparison {
  readonly student: Student;
  readonly before: StateFolder;
  readonly after: StateFolder;
  /** The same for both states; as many as there are repeats. */
  readonly repeats: readonly Pick<StudentRequest, "seed" | "draw">[];
  /** The second state is run first: what drifts over time then hits both alike. */
  readonly afterFirst?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Runs tasks in two states on identical (task, seed) pairs; in the order of the units. */
export async function compareStates(
  units: readonly Unit[],
  { student, before, after, repeats, afterFirst = false, signal }: Comparison,
): Promise<readonly TaskPair[]> {
  const tasks = units.flatMap((unit) => unit.tasks);
  const taskIds = tasks.map(({ id }) => id);
  const columns: { before: readonly StudentRun[]; after: readonly StudentRun[] }[] = [];
  for (const repeat of repeats) {
    const request = { taskIds, role: "gate", ...repeat, ...(signal ? { signal } : {}) } as const;
    const first = await student.run({ ...request, state: afterFirst ? after : before });
    const second = await student.run({ ...request, state: afterFirst ? before : after });
    columns.push(afterFirst ? { before: second, after: first } : { before: first, after: second });
  }
  return tasks.map(({ id, family }, i) => ({
    taskId: id,
    family,
    seeds: repeats.map(({ seed, draw }) => `${seed}#${draw ?? 0}`),
    before: columns.map((column) => scoreOf(column.before[i]!) ?? null),
    after: columns.map((column) => scoreOf(column.after[i]!) ?? null),
  }));
}

/**
 * The mean change of a task over its repeats; nothing where no repeat can be compared.
 *
 * A repeat whose baseline broke says nothing and is left out. One where only the candidate broke counts as a
 * candidate that scored 0: an edit must not gain by breaking the scorer on tasks it fails.
 */
export function differenceOf(
  { before, after }: Pick<TaskPair, "before" | "after">,
): number | undefined {
  const known = before.flatMap((score, i) => score === null ? [] : [(after[i] ?? 0) - score]);
  if (known.length === 0) return undefined;
  return known.reduce((sum, one) => sum + one, 0) / known.length;
}

/** The differences of each unit's tasks, in the order of the units. */
export function differencesOf(
  units: readonly Unit[],
  pairs: readonly TaskPair[],
): readonly (readonly TaskDifference[])[] {
  const byId = new Map(pairs.map((pair) => [pair.taskId, pair]));
  return units.map((unit) =>
    unit.tasks.flatMap(({ id, category }) => {
      const difference = differenceOf(byId.get(id)!);
      return difference === undefined ? [] : [{ category, difference }];
    })
  );
}

/** Runs without a score, of all. */
export function brokenRuns(pairs: readonly TaskPair[]): { broken: number; runs: number } {
  const scores = pairs.flatMap((pair) => [...pair.before, ...pair.after]);
  return { broken: scores.filter((score) => score === null).length, runs: scores.length };
}
