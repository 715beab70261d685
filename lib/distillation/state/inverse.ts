import { canonicalJson, type Json } from "../../substrate/values/canonical_json.ts";
import { isDocument, type Pointer, readDocument, setValue, valueAt } from "./document.ts";
import type { FileChange, StateFiles } from "./state_files.ts";

/** A value that an edit changed; `undefined` where there is none. */
export interface ValueChange {
  readonly pointer: Pointer;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** How one file comes back. */
export interface FileInverse {
  readonly path: string;
  /** The whole text, which restores the file to the byte while nothing else has changed it. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Of documents: the values alone, which come back even where other values have changed since. */
  readonly values: readonly ValueChange[];
}

/** What takes an edit back. */
export type Inverse = readonly FileInverse[];

/** A file that cannot come back by itself, because later changes touched the same place. */
export interface RestoreConflict {
  readonly path: string;
  readonly pointer?: Pointer;
}

/** Computes what takes a change back, from the state before and after it. */
export function inverseOf(before: StateFiles, after: StateFiles): Inverse {
  const paths = new Set([...before.paths, ...after.paths]);
  return [...paths].sort().flatMap((path) => {
    const [was, is] = [before.read(path), after.read(path)];
    if (was === is && before.paths.includes(path) === after.paths.includes(path)) return [];
    return [{ path, before: was, after: is, values: valueChanges(path, was, is) }];
  });
}

/** Takes a change back in a state that may have changed since; refuses places that changed again. */
export function takeBack(
  inverse: Inverse,
  now: StateFiles,
): { readonly changes: readonly FileChange[]; readonly conflicts: readonly RestoreConflict[] } {
  const changes: FileChange[] = [];
  const conflicts: RestoreConflict[] = [];
  for (const { path, before, after, values } of inverse) {
    const text = now.read(path);
    if (text === after) changes.push({ path, after: before });
    else if (text === undefined || values.length === 0) conflicts.push({ path });
    else {
      let back = text;
      for (const { pointer, before: was, after: set } of values) {
        const is = valueAt(readDocument(path, back), pointer);
        if (same(is, set)) back = setValue(path, back, pointer, was);
        else conflicts.push({ path, pointer });
      }
      changes.push({ path, after: back });
    }
  }
  return { changes, conflicts };
}

/** The values in which two documents differ, lists as wholes; none where either is no document. */
function valueChanges(
  path: string,
  before: string | undefined,
  after: string | undefined,
): readonly ValueChange[] {
  if (!isDocument(path) || before === undefined || after === undefined) return [];
  const found: ValueChange[] = [];
  const walk = (was: Json | undefined, is: Json | undefined, pointer: Pointer): void => {
    if (same(was, is)) return;
    if (isObject(was) && isObject(is)) {
      for (const key of [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()) {
        walk(was[key], is[key], [...pointer, key]);
      }
    } else found.push({ pointer, before: was, after: is });
  };
  walk(readDocument(path, before), readDocument(path, after), []);
  return found;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}
