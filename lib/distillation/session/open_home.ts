import type { Clock } from "../../substrate/values/clock.ts";
import { type OpenReviewQueue, reviewQueue } from "../review/review_queue.ts";
import type { OnStep } from "../state/move_head.ts";
import { openState, type StateStore } from "../state/open_state.ts";

/** A learning home: the state, and all that was learned about it. */
export interface LearningHome {
  /** Absolute. */
  readonly folder: string;
  readonly store: StateStore;
  readonly sessionsFolder: string;
  readonly queue: OpenReviewQueue;
  /** Rows of who looked at a locked split. */
  readonly lockedReadsFile: string;
  /** Flags that users raised: traces to look into. */
  readonly flagsFile: string;
  readonly clock: Clock;
  /** A path in the home that does not exist. */
  scratch(name: string): string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens a home for one process. An interrupted change of the state is made whole first.
 *
 * @throws {UserError} exit 2: no home, one in use, one with files that are not committed.
 */
export async function openHome(options: {
  readonly home: string;
  readonly clock: Clock;
  readonly onStep?: OnStep;
}): Promise<LearningHome> {
  const store = await openState(options);
  const folder = store.folder.slice(0, -"/state".length);
  const close = () => store.close();
  return {
    folder,
    store,
    sessionsFolder: `${folder}/sessions`,
    queue: reviewQueue(`${folder}/review`),
    lockedReadsFile: `${folder}/locked_reads.jsonl`,
    flagsFile: `${folder}/flags.jsonl`,
    clock: options.clock,
    scratch: (name) => `${folder}/scratch/${name}`,
    close,
    [Symbol.asyncDispose]: close,
  };
}
