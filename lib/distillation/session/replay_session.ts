import { namingFile } from "../../substrate/records/file_error.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { StateStore } from "../state/open_state.ts";
import { noReview } from "../review/review_queue.ts";
import type { LearningSession } from "./learning_session.ts";
import type { Benchmark } from "./ports.ts";
import { RECORDINGS } from "./recordings.ts";
import { runSession } from "./run_session.ts";
import { sessionInputsRecord } from "./session_inputs.ts";
import type { SessionPorts } from "./session_ports.ts";
import { replayedState } from "./session_state.ts";

/** What a replay needs besides the record. */
export type ReplayPorts =
  & Pick<
    SessionPorts,
    "benchmark" | "frozen" | "gate" | "openTeacher" | "clock" | "sessionsFolder" | "signal"
  >
  & {
    readonly store: StateStore;
    /** A folder that does not exist; gone afterwards. */
    readonly scratch: string;
  };

/** What a replay came to. */
export interface Replay {
  readonly identical: boolean;
  /** Files that came out differently, or were made only once. */
  readonly differing: readonly string[];
  /** Digest over all replayed files. */
  readonly digest: string;
  readonly files: number;
}

/** Files that hold wall-clock, or that later decisions of people change. */
const BESIDES = ["session.json", "journal.jsonl"];

/**
 * Runs a recorded session again from its recordings, spending nothing and changing nothing, and compares all
 * that it decided byte by byte.
 *
 * @throws {UserError} exit 1 when the recording lacks a run.
 */
export async function replaySession(
  session: LearningSession,
  ports: ReplayPorts,
): Promise<Replay> {
  const { store, scratch, sessionsFolder, frozen, gate, clock, openTeacher, signal } = ports;
  const recorded = `${sessionsFolder}/${session.id}`;
  const replayed = `${scratch}/${session.id}`;
  const gaps: string[] = [];
  try {
    await namingFile(scratch, () => Deno.mkdir(replayed, { recursive: true }));
    for (const name of RECORDINGS) {
      await Deno.copyFile(`${recorded}/${name}`, `${replayed}/${name}`).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    }
    const inputs = `${recorded}/inputs.json`;
    await runSession(session.trigger, {
      options: session.options,
      ...(session.parentId === undefined ? {} : { parentId: session.parentId }),
      sessionsFolder: scratch,
      state: replayedState(store),
      base: await store.at(session.gitCheckpointPre),
      benchmark: recordedBenchmark(ports.benchmark, session, (taskId) => gaps.push(taskId)),
      frozen,
      teacherName: session.teacher,
      openTeacher,
      gate,
      inputs: sessionInputsRecord.read(JSON.parse(await Deno.readTextFile(inputs)), {
        file: inputs,
      }),
      review: noReview,
      lockedReads: { note: () => Promise.resolve(session.confirmation?.looked ?? 1) },
      clock,
      ...(signal === undefined ? {} : { signal }),
    });
    if (gaps.length > 0) {
      throw new UserError(`${recorded}: the recording lacks a run of ${gaps[0]}`, { exitCode: 1 });
    }
    return await compared(recorded, replayed);
  } finally {
    await Deno.remove(scratch, { recursive: true }).catch(() => {});
  }
}

/** A benchmark that knows its tasks but runs none of them. */
function recordedBenchmark(
  benchmark: Benchmark,
  session: LearningSession,
  onGap: (taskId: string) => void,
): Benchmark {
  return {
    ...benchmark,
    environmentDigest: session.benchmark.environmentDigest,
    // deno-lint-ignore require-yield -- there is nothing to hand out
    score: async function* ({ taskIds }) {
      for (const taskId of taskIds) onGap(taskId);
      await Promise.resolve();
    },
  };
}

async function compared(recorded: string, replayed: string): Promise<Replay> {
  const [before, after] = [await filesIn(recorded), await filesIn(replayed)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const differing = names.filter((name) => before.get(name) !== after.get(name));
  const digest = sha256(names.map((name) => `${name} ${after.get(name)}\n`).join(""));
  return { identical: differing.length === 0, differing, digest, files: names.length };
}

/** Digests of the files that a session decided, by name. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const walk = async (under: string): Promise<void> => {
    for await (const entry of Deno.readDir(`${folder}/${under}`)) {
      const name = under + entry.name;
      if (entry.isDirectory) {
        if (name !== "traces") await walk(`${name}/`);
      } else if (![...RECORDINGS, ...BESIDES].includes(name)) {
        found.set(name, sha256(await Deno.readFile(`${folder}/${name}`)));
      }
    }
  };
  await walk("");
  return found;
}
