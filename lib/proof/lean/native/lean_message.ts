import { z } from "zod";
import type { Verdict } from "../lean_backend.ts";

/** A message of Lean, as the REPL and `lean --json` both print it. */
export const leanMessage = z.object({
  severity: z.enum(["error", "warning", "info", "information", "trace"]),
  data: z.string(),
  pos: z.object({ line: z.number(), column: z.number() }).nullish(),
});

/** A parsed {@linkcode leanMessage}. */
export type LeanMessage = z.output<typeof leanMessage>;

/** What messages say of a theorem. */
export interface Judgement {
  readonly verdict: Extract<Verdict, "proved" | "failed" | "timeout" | "forbidden">;
  readonly axioms: readonly string[];
  readonly error?: string;
}

/** Axioms that a proof may stand on. */
export const ALLOWED_AXIOMS: ReadonlySet<string> = new Set([
  "propext",
  "Classical.choice",
  "Quot.sound",
]);

/**
 * Reads the verdict on a theorem off Lean's messages: proved only where there is no error, no `sorry`, and
 * Lean names the axioms of the theorem, all of them allowed.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { judgeMessages } from "./lean_message.ts";
 * const said = [{ severity: "info", data: "'g' depends on axioms: [propext, sorryAx]" }] as const;
 * assertEquals(judgeMessages(said, "g").error, "the proof uses the axiom sorryAx");
 * ```
 */
export function judgeMessages(messages: readonly LeanMessage[], name: string): Judgement {
  const none = { axioms: [] };
  const error = messages.find(({ severity }) => severity === "error");
  if (error !== undefined) {
    const timeout = error.data.includes("(deterministic) timeout");
    return timeout
      ? { ...none, verdict: "timeout", error: "heartbeats used up" }
      : { ...none, verdict: "failed", error: error.data };
  }
  const axioms = axiomsOf(messages, name);
  if (axioms === undefined) {
    return { ...none, verdict: "failed", error: "Lean does not say what the theorem stands on" };
  }
  const bad = axioms.find((axiom) => !ALLOWED_AXIOMS.has(axiom));
  if (bad !== undefined) {
    return { ...none, verdict: "forbidden", error: `the proof uses the axiom ${bad}` };
  }
  if (
    messages.some(({ severity, data }) => severity === "warning" && /uses [`']sorry/.test(data))
  ) {
    return { ...none, verdict: "forbidden", error: "the proof uses sorry" };
  }
  return { verdict: "proved", axioms: axioms.toSorted() };
}

/** The answer to `#print axioms`; more than one answer is none. */
function axiomsOf(messages: readonly LeanMessage[], name: string): string[] | undefined {
  const answers = messages.flatMap(({ severity, data }) => {
    if (!severity.startsWith("info")) return [];
    if (data.trim() === `'${name}' does not depend on any axioms`) return [[]];
    const list = data.startsWith(`'${name}' depends on axioms: [`)
      ? /\[([^\]]*)\]/.exec(data)?.[1]
      : undefined;
    return list === undefined ? [] : [list.split(",").map((axiom) => axiom.trim())];
  });
  return answers.length === 1 ? answers[0] : undefined;
}

const UNSOLVED = "unsolved goals\n";

/** The goals that a script leaves open; nothing where the first error says something else. */
export function openGoals(messages: readonly LeanMessage[]): string[] | undefined {
  const error = messages.find(({ severity }) => severity === "error");
  if (error === undefined || !error.data.startsWith(UNSOLVED)) return undefined;
  return error.data.slice(UNSOLVED.length).split(/\n\n+/).map((goal) => goal.trim());
}
