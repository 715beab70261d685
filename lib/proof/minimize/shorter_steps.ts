/**
 * Shorter steps that might do what a step does, the shortest first: without its list of lemmas, with one lemma
 * less, one half of a combination, without a pair of brackets.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { shorterSteps } from "./shorter_steps.ts";
 * assertEquals(shorterSteps("simp [a, f (b, c)]"), ["simp", "simp [a]", "simp [f (b, c)]"]);
 * assertEquals(shorterSteps("cases b <;> simp"), ["simp", "cases b"]);
 * ```
 */
export function shorterSteps(step: string): string[] {
  const found = new Set<string>();
  const list = lastList(step);
  if (list !== undefined) {
    const { from, to, entries } = list;
    const [head, tail] = [step.slice(0, from).trimEnd(), step.slice(to)];
    found.add((head + tail).trim());
    for (const at of entries.keys()) {
      if (entries.length < 2) continue;
      found.add(`${head} [${entries.toSpliced(at, 1).join(", ")}]${tail}`);
    }
  }
  for (const joint of ["<;>", ";"]) {
    const parts = splitAt(step, joint);
    if (parts.length < 2) continue;
    const glue = joint === ";" ? "; " : " <;> ";
    for (const at of parts.keys()) found.add(parts.toSpliced(at, 1).join(glue));
  }
  if (step.startsWith("(") && closeOf(step, 0) === step.length - 1) {
    found.add(step.slice(1, -1).trim());
  }
  return [...found].filter((one) => one !== "" && one.length < step.length)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

/** The last list in square brackets that stands outside of all others, e.g. of `simp only [a, b]`. */
function lastList(step: string): { from: number; to: number; entries: string[] } | undefined {
  let found: { from: number; to: number; entries: string[] } | undefined;
  for (let at = 0; at < step.length; at++) {
    if (!"([{⟨".includes(step[at]!)) continue;
    const close = closeOf(step, at);
    if (close === undefined) return found;
    if (step[at] === "[" && /\s/.test(step[at - 1] ?? "")) {
      const entries = splitAt(step.slice(at + 1, close), ",");
      if (entries.length > 0) found = { from: at, to: close + 1, entries };
    }
    at = close;
  }
  return found;
}

/** The parts of a text between a separator, brackets left whole. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0, from = 0;
  for (let at = 0; at < text.length; at++) {
    if ("([{⟨".includes(text[at]!)) depth++;
    else if (")]}⟩".includes(text[at]!)) depth--;
    else if (depth === 0 && text.startsWith(separator, at)) {
      // The `;` in `<;>` is no separator of its own.
      if (separator === ";" && text[at - 1] === "<" && text[at + 1] === ">") continue;
      parts.push(text.slice(from, at).trim());
      from = at + separator.length;
      at = from - 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== "");
}

function closeOf(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ("([{⟨".includes(text[at]!)) depth++;
    else if (")]}⟩".includes(text[at]!) && --depth === 0) return at;
  }
  return undefined;
}
