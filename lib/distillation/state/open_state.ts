import { openPromotionJournal, type PromotionJournal } from "./promotion_journal.ts";
import { fileError } from "../../substrate/records/file_error.ts";
import { type FolderLock, lockFolder } from "../../substrate/runs/folder_lock.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { type MoveTools, type OnStep, recoverMove, type Recovery } from "./move_head.ts";
import { checkPlace } from "./place.ts";
import { promote, type PromoteRequest } from "./promote.ts";
import { rollBack, type RollbackResult } from "./roll_back.ts";
import { snapshots } from "./snapshots.ts";
import { readStateBytes, stateDigestOf } from "./state_files.ts";
import {
  type StateBytes,
  type StateCommit,
  stateRepository,
  type StateVersion,
} from "./state_repository.ts";

/** The accepted state of a harness and its history. One process at a time holds it. */
export interface StateStore {
  readonly folder: string;
  /** What opening it had to repair. */
  readonly recovered: Recovery;
  head(): Promise<StateVersion>;
  at(commit: string): Promise<StateVersion>;
  /** A folder with these files, for a student to read; never the live one. */
  folderOf(files: StateBytes): Promise<{ readonly folder: string; readonly digest: string }>;
  /** @throws {StaleState} when head is no longer the base. */
  promote(request: PromoteRequest): Promise<StateVersion>;
  /** Takes accepted edits back, all or none. @throws {UserError} where later edits stand in the way. */
  rollBack(editIds: readonly string[], sessionId: string): Promise<RollbackResult>;
  /** Newest first. */
  history(): Promise<readonly StateCommit[]>;
  close(): Promise<void>;
}

/** Options of {@linkcode openState}. */
export interface OpenStateOptions {
  /** Folder that holds `state/` and all that is kept beside it. */
  readonly home: string;
  readonly clock: Clock;
  /** Hears of each durable step. @default nobody */
  readonly onStep?: OnStep;
}

/**
 * Opens the state for one process, makes an interrupted change whole, and refuses a dirty one.
 *
 * @throws {UserError} exit 2: no state, one in use, one inside a source tree, files that are not committed.
 */
export async function openState(options: OpenStateOptions): Promise<StateStore> {
  const home = await realHome(options.home);
  const folder = `${home}/state`;
  await checkPlace(folder);
  const lock = await lockFolder(home, { clock: options.clock });
  let journal: PromotionJournal | undefined;
  try {
    await Deno.remove(`${home}/scratch`, { recursive: true }).catch(() => {});
    journal = await openPromotionJournal(`${home}/promotions.jsonl`);
    let scratches = 0;
    const repository = stateRepository(folder);
    const tools: MoveTools = {
      repository,
      journal,
      scratch: () => `${home}/scratch/${scratches++}`,
      onStep: options.onStep ?? (() => {}),
    };
    const recovered = await recoverMove(tools);
    const store = openStore(home, tools, options.clock, recovered, { lock, journal });
    await refuseDirty(folder, (await store.head()).files);
    return store;
  } catch (error) {
    await journal?.close();
    await lock.release();
    throw error;
  }
}

function openStore(
  home: string,
  tools: MoveTools,
  clock: Clock,
  recovered: Recovery,
  held: { readonly lock: FolderLock; readonly journal: PromotionJournal },
): StateStore {
  const { repository } = tools;
  const kept = new Map<string, StateVersion>();
  const folders = snapshots(`${home}/snapshots`);
  const at = async (commit: string): Promise<StateVersion> => {
    const known = kept.get(commit);
    if (known !== undefined) return known;
    const files = await repository.filesOf(commit, tools.scratch());
    const version = { commit, digest: stateDigestOf(files), files };
    kept.set(commit, version);
    return version;
  };
  const head = async () => await at(await repository.head());
  const date = () => clock.now().toISOString();
  return {
    folder: repository.folder,
    recovered,
    head,
    at,
    folderOf: (files) => folders.folderOf(files),
    promote: async (request) => await at(await promote(request, tools, date())),
    rollBack: async (editIds, sessionId) =>
      await rollBack({ editIds, sessionId, date: date(), head: await head(), at }, tools),
    history: () => repository.history(),
    close: async () => {
      await folders.clear();
      await held.journal.close();
      await held.lock.release();
    },
  };
}

/** The home as a real path. @throws {UserError} exit 2 where it holds no state */
export async function realHome(home: string): Promise<string> {
  try {
    const real = await Deno.realPath(home);
    await Deno.stat(`${real}/state/.git`);
    return real;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw fileError(home, error);
    throw new UserError(`${home}: holds no state yet; deno task distill init makes one`);
  }
}

/** Changes that nobody committed would end up in the next edit's commit, or be lost by it. */
async function refuseDirty(folder: string, head: StateBytes): Promise<void> {
  const now = await readStateBytes(folder);
  if (stateDigestOf(now) === stateDigestOf(head)) return;
  const paths = [...new Set([...now.keys(), ...head.keys()])].sort();
  const differs = paths.find((path) => now.get(path)?.toHex() !== head.get(path)?.toHex())!;
  throw new UserError(
    `${folder}/${differs}: has changes that are not committed; commit them (git -C ${folder} ` +
      `add -A && git -C ${folder} commit) or undo them, then run again`,
  );
}
