import { namingFile } from "../../substrate/records/file_error.ts";
import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { filesUnder } from "../goal/lean_files.ts";
import { leanDeclarations } from "../goal/lean_declarations.ts";

/** What is known of a declaration. */
export interface DeclarationState {
  /** `theorem`, `def` and the like; `library` for one that Lean knows from elsewhere. */
  readonly keyword: string;
  /** Its own text holds a `sorry`; by Lean's word alone, where it has no text, it stands on one. */
  readonly sorry: boolean;
  /** What Lean says that it stands on, where Lean was asked. */
  readonly axioms?: readonly string[];
}

/** Declarations by full name. */
export type Declarations = ReadonlyMap<string, DeclarationState>;

/**
 * Reads every `.lean` file of a project, one at a time, by text alone.
 *
 * @throws {UserError} when the folder cannot be read or holds no Lean.
 */
export async function projectDeclarations(folder: string): Promise<Declarations> {
  const declarations = new Map<string, DeclarationState>();
  let files = 0;
  for await (const path of filesUnder(folder, ".lean")) {
    files++;
    const text = await namingFile(path, () => Deno.readTextFile(path));
    for (const { name, keyword, sorries } of leanDeclarations(text)) {
      if (name !== undefined) declarations.set(name, { keyword, sorry: sorries.length > 0 });
    }
  }
  if (files === 0) throw new UserError(`${folder}: holds no .lean file`);
  return declarations;
}

/** What a name stands for; a field or a constructor stands for the type it belongs to. */
export function stateOf(declarations: Declarations, name: string): DeclarationState | undefined {
  const found = declarations.get(name);
  if (found !== undefined) return found;
  const dot = name.lastIndexOf(".");
  const owner = dot < 0 ? undefined : declarations.get(name.slice(0, dot));
  return owner !== undefined && OWNERS.has(owner.keyword) ? owner : undefined;
}

const OWNERS = new Set(["structure", "class", "inductive"]);

/** Whether a path is there. */
export async function isThere(path: string): Promise<boolean> {
  return await denoFileSystem.identity(path) !== undefined;
}
