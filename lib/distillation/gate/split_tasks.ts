import { sha256 } from "../../substrate/values/digest.ts";
import type { BenchmarkTask, Splits } from "../session/ports.ts";

/**
 * Parts of the families that teachers see and that gates test on; the rest is locked. It is as large as the
 * gate's: what a gate can show on a small benchmark, the locked split must be able to confirm.
 */
const SHARES = { diagnose: 0.3, gate: 0.35 } as const;

/**
 * Divides tasks into what teachers see, what gates test on and what is read once, by hash of the family.
 *
 * A family never moves: neither when tasks are added nor in another session.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { splitTasks } from "./split_tasks.ts";
 * const tasks = ["a", "b"].map((id) => ({ id, family: "twins", category: "x" }));
 * const { diagnose, gate, locked } = splitTasks(tasks, "bench");
 * assertEquals([diagnose, gate, locked].map((split) => split.length).sort(), [0, 0, 2]);
 * ```
 */
export function splitTasks(tasks: readonly BenchmarkTask[], benchmark: string): Splits {
  const splits: Record<keyof Splits, BenchmarkTask[]> = { diagnose: [], gate: [], locked: [] };
  for (const task of tasks) splits[splitOf(task.family, benchmark)].push(task);
  return splits;
}

/** The split that a family falls into. */
export function splitOf(family: string, benchmark: string): keyof Splits {
  const at = parseInt(sha256(JSON.stringify([benchmark, family])).slice(0, 8), 16) / 2 ** 32;
  if (at < SHARES.diagnose) return "diagnose";
  return at < SHARES.diagnose + SHARES.gate ? "gate" : "locked";
}
