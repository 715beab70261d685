import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Edit } from "../edits/edit.ts";
import { moveHead, type MoveTools, StaleState } from "./move_head.ts";
import { stateDigestOf } from "./state_files.ts";
import type { StateBytes, StateVersion } from "./state_repository.ts";

/** An accepted edit that is to become the state. */
export interface PromoteRequest {
  readonly edit: Edit;
  readonly sessionId: string;
  /** What the candidate was made from and gated against. */
  readonly base: StateVersion;
  readonly candidate: StateBytes;
  /** Who approved it, where a person did. */
  readonly approver?: string;
}

/**
 * Commits an accepted edit: one commit, with the trailers Edit-ID, Session-ID and Risk-Tier.
 *
 * @throws {StaleState} when head is no longer the base.
 */
export async function promote(
  { edit, sessionId, base, candidate, approver }: PromoteRequest,
  tools: MoveTools,
  date: string,
): Promise<string> {
  if (await tools.repository.head() !== base.commit) {
    throw new StaleState(`${tools.repository.folder}: the state was changed by another`);
  }
  const toDigest = stateDigestOf(candidate);
  const trailers = [
    `Edit-ID: ${edit.id}`,
    `Session-ID: ${sessionId}`,
    `Risk-Tier: ${edit.riskTier}`,
    `State-Before: ${base.digest}`,
    `State-After: ${toDigest}`,
    ...(approver === undefined ? [] : [`Approved-By: ${approver.replace(/\s+/g, " ").trim()}`]),
  ];
  const payload = canonicalJson(edit.payload);
  const shown = payload.length > 2000 ? `${payload.slice(0, 2000)}…` : payload;
  return await moveHead({
    kind: "promote",
    editId: edit.id,
    sessionId,
    from: base.commit,
    fromDigest: base.digest,
    toDigest,
    paths: changedPaths(base.files, candidate),
    after: candidate,
    message: [edit.op, "", shown, "", ...trailers, ""].join("\n"),
    date,
  }, tools);
}

/** Paths whose bytes differ, sorted. */
export function changedPaths(before: StateBytes, after: StateBytes): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort()
    .filter((path) => before.get(path)?.toHex() !== after.get(path)?.toHex());
}
