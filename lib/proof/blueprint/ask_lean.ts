import { UserError } from "../../substrate/values/user_error.ts";
import { firstLine } from "../lean/first_line.ts";
import { isLakeProject, lacksLake, rootModules } from "../lean/lake_project.ts";
import type { LeanMessage } from "../lean/native/lean_message.ts";
import { type NativeDoorOptions, openNativeDoor } from "../lean/open_lean.ts";
import type { Declarations, DeclarationState } from "./project_declarations.ts";

/** Options of {@linkcode declarationsInLean}. */
export interface AskLeanOptions
  extends Pick<NativeDoorOptions, "replCommand" | "leanCommand" | "memoryMb"> {
  /** Hears why Lean cannot be asked. */
  readonly onNote?: (line: string) => void;
  /** Milliseconds for all names together. @default {600000} */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/** Why a project's Lean does not help, in front of what is done instead. */
const INSTEAD = "what is declared is read off the sources' text";

/**
 * Asks a project's own Lean, under the imports of its root modules, which names it knows, what they are and what
 * axioms they stand on. Nothing where Lean cannot be asked or knows none of them, for then nothing is built.
 */
export async function declarationsInLean(
  project: string,
  names: readonly string[],
  options: AskLeanOptions = {},
): Promise<Declarations | undefined> {
  const { onNote = () => {}, deadlineMs = 600_000, signal } = options;
  const instead = (why: string) => void onNote(`${project}: ${why}: ${INSTEAD}`);
  if (!await isLakeProject(project)) return instead("it is no Lake project");
  const lacking = await lacksLake(project, options.leanCommand);
  if (lacking !== undefined) return instead(lacking);
  const roots = await rootModules(project);
  if (roots.length === 0) return instead("it has no root module");
  try {
    const header = roots.map((name) => `import ${name}`).join("\n");
    const door = await openNativeDoor({ ...options, project, header, spares: 0 });
    try {
      // A name comes from a LaTeX file: what is none is not sent, and so not known.
      const asked = names.filter((name) => /^[\p{L}_«][^\s()[\]{},:;"]*$/u.test(name));
      const source = asked.map((name) => `#print axioms ${name}\n#print ${name}`).join("\n");
      const said = await door.elaborate(source, deadlineMs, () => {}, signal);
      if (said.kind !== "messages") return instead(said.error);
      const known = new Map(asked.flatMap((name) => {
        const state = stateIn(said.messages, name);
        return state === undefined ? [] : [[name, state] as const];
      }));
      return known.size > 0 ? known : instead(
        `Lean knows none of the names under ${
          header.replaceAll("\n", ", ")
        }; is the project built?`,
      );
    } finally {
      await door.close();
    }
  } catch (error) {
    if (!(error instanceof UserError) || signal?.aborted) throw error;
    return instead(error.message);
  }
}

/** What the answers to `#print axioms` and `#print` say of a name. */
function stateIn(messages: readonly LeanMessage[], name: string): DeclarationState | undefined {
  let axioms: string[] | undefined;
  let keyword = "library";
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const printed = new RegExp(`(?:^|\\s)(\\w+)\\s+${escaped}(?:\\.\\{[^}]*\\})?(?=\\s|$)`);
  for (const { severity, data } of messages) {
    if (!severity.startsWith("info")) continue;
    if (data.startsWith(`'${name}' does not depend on any axioms`)) axioms = [];
    else if (data.startsWith(`'${name}' depends on axioms: `)) {
      axioms = /\[([^\]]*)\]/.exec(data)?.[1]?.split(",").map((axiom) => axiom.trim()) ?? [];
    } else keyword = printed.exec(firstLine(data))?.[1] ?? keyword;
  }
  return axioms && { keyword, sorry: axioms.includes("sorryAx"), axioms };
}
