import { inputError } from "../../substrate/values/input_error.ts";
import type { ParsedTask } from "../task/parse_task.ts";
import { type ConceptFamily, DIFFICULTIES, type Difficulty } from "./concept_family.ts";
import { CONCEPT_FAMILIES } from "./families.ts";
import { makeTask } from "./make_task.ts";

/** Which tasks are made. */
export interface MakeTasksOptions {
  readonly count: number;
  /** @default {0} */
  readonly seed?: number;
  /** @default {every family} */
  readonly families?: readonly ConceptFamily[];
  /** @default {all three} */
  readonly difficulties?: readonly Difficulty[];
}

/**
 * Makes tasks one after the other: first index 0 of every family and difficulty, then index 1, and so on.
 *
 * A longer run begins with the tasks of a shorter one; ids are `<family>-<difficulty>-<index>`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { makeTasks } from "./make_tasks.ts";
 * const ids = [...makeTasks({ count: 4, seed: 1 })].map(({ task }) => task.taskId);
 * assertEquals(ids, ["flip-easy-0", "flip-medium-0", "flip-hard-0", "turn-easy-0"]);
 * ```
 */
export function* makeTasks(options: MakeTasksOptions): Generator<ParsedTask, void, void> {
  const families = options.families ?? CONCEPT_FAMILIES;
  const difficulties = options.difficulties ?? DIFFICULTIES;
  let made = 0;
  for (let index = 0; made < options.count; index++) {
    for (const family of families) {
      for (const difficulty of difficulties) {
        if (made++ >= options.count) return;
        yield makeTask(family, difficulty, options.seed ?? 0, index);
      }
    }
  }
}

/**
 * The families of a comma-separated list of names, in the registry's order.
 *
 * @throws {UserError} for a name that no family has.
 */
export function familiesNamed(names: string): ConceptFamily[] {
  const wanted = new Set(names.split(",").map((name) => name.trim()));
  for (const name of wanted) {
    if (CONCEPT_FAMILIES.some((family) => family.name === name)) continue;
    const known = CONCEPT_FAMILIES.map((family) => family.name).join(", ");
    throw inputError({ field: "families", expected: `names out of ${known}`, seen: name });
  }
  return CONCEPT_FAMILIES.filter((family) => wanted.has(family.name));
}
