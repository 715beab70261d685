import { sha256 } from "../../substrate/values/digest.ts";
import { applyEdit } from "../edits/apply_edit.ts";
import type { Edit } from "../edits/edit.ts";
import type { AnyEditOp } from "../edits/edit_ops.ts";
import type { StateBytes, StateVersion } from "../state/state_repository.ts";
import { type GateDecision, gateDecisionRecord } from "./gate_decision.ts";
import type { EditOutcome } from "./learning_session.ts";
import type { Benchmark, GateSession } from "./ports.ts";
import type { SessionState } from "./session_state.ts";

/** An edit that was tried on a copy of a state. */
export type TrialResult =
  | {
    readonly kind: "ready";
    readonly files: StateBytes;
    readonly folder: string;
    readonly digest: string;
  }
  | { readonly kind: "no"; readonly status: "invalid" | "apply_failed"; readonly reason: string };

/** Makes the trial copy of an edit and has the harness load it. */
export async function tryEdit(
  edit: Edit,
  base: StateVersion,
  { benchmark, state, op }: {
    readonly benchmark: Benchmark;
    readonly state: SessionState;
    readonly op?: AnyEditOp;
  },
): Promise<TrialResult> {
  const applied = applyEdit(edit, base.files, op);
  if (applied.kind !== "applied") {
    return { kind: "no", status: applied.kind, reason: applied.reason };
  }
  const { folder, digest } = await state.folderOf(applied.files);
  const wrong = await benchmark.check(folder);
  if (wrong !== undefined) {
    return { kind: "no", status: "invalid", reason: `the harness refuses it: ${wrong}` };
  }
  return { kind: "ready", files: applied.files, folder, digest };
}

/** The text of `gate/<edit>.json`. */
export function decisionText(decision: GateDecision): string {
  return `${gateDecisionRecord.write(decision)}\n`;
}

/** Puts a trial copy before the gate. */
export async function judgeTrial(
  edit: Edit,
  base: StateVersion,
  trial: Extract<TrialResult, { kind: "ready" }>,
  { gate, state, signal }: {
    readonly gate: GateSession;
    readonly state: SessionState;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<GateDecision> {
  return await gate.decide({
    editId: edit.id,
    baseline: await state.folderOf(base.files),
    candidate: { folder: trial.folder, digest: trial.digest },
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The outcome of an edit that the gate did not accept, or that was kept as `after`. */
export function judgedOutcome(
  decision: GateDecision,
  before: StateVersion,
  after: StateVersion,
): EditOutcome {
  const status = decision.verdict === "accept"
    ? "applied"
    : decision.verdict === "reject"
    ? "rejected_by_gate"
    : "undecided";
  return {
    editId: decision.editId,
    status,
    reason: decision.reason,
    benchmarkDelta: decision.delta,
    clusterDeltas: Object.fromEntries(decision.clusters.map(({ id, delta }) => [id, delta])),
    gateDigest: sha256(decisionText(decision)),
    stateBefore: before.digest,
    stateAfter: after.digest,
    ...(status === "applied" ? { commit: after.commit } : {}),
  };
}

/** The outcome of an edit that changed nothing. */
export function idleOutcome(
  editId: string,
  status: EditOutcome["status"],
  reason: string,
  state: Pick<StateVersion, "digest">,
): EditOutcome {
  const { digest } = state;
  return { editId, status, reason, clusterDeltas: {}, stateBefore: digest, stateAfter: digest };
}
