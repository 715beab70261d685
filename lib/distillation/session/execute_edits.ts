import type { Edit } from "../edits/edit.ts";
import type { StateVersion } from "../state/state_repository.ts";
import { BudgetSpent } from "./budget_spent.ts";
import { decisionText, idleOutcome, judgedOutcome, judgeTrial, tryEdit } from "./judge_edit.ts";
import type { AutonomyMode, EditOutcome } from "./learning_session.ts";
import type { GateSession } from "./ports.ts";
import type { SessionDesk } from "./session_desk.ts";
import type { SessionPorts } from "./session_ports.ts";

/** Whether an edit is judged now or waits for a person. */
export function routeOf(
  { riskTier }: Pick<Edit, "riskTier">,
  mode: AutonomyMode,
): "gate" | "queue" {
  if (mode === "manual" || riskTier === "manual") return "queue";
  return riskTier === "auto" || mode === "auto" ? "gate" : "queue";
}

/** What executing the edits came to. */
export interface Executed {
  readonly outcomes: readonly EditOutcome[];
  /** The state after the last accepted edit. */
  readonly head: StateVersion;
  /** The budget ended before the edits did. */
  readonly spent?: BudgetSpent;
}

/**
 * Takes the edits of a plan one by one: route, validate, apply to a trial copy, gate, promote or discard. The
 * baseline rolls: each edit is judged against the state that the accepted ones before it made.
 */
export async function executeEdits(
  edits: readonly Edit[],
  base: StateVersion,
  gate: GateSession,
  desk: SessionDesk,
  ports: SessionPorts,
): Promise<Executed> {
  const outcomes: EditOutcome[] = [];
  const tried = new Map<string, string>([[base.digest, "the state itself"]]);
  let head = base, spent: BudgetSpent | undefined;
  for (const edit of edits) {
    const outcome = spent === undefined
      ? await one(edit)
      : idleOutcome(edit.id, "skipped", `not judged: ${spent.message}`, head);
    outcomes.push(outcome);
    const detail = `${outcome.status}: ${outcome.reason}`;
    await desk.journal.write({ kind: "edit", editId: edit.id, step: "outcome", detail });
    await desk.save({
      editOutcomes: [...outcomes],
      headStateDigest: head.digest,
      gitCheckpointPost: head.commit,
      alpha: { ...gate.alpha },
    });
    ports.onEvent?.({ kind: "edit", edit, outcome });
  }
  return spent === undefined ? { outcomes, head } : { outcomes, head, spent };

  async function one(edit: Edit): Promise<EditOutcome> {
    ports.signal?.throwIfAborted();
    const note = (step: "trial" | "gate" | "promote" | "queue") =>
      desk.journal.write({ kind: "edit", editId: edit.id, step });
    await note("trial");
    const trial = await tryEdit(edit, head, ports);
    if (trial.kind === "no") return idleOutcome(edit.id, trial.status, trial.reason, head);
    if (routeOf(edit, ports.options.autonomyMode) === "queue") {
      await note("queue");
      await ports.review.add(desk.current.id, edit);
      const why = ports.options.autonomyMode === "manual"
        ? "every edit of a manual session waits for a person"
        : `an edit of the ${edit.riskTier} tier waits for a person`;
      return idleOutcome(edit.id, "pending_review", why, head);
    }
    const before = tried.get(trial.digest);
    if (before !== undefined) {
      return idleOutcome(edit.id, "superseded", `it leads to the same state as ${before}`, head);
    }
    tried.set(trial.digest, `edit ${edit.id}`);
    await note("gate");
    const { state, signal } = ports;
    let decision;
    try {
      decision = await judgeTrial(edit, head, trial, { gate, state, signal });
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      spent = error;
      return idleOutcome(edit.id, "skipped", `not judged to the end: ${error.message}`, head);
    }
    await desk.artefact(`gate/${edit.id}.json`, decisionText(decision));
    const from = head;
    if (decision.verdict === "accept") {
      await note("promote");
      head = await state.promote({
        edit,
        sessionId: desk.current.id,
        base: head,
        candidate: trial.files,
      });
    }
    return judgedOutcome(decision, from, head);
  }
}
