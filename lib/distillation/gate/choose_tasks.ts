import type { Prng } from "../../substrate/values/prng.ts";
import type { BenchmarkTask } from "../session/ports.ts";

/** Tasks that stand or fall together and are bet on as one. */
export interface Unit {
  readonly family: string;
  readonly tasks: readonly BenchmarkTask[];
}

/**
 * Draws at most `limit` tasks, one of each family before a second of any, categories in turn.
 *
 * Tasks of one family say almost the same, so that a second one is worth less than another family.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../../substrate/values/prng.ts";
 * import { chooseTasks } from "./choose_tasks.ts";
 * const tasks = ["a1", "a2", "b1"].map((id) => ({ id, family: id[0]!, category: "x" }));
 * assertEquals(chooseTasks(tasks, 2, createPrng(1)).map(({ family }) => family).sort(), ["a", "b"]);
 * ```
 */
export function chooseTasks(tasks: readonly BenchmarkTask[], limit: number, prng: Prng): Unit[] {
  const byFamily = new Map<string, BenchmarkTask[]>();
  for (const task of prng.shuffled(tasks)) {
    byFamily.set(task.family, [...byFamily.get(task.family) ?? [], task]);
  }
  const families = inTurn([...byFamily.values()], (family) => family[0]!.category);
  const chosen = new Map<string, BenchmarkTask[]>();
  for (let round = 0, taken = 0, left = true; left && taken < limit; round++) {
    left = false;
    for (const family of families) {
      const task = family[round];
      if (task === undefined || taken === limit) continue;
      chosen.set(task.family, [...chosen.get(task.family) ?? [], task]);
      taken++;
      left = true;
    }
  }
  return prng.shuffled([...chosen].map(([family, tasks]) => ({ family, tasks })));
}

/** One of each kind, then another of each, until none is left. */
function inTurn<T>(items: readonly T[], kindOf: (item: T) => string): T[] {
  const kinds = Map.groupBy(items, kindOf);
  const most = Math.max(0, ...[...kinds.values()].map((list) => list.length));
  const rounds = Array.from({ length: most }, (_, i) => i);
  return rounds.flatMap((i) =>
    [...kinds.values()].filter((kind) => i < kind.length).map((kind) => kind[i]!)
  );
}
