import type { StateStore } from "../state/open_state.ts";
import type { PromoteRequest } from "../state/promote.ts";
import { stateDigestOf } from "../state/state_files.ts";
import type { StateBytes, StateVersion } from "../state/state_repository.ts";
import type { StateFolder } from "./ports.ts";

/** The state as a session changes it. */
export interface SessionState {
  at(commit: string): Promise<StateVersion>;
  /** A trial copy: a folder of its own. */
  folderOf(files: StateBytes): Promise<StateFolder>;
  /** @throws {StaleState} when the state is no longer the base. */
  promote(request: PromoteRequest): Promise<StateVersion>;
  /** Takes edits of this session back at once; hands back the state after it. */
  takeBack(
    editIds: readonly string[],
    sessionId: string,
    before: StateVersion,
  ): Promise<StateVersion>;
}

/**
 * The live state. What a killed attempt of the same session did already is found in git's history and not
 * done again.
 */
export function liveState(store: StateStore): SessionState {
  return {
    at: (commit) => store.at(commit),
    folderOf: (files) => store.folderOf(files),
    promote: async (request) => {
      const { edit, sessionId, base, candidate } = request;
      const done = (await store.history()).find((one) =>
        one.trailers["Edit-ID"] === edit.id && one.trailers["Session-ID"] === sessionId &&
        one.parent === base.commit && one.trailers["State-After"] === stateDigestOf(candidate)
      );
      return done === undefined ? await store.promote(request) : await store.at(done.commit);
    },
    takeBack: async (editIds, sessionId) => {
      const done = (await store.history()).find((one) =>
        one.trailers["Session-ID"] === sessionId &&
        editIds.every((id) => one.trailers["Rolls-Back"]?.split(" ").includes(id))
      );
      return await store.at(done?.commit ?? (await store.rollBack(editIds, sessionId)).commit);
    },
  };
}

/** A state that a replay changes in memory only. */
export function replayedState(store: StateStore): SessionState {
  const made = new Map<string, StateVersion>();
  let moves = 0;
  return {
    at: async (commit) => made.get(commit) ?? await store.at(commit),
    folderOf: (files) => store.folderOf(files),
    promote: ({ candidate }) => {
      const commit = `replayed-${++moves}`;
      const version = { commit, digest: stateDigestOf(candidate), files: candidate };
      made.set(commit, version);
      return Promise.resolve(version);
    },
    takeBack: (_editIds, _sessionId, before) => Promise.resolve(before),
  };
}
