import { UserError } from "../../substrate/values/user_error.ts";
import { inverseOf, takeBack } from "./inverse.ts";
import { moveHead, type MoveTools } from "./move_head.ts";
import { changedPaths } from "./promote.ts";
import { stateDigestOf, stateFilesOf, withChanges } from "./state_files.ts";
import type { StateCommit, StateVersion } from "./state_repository.ts";

/** What is to be taken back, and the state it is taken back from. */
export interface RollbackRequest {
  readonly editId: string;
  readonly sessionId: string;
  readonly date: string;
  readonly head: StateVersion;
  readonly at: (commit: string) => Promise<StateVersion>;
}

/** What a rollback came to. */
export interface RollbackResult {
  readonly commit: string;
  readonly digest: string;
  /** The digest of the state from before the edit. */
  readonly before: string;
  /** The state is that of before the edit, to the byte; false where later edits stay. */
  readonly restored: boolean;
}

/**
 * Takes one accepted edit back by a commit of its own; edits accepted since stay.
 *
 * @throws {UserError} exit 2 for an edit that is not in force, exit 1 naming the later edits in the way.
 */
export async function rollBack(
  { editId, sessionId, date, head, at }: RollbackRequest,
  tools: MoveTools,
): Promise<RollbackResult> {
  const history = await tools.repository.history();
  const found = inForce(history).find((commit) => commit.trailers["Edit-ID"] === editId);
  if (found?.parent === undefined) {
    throw new UserError(`edit ${editId} is not in force in this state`);
  }
  const [before, after] = [await at(found.parent), await at(found.commit)];
  const inverse = inverseOf(stateFilesOf(before.files), stateFilesOf(after.files));
  const { changes, conflicts } = takeBack(inverse, stateFilesOf(head.files));
  const exact = head.digest === after.digest;
  if (!exact && conflicts.length > 0) {
    const { path, pointer } = conflicts[0]!;
    const place = pointer === undefined ? path : `${path} at ${pointer.join(".")}`;
    const later = history.slice(0, history.indexOf(found))
      .flatMap((commit) => commit.trailers["Edit-ID"] ?? []);
    throw new UserError(
      `edit ${editId} cannot be taken back by itself: ${place} was changed since` +
        (later.length === 0 ? "" : `; take back first: ${later.join(", ")}`),
      { exitCode: 1 },
    );
  }
  const files = exact ? before.files : withChanges(head.files, changes);
  const digest = stateDigestOf(files);
  const commit = await moveHead({
    kind: "rollback",
    editId,
    sessionId,
    from: head.commit,
    fromDigest: head.digest,
    toDigest: digest,
    paths: changedPaths(head.files, files),
    after: files,
    message: [
      `roll back ${found.subject}`,
      "",
      `Rolls-Back: ${editId}`,
      `Rolls-Back-Commit: ${found.commit}`,
      `Session-ID: ${sessionId}`,
      `State-Before: ${head.digest}`,
      `State-After: ${digest}`,
      "",
    ].join("\n"),
    date,
  }, tools);
  return { commit, digest, before: before.digest, restored: digest === before.digest };
}

/** Commits of edits that no later commit took back, newest first. */
export function inForce(history: readonly StateCommit[]): readonly StateCommit[] {
  const undone = new Set(history.flatMap((commit) => commit.trailers["Rolls-Back-Commit"] ?? []));
  return history.filter((commit) =>
    commit.trailers["Edit-ID"] !== undefined && !undone.has(commit.commit)
  );
}
