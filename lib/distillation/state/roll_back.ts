import { UserError } from "../../substrate/values/user_error.ts";
import { inverseOf, takeBack } from "./inverse.ts";
import { moveHead, type MoveTools } from "./move_head.ts";
import { changedPaths } from "./promote.ts";
import { stateDigestOf, stateFilesOf, withChanges } from "./state_files.ts";
import type { StateBytes, StateCommit, StateVersion } from "./state_repository.ts";

/** What is to be taken back, and the state it is taken back from. */
export interface RollbackRequest {
  /** Of edits in force, in any order; at least one. */
  readonly editIds: readonly string[];
  readonly sessionId: string;
  readonly date: string;
  readonly head: StateVersion;
  readonly at: (commit: string) => Promise<StateVersion>;
}

/** What a rollback came to. */
export interface RollbackResult {
  readonly commit: string;
  readonly digest: string;
  /** The digest of the state from before the oldest of the edits. */
  readonly before: string;
  /** The state is that of before these edits, to the byte; false where others stay. */
  readonly restored: boolean;
}

/**
 * Takes accepted edits back by one commit, all of them or none; edits accepted since stay.
 *
 * @throws {UserError} exit 2 for an edit that is not in force, exit 1 naming the later edits in the way.
 */
export async function rollBack(
  { editIds, sessionId, date, head, at }: RollbackRequest,
  tools: MoveTools,
): Promise<RollbackResult> {
  const history = await tools.repository.history();
  const found = commitsOf(editIds, history);
  let files = head.files;
  for (const commit of found) {
    files = await withoutEdit(commit, files, history, at);
  }
  const before = await at(found.at(-1)!.parent!);
  const digest = stateDigestOf(files);
  const edits = found.map((one) => one.trailers["Edit-ID"]!).join(" ");
  const commit = await moveHead({
    kind: "rollback",
    editId: edits,
    sessionId,
    from: head.commit,
    fromDigest: head.digest,
    toDigest: digest,
    paths: changedPaths(head.files, files),
    after: files,
    message: [
      `roll back ${found.map((one) => one.subject).join(", ")}`,
      "",
      `Rolls-Back: ${edits}`,
      `Rolls-Back-Commit: ${found.map((one) => one.commit).join(" ")}`,
      `Session-ID: ${sessionId}`,
      `State-Before: ${head.digest}`,
      `State-After: ${digest}`,
      "",
    ].join("\n"),
    date,
  }, tools);
  return { commit, digest, before: before.digest, restored: digest === before.digest };
}

/** Their commits, newest first. */
function commitsOf(
  editIds: readonly string[],
  history: readonly StateCommit[],
): readonly StateCommit[] {
  const standing = inForce(history).filter(({ parent }) => parent !== undefined);
  const known = new Set(standing.map(({ trailers }) => trailers["Edit-ID"]));
  const unknown = editIds.find((id) => !known.has(id));
  if (unknown !== undefined || editIds.length === 0) {
    throw new UserError(`edit ${unknown ?? ""} is not in force in this state`);
  }
  return standing.filter(({ trailers }) => editIds.includes(trailers["Edit-ID"]!));
}

/** Files without what one commit did to them. */
async function withoutEdit(
  commit: StateCommit,
  files: StateBytes,
  history: readonly StateCommit[],
  at: RollbackRequest["at"],
): Promise<StateBytes> {
  const [before, after] = [await at(commit.parent!), await at(commit.commit)];
  if (stateDigestOf(files) === after.digest) return before.files;
  const inverse = inverseOf(stateFilesOf(before.files), stateFilesOf(after.files));
  const { changes, conflicts } = takeBack(inverse, stateFilesOf(files));
  if (conflicts.length === 0) return withChanges(files, changes);
  const { path, pointer } = conflicts[0]!;
  const place = pointer === undefined ? path : `${path} at ${pointer.join(".")}`;
  const later = history.slice(0, history.indexOf(commit))
    .flatMap(({ trailers }) => trailers["Edit-ID"] ?? []);
  throw new UserError(
    `edit ${
      commit.trailers["Edit-ID"]
    } cannot be taken back by itself: ${place} was changed since` +
      (later.length === 0 ? "" : `; take back first: ${later.join(", ")}`),
    { exitCode: 1 },
  );
}

/** Commits of edits that no later commit took back, newest first. */
export function inForce(history: readonly StateCommit[]): readonly StateCommit[] {
  const undone = undoneCommits(history);
  return history.filter(({ commit, trailers }) =>
    trailers["Edit-ID"] !== undefined && !undone.has(commit)
  );
}

/** Ids of the commits that later ones took back. */
export function undoneCommits(history: readonly StateCommit[]): ReadonlySet<string> {
  return new Set(
    history.flatMap(({ trailers }) => trailers["Rolls-Back-Commit"]?.split(" ") ?? []),
  );
}
