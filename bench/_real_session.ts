import { builtinAnalyst } from "../lib/distillation/diagnosis/analyst.ts";
import { openLockedReads } from "../lib/distillation/gate/locked_reads.ts";
import { createPairedGate } from "../lib/distillation/gate/paired_gate.ts";
import { reviewQueue } from "../lib/distillation/review/review_queue.ts";
import { pinBenchmark } from "../lib/distillation/session/frozen_benchmark.ts";
import {
  type LearningSession,
  sessionOptionsSchema,
} from "../lib/distillation/session/learning_session.ts";
import type { Benchmark } from "../lib/distillation/session/ports.ts";
import { runSession } from "../lib/distillation/session/run_session.ts";
import type { SessionEvent } from "../lib/distillation/session/session_ports.ts";
import { liveState } from "../lib/distillation/session/session_state.ts";
import { initState } from "../lib/distillation/state/init_state.ts";
import { openState } from "../lib/distillation/state/open_state.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";

/** A session from a state of its own. */
export interface RealSession {
  /** A folder that is made. */
  readonly home: string;
  /** The first state. */
  readonly files: Readonly<Record<string, string>>;
  readonly benchmark: Benchmark;
  /** Parameters of the session that differ from their defaults. */
  readonly set?: Record<string, unknown>;
  readonly onEvent?: (event: SessionEvent) => void;
}

/** Makes a home with that state and runs one session of `builtin:analyst` and the paired gate on it. */
export async function realSession(
  { home, files, benchmark, set = {}, onEvent }: RealSession,
): Promise<LearningSession> {
  await initState({ home, clock: systemClock, files });
  const store = await openState({ home, clock: systemClock });
  try {
    const gate = createPairedGate();
    return await runSession({ kind: "on_demand", metadata: {} }, {
      options: sessionOptionsSchema.parse(set),
      sessionsFolder: `${home}/sessions`,
      state: liveState(store),
      base: await store.head(),
      benchmark,
      gate,
      frozen: await pinBenchmark(home, benchmark, gate),
      teacherName: "builtin:analyst",
      openTeacher: () => builtinAnalyst(benchmark.advice),
      inputs: { collected: [], collectedCount: 0, history: [] },
      review: reviewQueue(`${home}/review`),
      lockedReads: openLockedReads(`${home}/locked_reads.jsonl`),
      clock: systemClock,
      ...(onEvent === undefined ? {} : { onEvent }),
    });
  } finally {
    await store.close();
  }
}
