import { UserError } from "../../substrate/values/user_error.ts";
import type { LearningHome } from "../session/open_home.ts";
import { inForce } from "../state/roll_back.ts";
import type { StateCommit } from "../state/state_repository.ts";
import { noteRollbacks } from "./note_rollbacks.ts";

/** What taking edits back came to. */
export interface RolledBack {
  /** Newest first. */
  readonly editIds: readonly string[];
  /** Digest of the state now. */
  readonly digest: string;
  /** The state is that from before the oldest of these edits, to the byte. */
  readonly restored: boolean;
}

/**
 * Takes an accepted edit back, or all edits of a session that are in force: by one commit, so that a process
 * killed anywhere leaves all of them or none.
 *
 * @param id an edit's or a session's id, or the beginning of one; `undefined`: the last session with an edit
 * @throws {UserError} exit 2 when nothing of that name is in force.
 */
export async function rollBackEdits(
  id: string | undefined,
  home: LearningHome,
): Promise<RolledBack> {
  const { store, sessionsFolder } = home;
  const targets = chosen(inForce(await store.history()), id);
  const editIds = targets.map(({ trailers }) => trailers["Edit-ID"]!);
  const { digest, restored } = await store.rollBack(editIds, targets[0]!.trailers["Session-ID"]!);
  await noteRollbacks(await store.history(), sessionsFolder);
  return { editIds, digest, restored };
}

function chosen(commits: readonly StateCommit[], id: string | undefined): readonly StateCommit[] {
  const session = (commit: StateCommit) => commit.trailers["Session-ID"];
  if (id === undefined) {
    const [last] = commits;
    if (last === undefined) throw new UserError("no edit is in force: the state is as it began");
    return commits.filter((commit) => session(commit) === session(last));
  }
  const edits = commits.filter((commit) => commit.trailers["Edit-ID"]!.startsWith(id));
  if (edits.length === 1) return edits;
  const own = commits.filter((commit) => session(commit)?.startsWith(id));
  if (edits.length === 0 && own.length > 0) return own;
  throw new UserError(
    edits.length > 1
      ? `${id} is the beginning of ${edits.length} edits; give more of it`
      : `no edit or session ${id} is in force; deno task distill history tells what happened`,
  );
}
