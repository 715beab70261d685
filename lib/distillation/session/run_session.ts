import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { TeacherFailed } from "../diagnosis/teacher_failed.ts";
import { BudgetSpent } from "./budget_spent.ts";
import { conductSession } from "./conduct_session.ts";
import { type LearningSession, type SessionStatus, UNFINISHED } from "./learning_session.ts";
import { RECORDINGS } from "./recordings.ts";
import { ScorerFailed } from "./scorer_failed.ts";
import { openSessionDesk, readSession, type SessionDesk, sessionIdentity } from "./session_desk.ts";
import { decisionsText } from "./session_decisions.ts";
import type { SessionPorts } from "./session_ports.ts";
import type { Trigger } from "./trigger.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

/** Ends that may come out otherwise when the cause is gone: the same session is done anew. */
const DONE_ANEW: readonly SessionStatus[] = [
  "failed",
  "scorer_failed",
  "teacher_failed",
  "cancelled",
];

/**
 * Runs one learning session: readiness → benchmark before → diagnose → plan → execute each edit → benchmark
 * after → record. The state changes only by edits that the gate accepted, each in a commit of its own.
 *
 * A session is a function of what it was told and of the runs and answers it recorded: one that was killed
 * anywhere is run again, reads its own records, and ends with the same bytes. One that ended before, told the
 * same, is handed back as it is.
 *
 * @throws the signal's reason when interrupted; the session then goes on when it is run again. Everything else
 * that goes wrong ends it with a status of its own.
 */
export async function runSession(
  trigger: Trigger,
  ports: SessionPorts,
): Promise<LearningSession> {
  const { id } = sessionIdentity(ports);
  const folder = `${ports.sessionsFolder}/${id}`;
  const before = await readSession(folder);
  if (before !== undefined && DONE_ANEW.includes(before.status)) {
    // What failed then must not be read back as if it failed now.
    for (const name of RECORDINGS) await denoFileSystem.remove(`${folder}/${name}`);
  } else if (before !== undefined && !UNFINISHED.includes(before.status)) {
    ports.onEvent?.({ kind: "closed", session: before });
    return before;
  }
  const desk = await openSessionDesk(trigger, ports);
  let shop: Workshop | undefined;
  try {
    shop = await openWorkshop(desk.folder, ports);
    const [status, error] = await ended(desk, shop, ports);
    await close(desk, shop, ports, status, error);
    return desk.current;
  } finally {
    await shop?.close();
    await desk.journal.close();
  }
}

/** The status that the phases ended with, whatever happened in them. */
async function ended(
  desk: SessionDesk,
  shop: Workshop,
  ports: SessionPorts,
): Promise<readonly [SessionStatus, string | undefined]> {
  try {
    return [await conductSession(desk, shop, ports), undefined];
  } catch (error) {
    if (ports.signal?.aborted === true) throw error;
    if (!(error instanceof UserError)) {
      // A defect is the program's, not the session's; the record says so and the error goes on.
      const said = error instanceof Error ? error.message : String(error);
      await close(desk, shop, ports, "failed", `a defect of the program: ${said}`);
      throw error;
    }
    const status = error instanceof BudgetSpent
      ? "over_budget"
      : error instanceof TeacherFailed
      ? "teacher_failed"
      : error instanceof ScorerFailed
      ? "scorer_failed"
      : "failed";
    return [status, error.message];
  }
}

async function close(
  desk: SessionDesk,
  shop: Workshop,
  ports: SessionPorts,
  status: SessionStatus,
  error: string | undefined,
): Promise<void> {
  const said = error ?? desk.current.error;
  await desk.save({
    status,
    ...(said === undefined ? {} : { error: said.replace(/\s*[\r\n]+\s*/g, " ") }),
    cost: { limitUsd: shop.ledger.limitUsd, spentUsd: { ...shop.ledger.spentUsd } },
    timing: { ...desk.current.timing, endedAt: ports.clock.now().toISOString() },
  });
  await writeAtomicFile(`${desk.folder}/decisions.json`, decisionsText(desk.current));
  await desk.journal.write({
    kind: "closed",
    status,
    ...(said === undefined ? {} : { error: said }),
  });
  ports.onEvent?.({ kind: "closed", session: desk.current });
}
