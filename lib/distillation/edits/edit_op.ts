import type { Json } from "../../substrate/values/canonical_json.ts";
import { readDocument, setValue } from "../state/document.ts";
import type { FileChange, StateFiles } from "../state/state_files.ts";
import type { EditPillar, RiskTier } from "./edit.ts";
import type { EditOpName, PayloadOf } from "./payloads.ts";

/**
 * One op: what it changes, when it may, and how risky it is. Its inverse is computed from the state before
 * and after it, so that no op can forget a part of what it did.
 */
export interface EditOp<O extends EditOpName> {
  readonly op: O;
  readonly pillar: EditPillar;
  /** The tier in this state; what a teacher says of it does not count. */
  tier(payload: PayloadOf<O>, files: StateFiles): RiskTier;
  /** Why the edit cannot be made in this state, in one line. */
  validate(payload: PayloadOf<O>, files: StateFiles): string | undefined;
  /** Files with their new text. */
  apply(payload: PayloadOf<O>, files: StateFiles): readonly FileChange[];
}

/** The document of a state file, an empty object where the file is missing. @throws {UserError} no JSONC */
export function documentIn(files: StateFiles, path: string): Json {
  const text = files.read(path);
  return text === undefined ? {} : readDocument(path, text);
}

/** The change that sets one value of a document; the file is made when it is missing. */
export function settingValue(
  files: StateFiles,
  path: string,
  pointer: readonly (string | number)[],
  value: Json | undefined,
): readonly FileChange[] {
  return [{ path, after: setValue(path, files.read(path) ?? "{}\n", pointer, value) }];
}

/** `a, b, c`, or `none`. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
