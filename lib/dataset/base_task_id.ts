/**
 * The id of the task that a task was made from: the part before the first `~`, or the whole id.
 *
 * Augmented variants are named `<base>~<how>`; rows of a variant belong into the split of their base.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { baseTaskId } from "./base_task_id.ts";
 * assertEquals(baseTaskId("007bbfb7~flip_x~recolour1"), "007bbfb7");
 * assertEquals(baseTaskId("007bbfb7"), "007bbfb7");
 * ```
 */
export function baseTaskId(taskId: string): string {
  const at = taskId.indexOf("~");
  return at > 0 ? taskId.slice(0, at) : taskId;
}
