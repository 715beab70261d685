import { sessionOptionsSchema } from "../../../lib/distillation/session/learning_session.ts";
import { builtinAnalyst } from "../../../lib/distillation/diagnosis/analyst.ts";
import { reviewQueue } from "../../../lib/distillation/review/review_queue.ts";
import { pinBenchmark } from "../../../lib/distillation/session/frozen_benchmark.ts";
import type { LearningSession } from "../../../lib/distillation/session/learning_session.ts";
import type { Benchmark, Gate } from "../../../lib/distillation/session/ports.ts";
import { runSession } from "../../../lib/distillation/session/run_session.ts";
import type { SessionPorts } from "../../../lib/distillation/session/session_ports.ts";
import { liveState } from "../../../lib/distillation/session/session_state.ts";
import type { StateStore } from "../../../lib/distillation/state/open_state.ts";
import { clock } from "../state/_homes.ts";
import { scriptedBenchmark, scriptedGate } from "./_scripted.ts";

/** What may differ between the sessions of tests. */
export interface TestSession extends Partial<SessionPorts> {
  readonly benchmark?: Benchmark;
  readonly gate?: Gate;
  readonly set?: Record<string, unknown>;
}

/** The ports of a session on the scripted benchmark with the analyst. */
export async function portsOf(
  home: string,
  store: StateStore,
  changes: TestSession = {},
): Promise<SessionPorts> {
  const { set = {}, ...ports } = changes;
  const benchmark = ports.benchmark ?? scriptedBenchmark();
  const gate = ports.gate ?? scriptedGate();
  return {
    options: sessionOptionsSchema.parse(set),
    sessionsFolder: `${home}/sessions`,
    state: liveState(store),
    base: await store.head(),
    frozen: await pinBenchmark(home, benchmark, gate),
    teacherName: "builtin:analyst",
    openTeacher: () => builtinAnalyst(benchmark.advice),
    inputs: { collected: [], collectedCount: 0, history: [] },
    review: reviewQueue(`${home}/review`),
    lockedReads: { note: () => Promise.resolve(1) },
    clock,
    ...ports,
    benchmark,
    gate,
  };
}

/** Runs a session on demand. */
export async function session(
  home: string,
  store: StateStore,
  changes: TestSession = {},
): Promise<LearningSession> {
  const ports = await portsOf(home, store, changes);
  return await runSession({ kind: "on_demand", metadata: {} }, ports);
}
