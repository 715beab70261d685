import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { filesUnder } from "../goal/lean_files.ts";
import { applyMarks, type BlueprintReport, compareBlueprint } from "./blueprint_drift.ts";
import {
  type Declarations,
  type DeclarationState,
  isThere,
  projectDeclarations,
  stateOf,
} from "./project_declarations.ts";
import { readBlueprint } from "./read_blueprint.ts";

/** Options of {@linkcode syncBlueprint}. */
export interface SyncOptions {
  /** The Lean project. */
  readonly project: string;
  /** @default `blueprint` in the project */
  readonly blueprint?: string | undefined;
  /** Report only, write nothing. @default {false} */
  readonly checkOnly?: boolean;
  /** What Lean itself knows of names; nothing where it cannot be asked. @default the sources' text alone */
  readonly inLean?: (names: readonly string[]) => Promise<Declarations | undefined>;
}

/** A report, with the files that were written. */
export interface SyncReport extends BlueprintReport {
  /** Who said what is declared. */
  readonly by: "lean" | "text";
  readonly written: readonly string[];
}

/**
 * Brings the `\leanok` marks and `lean_decls` of a leanblueprint up to date with its Lean project, and says
 * where the two had come apart. Only marks change; files are replaced whole.
 *
 * @throws {UserError} for a folder that is missing or holds no blueprint or no Lean.
 */
export async function syncBlueprint(options: SyncOptions): Promise<SyncReport> {
  const { project, blueprint = `${project}/blueprint`, checkOnly = false } = options;
  const texts = new Map<string, string>();
  for await (const file of filesUnder(blueprint, ".tex")) {
    texts.set(file, await namingFile(file, () => Deno.readTextFile(file)));
  }
  if (texts.size === 0) throw new UserError(`${blueprint}: holds no .tex file`);
  const nodes = [...texts].flatMap(([file, text]) => readBlueprint(file, text));
  const own = await projectDeclarations(project);
  const names = [...new Set(nodes.flatMap(({ lean }) => lean))];
  const known = names.length === 0 ? undefined : await options.inLean?.(names);
  const by = known === undefined ? "text" : "lean";
  const declarations = declared(names, own, known);
  const declsPath = `${blueprint}/lean_decls`;
  const listed = await isThere(declsPath)
    ? { place: declsPath, names: await namesIn(declsPath) }
    : undefined;
  const report = compareBlueprint(nodes, { declarations, by }, listed);
  const written: string[] = [];
  if (!checkOnly) {
    for (const [file, edits] of report.edits) {
      await writeAtomicFile(file, applyMarks(texts.get(file)!, edits));
      written.push(file);
    }
    if (report.drift.some(({ kind }) => kind === "stale_lean_decls")) {
      await writeAtomicFile(declsPath, report.leanDecls.map((name) => `${name}\n`).join(""));
      written.push(declsPath);
    }
  }
  return { ...report, by, written };
}

/**
 * What is known of the names. Lean's word is the last on what is declared; whether a declaration has a `sorry` of
 * its own, and not only stands on others that have one, only its text can tell.
 */
function declared(
  names: readonly string[],
  own: Declarations,
  known: Declarations | undefined,
): Declarations {
  const found = new Map<string, DeclarationState>();
  for (const name of names) {
    const written = stateOf(own, name), state = known === undefined ? written : known.get(name);
    if (state === undefined) continue;
    found.set(name, written === undefined ? state : { ...state, sorry: written.sorry });
  }
  return found;
}

async function namesIn(path: string): Promise<string[]> {
  const text = await namingFile(path, () => Deno.readTextFile(path));
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
