import type { LeanGoal, Lemma } from "../lean_backend.ts";
import { leanTokens } from "../../goal/lean_tokens.ts";

/** Words that could leave a hole, switch checks off or run code. */
const REFUSED = new Set(
  ("sorry sorryAx admit stop native_decide set_option unsafe run_tac by_elab run_elab include_str " +
    "implemented_by extern ofReduceBool ofReduceNat trustCompiler skipKernelTC").split(" "),
);

/** Words that begin a command: a proof that holds one closes the theorem and goes on by itself. */
const COMMANDS = new Set(
  ("theorem lemma def abbrev axiom opaque example instance inductive structure class namespace " +
    "section end universe variable variables attribute macro macro_rules syntax notation infix infixl " +
    "infixr prefix postfix elab elab_rules declare_syntax_cat initialize builtin_initialize import " +
    "export private protected noncomputable mutual deriving").split(" "),
);

/**
 * Why a text may not stand in a proof for a native Lean, which would run it as it is; nothing where it may.
 *
 * Comments and strings are passed over. The words of a name in parts (`Foo.sorry`) count too.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { refusedText } from "./proof_source.ts";
 * assertEquals(refusedText("by simp -- sorry"), undefined);
 * assertEquals(refusedText("rfl\n#eval 1"), "#eval is not allowed in a proof");
 * ```
 */
export function refusedText(text: string): string | undefined {
  let before = "";
  for (const token of leanTokens(text)) {
    const parts = token.text.replace(/[«»]/g, "").split(".");
    const word = parts.find((part) => REFUSED.has(part)) ??
      (COMMANDS.has(token.text) ? token.text : undefined);
    if (token.kind !== "text" && word !== undefined) return `${word} is not allowed in a proof`;
    if (before === "#" && token.glued && token.kind === "word") {
      return `#${token.text} is not allowed in a proof`;
    }
    if (before === "+" && token.text === "native") return "native is not allowed in a proof";
    if (before === "@" && token.text === "[" && token.glued) {
      return "an attribute is not allowed in a proof";
    }
    before = token.text;
  }
  // What the tokens leave out because it never ends would swallow what stands behind the proof.
  return balanced(text) ? undefined : "a comment or a string in it does not end";
}

/** Options of {@linkcode proofSource}. */
export interface ProofSourceOptions {
  /** The theorem's name; one that the proof cannot know. */
  readonly name: string;
  /** In thousands. */
  readonly heartbeats: number;
  readonly goal: LeanGoal;
  /** A Lean term, most often `by …`. */
  readonly proof: string;
}

/** The text that a native Lean is given: lemmas, theorem, and the question what it stands on. */
export function proofSource({ name, heartbeats, goal, proof }: ProofSourceOptions): string {
  const limit = `set_option maxHeartbeats ${heartbeats} in`;
  const theorem = ({ name, statement, proof }: Lemma) =>
    `${limit}\ntheorem ${name} : (${statement}\n) := (${indented(proof)}\n  )\n`;
  return [
    ...(goal.lemmas ?? []).map(theorem),
    theorem({ name, statement: goal.statement, proof }),
    // Says the statement once more, outside of the theorem.
    `example : (${goal.statement}\n) := ${name}\n`,
    `#print axioms ${name}\n`,
  ].join("\n");
}

/** A tactic script as one term, a step after another on the main goal. */
export function scriptTerm(steps: readonly string[]): string {
  const lines = steps.map((step) => `  (${step.replaceAll("\n", "\n   ")}\n  )`);
  return ["by", ...lines, ...(steps.length === 0 ? ["  skip"] : [])].join("\n");
}

const indented = (text: string): string => text.replaceAll("\n", "\n    ");

/** Whether comments and strings all end, told by a mark behind the text that must still be seen. */
function balanced(text: string): boolean {
  const mark = "end_of_the_proof";
  return leanTokens(`${text}\n${mark}`).at(-1)?.text === mark;
}
