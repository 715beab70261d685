/** A thing with its other names, and the words that say what it is. */
export interface Statement {
  /** Names as written, the main one first; never empty. */
  readonly heads: readonly string[];
  /** Without examples. */
  readonly definition: string;
}

/** Longest name taken, in words. */
const MOST_HEAD_WORDS = 6;
const MOST_HEADS = 12;

const COPULA =
  /^(?:the |a |an )?(.{2,80}?) (?:is|are|was|were|means|denotes|refers to|is defined as) ((?:the|a|an|any|one|that)\b.{3,})$/i;
const SUCH_AS =
  /\b((?:\p{L}[\p{L}-]* ){0,3}\p{L}[\p{L}-]*?s?),? (?:such as|including|especially) ((?:[^.;:()]){2,160})/giu;
const AND_OTHER = /((?:[^.;:()]){2,160}?),? (?:and|or) other ((?:\p{L}[\p{L}-]* ?){1,3})/giu;

/**
 * What a text says things are, sentence by sentence.
 *
 * Known forms: a dictionary entry (`optics, photology: the branch of physics that …`), a sentence of the
 * form `X is a …`, and lists of instances (`sciences such as X and Y`; `X, Y and other sciences`).
 *
 * Source of the last two: M. Hearst, "Automatic acquisition of hyponyms from large text corpora", 1992.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { statementsOf } from "./statement.ts";
 * assertEquals(statementsOf('optics, photology: the branch of physics; "he took optics"'), [
 *   { heads: ["optics", "photology"], definition: "the branch of physics" },
 * ]);
 * assertEquals(statementsOf("Optics is a branch of physics. It is old."), [
 *   { heads: ["Optics"], definition: "a branch of physics" },
 * ]);
 * assertEquals(statementsOf("We teach natural sciences such as physics and geology."), [
 *   { heads: ["physics"], definition: "natural sciences" },
 *   { heads: ["geology"], definition: "natural sciences" },
 * ]);
 * ```
 */
export function statementsOf(text: string): Statement[] {
  const entry = dictionaryEntry(text);
  if (entry !== undefined) return [entry];
  const found: Statement[] = [];
  for (const raw of text.split(/(?<=[.!?])\s+(?=\p{Lu})/u)) {
    const sentence = raw.trim().replace(/[.!?]+$/, "");
    const copula = COPULA.exec(sentence);
    if (copula !== null && isName(copula[1]!)) {
      found.push({ heads: [copula[1]!], definition: copula[2]! });
    }
    for (const [, genus, list] of sentence.matchAll(SUCH_AS)) {
      found.push(...instances(list!, genusOf(genus!)));
    }
    for (const [, list, genus] of sentence.matchAll(AND_OTHER)) {
      found.push(...instances(list!, genus!.trim()));
    }
  }
  return found;
}

function dictionaryEntry(text: string): Statement | undefined {
  const colon = text.indexOf(": ");
  if (colon < 1 || colon > 300) return undefined;
  const heads = text.slice(0, colon).split(", ").map((head) => head.trim());
  if (heads.length > MOST_HEADS || !heads.every(isName)) return undefined;
  const definition = text.slice(colon + 2).replace(/"[^"]*"/g, "").replace(/;(\s*;)+/g, ";")
    .replace(/[;\s]+$/, "").trim();
  return definition === "" ? undefined : { heads, definition };
}

function isName(head: string): boolean {
  return /^[\p{L}\p{N}]/u.test(head) && head.split(" ").length <= MOST_HEAD_WORDS &&
    !/["“”?!;]|\. /.test(head) && !/^(?:it|this|that|there|he|she|they|we|you|i|here)$/i.test(head);
}

/** The last words before `such as`, without a verb in front of them. */
function genusOf(words: string): string {
  const taken = words.trim().split(" ");
  const verb = taken.findLastIndex((word) =>
    /^(?:teach(?:es)?|includes?|covers?|in|of|with|and|or|the|offers?|studies|all|many|some|other)$/i
      .test(word)
  );
  return taken.slice(verb + 1).join(" ");
}

function instances(list: string, genus: string): Statement[] {
  if (genus === "") return [];
  return list.split(/,\s*(?:and |or )?| and | or /).map((item) =>
    item.trim().replace(/^(?:the|a|an) /i, "")
  )
    .filter((item) => item !== "" && isName(item) && item.split(" ").length <= 4)
    .map((item) => ({ heads: [item], definition: genus }));
}
