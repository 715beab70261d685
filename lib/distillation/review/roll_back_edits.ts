import { UserError } from "../../substrate/values/user_error.ts";
import type { LearningHome } from "../session/open_home.ts";
import { listSessions } from "../session/session_history.ts";
import { inForce, type RollbackResult } from "../state/roll_back.ts";
import type { StateCommit } from "../state/state_repository.ts";
import { writeSession } from "./decide_pending.ts";

/** What taking edits back came to. */
export interface RolledBack {
  /** Newest first. */
  readonly edits: readonly { readonly editId: string; readonly result: RollbackResult }[];
  /** Digest of the state now. */
  readonly digest: string;
  /** The state is that from before the oldest of these edits, to the byte. */
  readonly restored: boolean;
}

/**
 * Takes an accepted edit back, or all edits of a session that are in force, newest first.
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
  const edits: { editId: string; result: RollbackResult }[] = [];
  for (const commit of targets) {
    const editId = commit.trailers["Edit-ID"]!;
    const result = await store.rollBack(editId, commit.trailers["Session-ID"]!);
    edits.push({ editId, result });
    await noteRollback(editId, commit.trailers["Session-ID"]!, sessionsFolder);
  }
  const last = edits.at(-1)!.result;
  return { edits, digest: last.digest, restored: last.restored };
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

async function noteRollback(editId: string, sessionId: string, folder: string): Promise<void> {
  const session = (await listSessions(folder)).find((one) => one.id === sessionId);
  if (session === undefined) return;
  const editOutcomes = session.editOutcomes.map((one) =>
    one.editId === editId && one.status === "applied"
      ? { ...one, status: "rolled_back" as const, reason: "taken back by a person" }
      : one
  );
  const applied = editOutcomes.some((one) => one.status === "applied");
  const status = applied || session.status !== "completed" ? session.status : "rolled_back";
  await writeSession(`${folder}/${sessionId}`, { ...session, editOutcomes, status });
}
