import type { Gate } from "../session/ports.ts";
import { openGateSession } from "./gate_session.ts";
import { splitTasks } from "./split_tasks.ts";

/** Named in every decision; other rules have another name. */
export const GATE_NAME = "paired-betting/2";

/**
 * The gate: paired scores on identical (task, seed) pairs, bets that may be looked at any time, alpha shared by
 * the session's edits, three answers.
 *
 * What it promises: of the sessions whose edits all change nothing, no more than `alpha` accept any (Ville's
 * inequality for each edit, the ledger for their sum); an edit whose gains and losses cancel is accepted with
 * no more than `alpha` either, each edit for itself. It holds over tasks like those of the gate split. Tasks
 * are used again by the next edit of a session, and where runs are noisy the baseline is measured anew only
 * after an accepted edit: a baseline that was lucky makes the edits before an acceptance harder to accept, not
 * easier, and plans are made before any of these scores is seen.
 */
export function createPairedGate(): Gate {
  return {
    name: GATE_NAME,
    split: splitTasks,
    open: (options) => openGateSession(options, GATE_NAME),
  };
}
