import { UserError } from "../../substrate/values/user_error.ts";
import { categoryOf } from "../goal/category.ts";
import { leanFiles } from "../goal/lean_files.ts";
import { extractSorries, type Sorry } from "../goal/extract_sorries.ts";
import { type LeanDeclaration, leanDeclarations } from "../goal/lean_declarations.ts";
import { lacksLake, lakeProjectOf } from "./lake_project.ts";
import type { NativeProgram } from "./native/native_program.ts";
import { extractWithLean, type LeanSorry } from "./sorries.ts";

/** A `sorry`, or a declaration with some, and the file it is in. */
export interface FiledSorry {
  readonly file: string;
  readonly sorry: Sorry;
}

/** Options of {@linkcode extractGoals}. */
export interface ExtractGoalsOptions extends Pick<NativeProgram, "memoryMb"> {
  /** Ask no Lean, whatever is there. @default {false} */
  readonly textOnly?: boolean;
  /** Hears why sorries are read by text, and what Lean says of a file. */
  readonly onNote?: (line: string) => void;
  /** @default `lake` */
  readonly lakeCommand?: readonly string[];
  /** @default `lake env repl` */
  readonly replCommand?: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Finds the `sorry`s of `.lean` files and of those below folders: in a Lake project through its own Lean, each
 * `sorry` with the goal that it stands for; elsewhere, and where Lean cannot be asked, by text alone, each
 * declaration with its statement.
 *
 * What Lean does not get to, for a file has errors, is read by text, too: no `sorry` is passed over.
 *
 * @throws {UserError} for a path that cannot be read.
 */
export async function* extractGoals(
  paths: readonly string[],
  options: ExtractGoalsOptions = {},
): AsyncGenerator<FiledSorry, void, void> {
  const { onNote = () => {}, signal } = options;
  const asks = new Map<string, boolean>();
  const asked = async (project: string): Promise<boolean> => {
    const known = asks.get(project);
    if (known !== undefined) return known;
    const why = await lacksLake(project, options.lakeCommand);
    if (why !== undefined) onNote(byText(project, why));
    asks.set(project, why === undefined);
    return why === undefined;
  };
  for await (const { file, text } of leanFiles(paths, signal)) {
    const written = extractSorries(text);
    if (written.length === 0) continue;
    const project = options.textOnly ? undefined : await lakeProjectOf(file);
    let sorries: readonly Sorry[] = written;
    if (project !== undefined && await asked(project)) {
      try {
        sorries = await elaborated({ file, text, written }, project, options);
      } catch (error) {
        if (!(error instanceof UserError) || signal?.aborted) throw error;
        onNote(byText(project, error.message));
        asks.set(project, false);
      }
    }
    for (const sorry of sorries) yield { file, sorry };
  }
}

function byText(project: string, why: string): string {
  return `${project}: ${why}: its sorries are read by text alone, each with its whole declaration`;
}

/** What Lean says of a file's sorries; those it does not get to as they are written. */
async function elaborated(
  { file, text, written }: {
    readonly file: string;
    readonly text: string;
    readonly written: readonly Sorry[];
  },
  project: string,
  { replCommand = ["lake", "env", "repl"], memoryMb, signal, onNote }: ExtractGoalsOptions,
): Promise<Sorry[]> {
  const inside = (await Deno.realPath(file)).slice(project.length + 1);
  const { sorries, error } = await extractWithLean(inside, {
    ...{ command: replCommand, project },
    ...(memoryMb === undefined ? {} : { memoryMb }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (error !== undefined) onNote?.(`${file}: ${error}`);
  const declarations = leanDeclarations(text);
  const holders = sorries.map(({ line }) => declarations.findLast((one) => one.line <= line));
  const seen = new Set(holders.map((holder) => holder?.line));
  const unseen = declarations.filter((one) => one.sorries.length > 0 && !seen.has(one.line))
    .map(({ sorries: [first] }) => first!.line);
  return [
    ...sorries.map((sorry, at) => sorryOf(sorry, holders, at)),
    ...written.filter(({ line }) => unseen.includes(line)),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Named for its declaration; a number behind it tells several of one from each other. */
function sorryOf(
  { line, column, parts, without }: LeanSorry,
  holders: readonly (LeanDeclaration | undefined)[],
  at: number,
): Sorry {
  const holder = holders[at];
  const keyword = holder?.keyword ?? "term";
  const base = holder?.name ?? `${keyword} at line ${holder?.line ?? line}`;
  const alone = holders.filter((one) => one === holder).length === 1;
  const number = holders.slice(0, at + 1).filter((one) => one === holder).length;
  const name = alone ? base : `${base}:${number}`;
  const found = { name, keyword, line, column, sorries: 1 };
  if (parts === undefined) return { ...found, without: without ?? "Lean shows no goal" };
  return {
    ...found,
    goal: {
      ...{ name, ...parts, difficulty: 0.5, priority: 0.5 },
      ...{ category: categoryOf(parts), source: "sorry" },
    },
  };
}
