import type { Clock } from "../../substrate/values/clock.ts";
import { noteRollbacks } from "../review/note_rollbacks.ts";
import { type OpenReviewQueue, reviewQueue } from "../review/review_queue.ts";
import type { OnStep } from "../state/move_head.ts";
import { openState, realHome, type StateStore } from "../state/open_state.ts";

/** Where things are in a learning home; they can be read while another process runs a session. */
export interface HomePlaces {
  /** Absolute. */
  readonly folder: string;
  readonly sessionsFolder: string;
  readonly queue: OpenReviewQueue;
  /** Rows of who looked at a locked split. */
  readonly lockedReadsFile: string;
  /** Flags that users raised: traces to look into. */
  readonly flagsFile: string;
  /** How far a watch has come. */
  readonly watchFile: string;
}

/** A learning home that this process alone may change. */
export interface LearningHome extends HomePlaces {
  readonly store: StateStore;
  readonly clock: Clock;
  /** A path in the home that does not exist. */
  scratch(name: string): string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The places of a home. @throws {UserError} exit 2 where there is none */
export async function homePlaces(home: string): Promise<HomePlaces> {
  const folder = await realHome(home);
  return {
    folder,
    sessionsFolder: `${folder}/sessions`,
    queue: reviewQueue(`${folder}/review`),
    lockedReadsFile: `${folder}/locked_reads.jsonl`,
    flagsFile: `${folder}/flags.jsonl`,
    watchFile: `${folder}/watch.json`,
  };
}

/**
 * Opens a home for one process. An interrupted change of the state is made whole first, and so are the records
 * of what was taken back.
 *
 * @throws {UserError} exit 2: no home, one in use, one with files that are not committed.
 */
export async function openHome(options: {
  readonly home: string;
  readonly clock: Clock;
  readonly onStep?: OnStep;
}): Promise<LearningHome> {
  const places = await homePlaces(options.home);
  const store = await openState(options);
  try {
    await noteRollbacks(await store.history(), places.sessionsFolder);
  } catch (error) {
    await store.close();
    throw error;
  }
  const close = () => store.close();
  return {
    ...places,
    store,
    clock: options.clock,
    scratch: (name) => `${places.folder}/scratch/${name}`,
    close,
    [Symbol.asyncDispose]: close,
  };
}
