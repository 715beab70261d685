import { UserError } from "../../substrate/values/user_error.ts";
import { type Inverse, inverseOf } from "../state/inverse.ts";
import { stateDigestOf, stateFilesOf, withChanges } from "../state/state_files.ts";
import type { StateBytes } from "../state/state_repository.ts";
import type { EditAction } from "./edit.ts";
import { type AnyEditOp, opOf } from "./edit_ops.ts";

/** What trying an edit on a copy came to; the state itself is never touched. */
export type AppliedEdit =
  | { readonly kind: "applied"; readonly files: StateBytes; readonly inverse: Inverse }
  /** The edit does not fit this state. */
  | { readonly kind: "invalid"; readonly reason: string }
  /** The op broke. */
  | { readonly kind: "apply_failed"; readonly reason: string };

/**
 * Makes the state that an edit leads to.
 *
 * @param op the op to apply it with; tests bring one that throws
 */
export function applyEdit(
  action: EditAction,
  before: StateBytes,
  op: AnyEditOp = opOf(action.op),
): AppliedEdit {
  const view = stateFilesOf(before);
  try {
    const reason = op.validate(action.payload, view);
    if (reason !== undefined) return { kind: "invalid", reason };
  } catch (error) {
    return { kind: "invalid", reason: said(error) };
  }
  try {
    const files = withChanges(before, op.apply(action.payload, view));
    if (stateDigestOf(files) === stateDigestOf(before)) {
      return { kind: "invalid", reason: "it changes nothing: the state says so already" };
    }
    return { kind: "applied", files, inverse: inverseOf(view, stateFilesOf(files)) };
  } catch (error) {
    // What the state itself is to blame for is no defect of the op.
    const kind = error instanceof UserError && error.exitCode === 2 ? "invalid" : "apply_failed";
    return { kind, reason: said(error) };
  }
}

function said(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s*[\r\n]+\s*/g, " ");
}
