import { namingFile } from "../../substrate/records/file_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { type CollectedTraces, readCollectedTraces } from "../readiness/collected_traces.ts";
import { writeSession } from "../review/decide_pending.ts";
import type { OnStep } from "../state/move_head.ts";
import type { StateVersion } from "../state/state_repository.ts";
import { type FrozenBenchmark, pinBenchmark } from "./frozen_benchmark.ts";
import type { LearningSession, SessionOptions } from "./learning_session.ts";
import type { LearningHome } from "./open_home.ts";
import type { Benchmark, Gate, LockedReads } from "./ports.ts";
import { runSession } from "./run_session.ts";
import { editHistory, listSessions, unfinishedSession } from "./session_history.ts";
import { type SessionInputs, sessionInputsRecord } from "./session_inputs.ts";
import type { OpenTeacher, SessionEvent, SessionPorts } from "./session_ports.ts";
import { liveState } from "./session_state.ts";
import type { Trigger } from "./trigger.ts";

/** What a session is started with. */
export interface StartOptions {
  readonly home: LearningHome;
  readonly trigger: Trigger;
  readonly options: SessionOptions;
  readonly benchmark: Benchmark;
  readonly gate: Gate;
  readonly lockedReads: LockedReads;
  readonly teacherName: string;
  readonly openTeacher: OpenTeacher;
  /** JSONL file, or run folder, of the user's own runs. */
  readonly traces?: string;
  /** Go on with a session that was interrupted. @default {false} */
  readonly resume?: boolean;
  /** Give an interrupted session up; what it proved stays. @default {false} */
  readonly abandon?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: SessionEvent) => void;
  readonly onStep?: OnStep;
}

/**
 * Starts a session in a home, or goes on with the one that was interrupted.
 *
 * @throws {UserError} exit 2 when one is unfinished and nothing was said of it.
 */
export async function startSession(start: StartOptions): Promise<LearningSession> {
  const { home, benchmark, gate } = start;
  const open = await unfinishedSession(home.sessionsFolder);
  if (open !== undefined && start.abandon === true) {
    const error = "given up by its user";
    await writeSession(`${home.sessionsFolder}/${open.id}`, {
      ...open,
      status: "cancelled",
      error,
    });
  } else if (open !== undefined && start.resume !== true) {
    throw new UserError(
      `session ${open.id} is unfinished; --resume goes on with it, --abandon gives it up`,
    );
  } else if (open !== undefined) return await goOn(open, start);
  const version = start.options.benchmarkVersion;
  const frozen = await pinBenchmark(home.folder, benchmark, gate, version);
  const base = await home.store.head();
  const parentId = await parentOf(base, home);
  const ports = portsOf(start, {
    frozen,
    base,
    inputs: await inputsOf(start, frozen),
    options: start.options,
    ...(parentId === undefined ? {} : { parentId }),
  });
  return await runSession(start.trigger, ports);
}

/** Goes on with a session as it was told to begin with. */
async function goOn(open: LearningSession, start: StartOptions): Promise<LearningSession> {
  const { home, benchmark, gate } = start;
  const differs = open.benchmark.name !== benchmark.name
    ? `on benchmark ${open.benchmark.name}`
    : open.teacher !== start.teacherName
    ? `with the teacher ${open.teacher}`
    : undefined;
  if (differs !== undefined) {
    throw new UserError(`session ${open.id} was begun ${differs}; say so, or --abandon it`);
  }
  const file = `${home.sessionsFolder}/${open.id}/inputs.json`;
  const text = await namingFile(file, () => Deno.readTextFile(file));
  const { name, version } = open.benchmark;
  const ports = portsOf(start, {
    frozen: await pinBenchmark(home.folder, benchmark, gate, version),
    base: await home.store.at(open.gitCheckpointPre),
    inputs: sessionInputsRecord.read(JSON.parse(text), { file }),
    options: open.options,
    ...(open.parentId === undefined ? {} : { parentId: open.parentId }),
  });
  if (open.benchmark.environmentDigest !== benchmark.environmentDigest) {
    throw new UserError(
      `session ${open.id}: ${name} runs in another environment now (programs or versions ` +
        "changed); its runs cannot be compared, --abandon it",
    );
  }
  return await runSession(open.trigger, ports);
}

function portsOf(
  start: StartOptions,
  parts: Pick<SessionPorts, "frozen" | "base" | "inputs" | "options" | "parentId">,
): SessionPorts {
  const { home, benchmark, gate, lockedReads, teacherName, openTeacher } = start;
  return {
    ...parts,
    sessionsFolder: home.sessionsFolder,
    state: liveState(home.store),
    benchmark,
    gate,
    lockedReads,
    teacherName,
    openTeacher,
    review: home.queue,
    clock: home.clock,
    ...(start.signal === undefined ? {} : { signal: start.signal }),
    ...(start.onEvent === undefined ? {} : { onEvent: start.onEvent }),
    ...(start.onStep === undefined ? {} : { onStep: start.onStep }),
  };
}

/** The session that made the state which a session begins with. */
async function parentOf(base: StateVersion, home: LearningHome): Promise<string | undefined> {
  return (await listSessions(home.sessionsFolder))
    .findLast((one) => one.headStateDigest === base.digest && one.baseStateDigest !== base.digest)
    ?.id;
}

/** Collected traces that a teacher may see, and what became of earlier edits. */
async function inputsOf(start: StartOptions, frozen: FrozenBenchmark): Promise<SessionInputs> {
  const { home, gate, traces, signal } = start;
  const read: CollectedTraces = traces === undefined
    ? { count: 0, recent: [] }
    : await readCollectedTraces(traces, signal === undefined ? {} : { signal });
  const splits = gate.split(frozen.tasks, frozen.name);
  const hidden = new Set([...splits.gate, ...splits.locked].map((task) => task.id));
  const collected = read.recent.filter((trace) => !hidden.has(trace.taskId));
  return {
    collected,
    // Counted are those that may be seen; beyond what is kept, in proportion.
    collectedCount: read.recent.length === 0
      ? 0
      : Math.floor(read.count * collected.length / read.recent.length),
    history: await editHistory(home.sessionsFolder),
  };
}
