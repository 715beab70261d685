/** How labels are made comparable. */
export interface NormalizeOptions {
  /**
   * Compare `école` as `ecole`.
   *
   * @default {true}
   */
  readonly foldDiacritics?: boolean;
}

/**
 * A label as it is compared: lower case, hyphens as spaces, single spaces, accents folded.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { normalizeLabel } from "./words.ts";
 * assertEquals(normalizeLabel("  Solid-State  Physics"), "solid state physics");
 * assertEquals(normalizeLabel("École", { foldDiacritics: false }), "école");
 * ```
 */
export function normalizeLabel(label: string, options: NormalizeOptions = {}): string {
  const lower = label.toLowerCase();
  const folded = isAscii(lower)
    ? lower
    : options.foldDiacritics === false
    ? lower.normalize("NFC")
    : lower.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
  return folded.replace(/[-\u2010-\u2015_]/g, " ").replace(/[.,;:!?"“”]+(?=\s|$)/g, "")
    .replace(UNEVEN_SPACE, " ").trim();
}

/** White space that is not one plain space already; most texts hold none. */
const UNEVEN_SPACE = / \s+|[^\S ]\s*/g;

/** No character outside ASCII: nothing to fold, and plain patterns will do. */
export function isAscii(text: string): boolean {
  // deno-lint-ignore no-control-regex -- NUL is where ASCII begins
  return !/[^\x00-\x7f]/.test(text);
}

/**
 * The singular of an English noun, by its ending; words that end in `-ics`, `-ss`, `-us`, `-is` stay.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { singular } from "./words.ts";
 * assertEquals(["studies", "branches", "physics", "arts"].map(singular), [
 *   "study",
 *   "branch",
 *   "physics",
 *   "art",
 * ]);
 * ```
 */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || /(ss|us|is|ics)$/.test(word)) return word;
  if (word.endsWith("ies")) return word.slice(0, -3) + "y";
  if (/(ch|sh|x|s|z)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** A label with its last word in the singular. */
export function singularLabel(label: string): string {
  const cut = label.lastIndexOf(" ") + 1;
  return label.slice(0, cut) + singular(label.slice(cut));
}

/** The words of a text: runs of letters, digits and apostrophes, as written. */
export function wordsOf(text: string): string[] {
  const pattern = isAscii(text)
    ? /[A-Za-z0-9]+(?:'[A-Za-z]+)*/g
    : /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
  return text.match(pattern) ?? [];
}

/** Words that say nothing about what a text is about. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  ("the a an of or and in to by that which who with for on from as at is are was be can it its their " +
    "his her not but such than more other any some one used usually especially often having this " +
    "these those into between during has have been may when where").split(" "),
);

const FIELD_ENDING =
  /(?:istics|istical|istic|istry|eering|ically|ical|ics|ing|ism|ity|ian|ia|ial|ary|ure|al|ic|ist|er|or|y|es|e|s)$/;
const AGENT_ENDING = /(?:icians?|icists?|ists?|eers?|ographers?|ians?|ers?|ors?)$/;

/** What the name of a field, or an adjective of it, shares with the name of one who works in it. */
export function fieldStem(word: string): string {
  return word.replace(FIELD_ENDING, "").replace(/t$/, "c");
}

/**
 * The same of one who works in a field; absent for a word that does not look like an agent.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { agentStem, fieldStem } from "./words.ts";
 * assertEquals([agentStem("physicist"), fieldStem("physics")], ["phys", "phys"]);
 * assertEquals([agentStem("biologist"), fieldStem("biology")], ["biolog", "biolog"]);
 * assertEquals(agentStem("stone"), undefined);
 * ```
 */
export function agentStem(word: string): string | undefined {
  if (!/(?:ists?|ians?|ers?|ors?)$/.test(word)) return undefined;
  const stem = word.replace(AGENT_ENDING, "").replace(/t$/, "c");
  return stem.length >= 4 ? stem : undefined;
}
