/** What a session could learn from. */
export interface ReadinessInput {
  /** Traces of the user's own runs, on tasks that teachers may see. */
  readonly collected: number;
  /** Tasks of the diagnose split, each of which the session will run. */
  readonly diagnoseTasks: number;
  /** Tasks of the gate split. */
  readonly gateTasks: number;
  readonly minTraces: number;
}

/** Whether a session makes sense; a cold start is no failure. */
export type Readiness =
  | { readonly ready: true; readonly traces: number }
  | { readonly ready: false; readonly traces: number; readonly reason: string };

/** Below this many tasks no test can tell an edit from chance. */
export const LEAST_GATE_TASKS = 10;

/**
 * Says whether there is enough to learn from and to judge with.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { assessReadiness } from "./assess_readiness.ts";
 * const cold = { collected: 3, diagnoseTasks: 9, gateTasks: 40, minTraces: 20 };
 * assertEquals(assessReadiness(cold).ready, false);
 * assertEquals(assessReadiness({ ...cold, collected: 11 }).ready, true);
 * ```
 */
export function assessReadiness(input: ReadinessInput): Readiness {
  const { collected, diagnoseTasks, gateTasks, minTraces } = input;
  const traces = collected + diagnoseTasks;
  if (traces < minTraces) {
    const reason =
      `${traces} traces, at least ${minTraces} are needed: ${collected} collected and ` +
      `${diagnoseTasks} tasks of the diagnose split; bring more with --traces`;
    return { ready: false, traces, reason };
  }
  if (gateTasks < LEAST_GATE_TASKS) {
    const reason =
      `the gate split has ${gateTasks} tasks, at least ${LEAST_GATE_TASKS} are needed ` +
      "to judge an edit";
    return { ready: false, traces, reason };
  }
  return { ready: true, traces };
}
