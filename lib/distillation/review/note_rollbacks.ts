import { UNFINISHED } from "../session/learning_session.ts";
import { listSessions } from "../session/session_history.ts";
import { undoneCommits } from "../state/roll_back.ts";
import type { StateCommit } from "../state/state_repository.ts";
import { writeSession } from "./decide_pending.ts";

/**
 * Writes into the records of sessions which of their edits the history says were taken back. A rollback is told
 * of by git first, so a process killed before its record was written is made good by the next one.
 */
export async function noteRollbacks(
  history: readonly StateCommit[],
  sessionsFolder: string,
): Promise<void> {
  const undone = undoneCommits(history);
  if (undone.size === 0) return;
  for (const session of await listSessions(sessionsFolder)) {
    // One that goes on writes its own record.
    if (UNFINISHED.includes(session.status)) continue;
    const taken = session.editOutcomes.filter((one) =>
      one.status === "applied" && one.commit !== undefined && undone.has(one.commit)
    );
    if (taken.length === 0) continue;
    const editOutcomes = session.editOutcomes.map((one) =>
      taken.includes(one)
        ? { ...one, status: "rolled_back" as const, reason: "taken back by a person" }
        : one
    );
    const stays = editOutcomes.some((one) => one.status === "applied");
    const status = stays || session.status !== "completed" ? session.status : "rolled_back";
    await writeSession(`${sessionsFolder}/${session.id}`, { ...session, editOutcomes, status });
  }
}
