import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { stateFilesOf } from "../state/state_files.ts";
import { StaleState } from "../state/move_head.ts";
import type { StateStore } from "../state/open_state.ts";
import type { StateVersion } from "../state/state_repository.ts";
import { tierOf } from "../plan/make_plan.ts";
import type { GateDecision } from "../session/gate_decision.ts";
import {
  decisionText,
  idleOutcome,
  judgedOutcome,
  judgeTrial,
  tryEdit,
} from "../session/judge_edit.ts";
import {
  type EditOutcome,
  type LearningSession,
  learningSessionRecord,
} from "../session/learning_session.ts";
import { readSession } from "../session/session_desk.ts";
import type { SessionPorts } from "../session/session_ports.ts";
import { openWorkshop } from "../session/workshop.ts";
import type { OpenReviewQueue, PendingEdit } from "./review_queue.ts";

/** What a decision of a person needs. */
export interface DecidePorts extends
  Pick<
    SessionPorts,
    | "sessionsFolder"
    | "state"
    | "benchmark"
    | "frozen"
    | "gate"
    | "lockedReads"
    | "options"
    | "signal"
    | "onEvent"
  > {
  readonly store: StateStore;
  readonly queue: OpenReviewQueue;
}

/** What an approval came to. */
export interface Approval {
  readonly outcome: EditOutcome;
  readonly decision?: GateDecision;
  /** The state had moved on since the edit was planned: it was judged against today's. */
  readonly regated: boolean;
}

/** Alpha that sums of parts may miss. */
const DUST = 1e-9;

/** How often an approval starts over because another process changed the state meanwhile. */
const ATTEMPTS = 3;

/**
 * Approves an edit: validates it against today's state, gates it there, and commits it with the approver's name.
 * An edit that no longer fits expires; one that the gate does not accept is not kept, whoever approves it. Its
 * test is paid from what is left of the alpha of the session that planned it.
 *
 * @throws {UserError} exit 2 for an edit that does not wait.
 */
export async function approveEdit(
  editId: string,
  approver: string,
  ports: DecidePorts,
): Promise<Approval> {
  const pending = await ports.queue.get(editId);
  for (let attempt = 1;; attempt++) {
    try {
      const approval = await judgeToday(pending, approver, ports);
      if (approval.outcome.status !== "undecided") await ports.queue.remove(pending);
      return approval;
    } catch (error) {
      // Judged against a state that is no longer there: judge again.
      if (!(error instanceof StaleState) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Turns an edit down for good, with the person's reason. */
export async function rejectEdit(
  editId: string,
  reason: string,
  approver: string,
  ports: Pick<DecidePorts, "queue" | "sessionsFolder" | "store">,
): Promise<EditOutcome> {
  const pending = await ports.queue.get(editId);
  const head = await ports.store.head();
  const outcome: EditOutcome = {
    ...idleOutcome(pending.edit.id, "rejected_by_user", reason, head),
    approver,
  };
  await settle(pending, outcome, ports.sessionsFolder);
  await ports.queue.remove(pending);
  return outcome;
}

async function judgeToday(
  pending: PendingEdit,
  approver: string,
  ports: DecidePorts,
): Promise<Approval> {
  const { sessionId, edit } = pending;
  const head = await ports.store.head();
  const regated = head.digest !== edit.baseDigest;
  const today = { ...edit, riskTier: tierOf(edit, stateFilesOf(head.files)) };
  const trial = await tryEdit(today, head, ports);
  if (trial.kind === "no") {
    const status = trial.status === "invalid" ? "expired" : trial.status;
    const outcome = { ...idleOutcome(edit.id, status, trial.reason, head), approver };
    await settle(pending, outcome, ports.sessionsFolder);
    return { outcome, regated };
  }
  const folder = `${ports.sessionsFolder}/${sessionId}`;
  const { spent, waiting } = await alphaOf(sessionId, ports);
  const shop = await openWorkshop(folder, ports, true);
  let decision: GateDecision, alpha: LearningSession["alpha"];
  try {
    const { options, benchmark, signal, state } = ports;
    const gate = ports.gate.open({
      sessionId: `${sessionId}-${edit.id}`,
      seed: `${edit.id}/${head.digest}`,
      splits: shop.splits,
      student: shop.student,
      deterministic: benchmark.deterministic,
      alpha: options.alpha,
      minImprovement: options.minImprovement,
      maxRegression: options.maxRegression,
      subsampleSize: options.subsampleSize,
      repeats: options.repeats,
      expectedEdits: waiting,
      alphaSpent: spent,
      lockedReads: ports.lockedReads,
      ...(signal === undefined ? {} : { signal }),
    });
    ports.onEvent?.({ kind: "power", power: gate.power() });
    const calibration = await gate.calibrate(await state.folderOf(head.files));
    if (!calibration.calibrated) {
      throw new UserError(`the gate is not calibrated: ${calibration.reason}`, { exitCode: 1 });
    }
    decision = await judgeTrial(today, head, trial, { gate, state, signal });
    alpha = { ...gate.alpha };
  } finally {
    await shop.close();
  }
  await writeAtomicFile(`${folder}/gate/${edit.id}.json`, decisionText(decision));
  const after: StateVersion = decision.verdict === "accept"
    ? await ports.store.promote({
      edit: today,
      sessionId,
      base: head,
      candidate: trial.files,
      approver,
    })
    : head;
  const outcome = { ...judgedOutcome(decision, head, after), approver };
  await settle(pending, outcome, ports.sessionsFolder, alpha);
  return { outcome, decision, regated };
}

/**
 * What decisions on a session's edits have spent of its alpha, and the edits that share the rest: however many
 * are approved, they are false acceptances of one session.
 *
 * @throws {UserError} exit 1 where nothing is left.
 */
async function alphaOf(
  sessionId: string,
  { sessionsFolder, queue, options }: Pick<DecidePorts, "sessionsFolder" | "queue" | "options">,
): Promise<{ readonly spent: number; readonly waiting: number }> {
  const session = await readSession(`${sessionsFolder}/${sessionId}`);
  const spent = session?.alpha.spent ?? 0;
  const waiting = (await queue.list()).filter((one) => one.sessionId === sessionId).length;
  if (options.alpha - spent > DUST) return { spent, waiting };
  throw new UserError(
    `session ${sessionId} has spent its alpha of ${options.alpha}: no test of this edit is left; ` +
      "another session (deno task distill run) plans it anew",
    { exitCode: 1 },
  );
}

/** Writes the outcome into the session that planned the edit. */
async function settle(
  { sessionId, edit }: PendingEdit,
  outcome: EditOutcome,
  sessionsFolder: string,
  alpha?: LearningSession["alpha"],
): Promise<void> {
  const folder = `${sessionsFolder}/${sessionId}`;
  const session = await readSession(folder);
  if (session === undefined) return;
  const editOutcomes = session.editOutcomes.map((one) => one.editId === edit.id ? outcome : one);
  const waits = editOutcomes.some((one) => one.status === "pending_review");
  const status = session.status === "awaiting_review" && !waits ? "completed" : session.status;
  await writeSession(folder, {
    ...session,
    editOutcomes,
    status,
    ...(alpha === undefined ? {} : { alpha }),
  });
}

/** Replaces the record of a session. */
export async function writeSession(folder: string, session: LearningSession): Promise<void> {
  await writeAtomicFile(`${folder}/session.json`, `${learningSessionRecord.write(session)}\n`);
}
