import { normalizeLabel } from "./words.ts";

/** What a definition says the thing is: the head of a clause with what it is of. */
export interface NounPhrase {
  /** Words of the phrase, its head last; normalised, never empty. */
  readonly words: readonly string[];
  /** What it is `of`, phrase by phrase. */
  readonly of: readonly (readonly string[])[];
  /** 0-based clause of the definition; clauses are parted by semicolons. */
  readonly clause: number;
  /** 0-based place among phrases joined by `and`, `or`. */
  readonly conjunct: number;
  /** It stood behind a word that only says how: `a branch of`, `any kind of`. */
  readonly transparent: boolean;
  /** Its clause begins with `a` or `an`: one of many, as in `a careful study`. */
  readonly indefinite: boolean;
  /** The word or sign that ended it: `that`, `dealing`, `,`; empty at the end of the clause. */
  readonly endedBy: string;
}

/** Words that hand the genus on to what they are of. */
const TRANSPARENT =
  "branch|branches|area|areas|field|fields|subfield|subfields|division|specialty|type|types|kind|kinds|" +
  "form|forms|class|variety|varieties|group|aspect|subdivision|sort|sorts|school|version|part|style|" +
  "styles|species|series|set|number|system|any|some|one|each|either|all|several|various|two|member|" +
  "example|instance|department|category";
const OPENING = new RegExp(
  "^(?:(?:the|a|an|that|those|this|these|many|most|different|related|similar|especially|usually|often|" +
    "sometimes|originally|formerly|chiefly|informal|generic|term|general|name|or|of|" +
    `${TRANSPARENT}) )+(?=\\p{L})`,
  "u",
);
const HANDS_ON = new RegExp(`\\b(?:${TRANSPARENT}) (?:(?:the|a|an|any|several|these) )*of `);
/** The first of these ends the phrase. */
const END = new RegExp(
  "\\b(?:that|which|who|whose|whom|where|when|with|for|in|on|by|to|from|as|at|dealing|concerned|" +
    "concerning|involving|having|containing|consisting|used|using|based|devoted|applied|intended|" +
    "designed|made|played|performed|characterized|caused|resulting|originating|between|under|over|" +
    "through|after|before|during|without|into|like|such|than|is|are|was|were|can|may|has|have|usually|" +
    "often|especially|including|similar|written|developed|associated|marked|affecting|spoken|occurring|" +
    "typically|about|against|among|within|resembling|due|employed|specializing|trained|serving|whether|" +
    "but|if)\\b|[,:()\\[\\]]",
);

/** A definition in lower case without what stands in brackets. */
export function plainDefinition(definition: string): string {
  return definition.toLowerCase().replace(/\([^)]*\)/g, " ").replace(/\s+/g, " ").trim();
}

/**
 * The noun phrases that open the clauses of a definition: where a genus is found.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nounPhrases } from "./noun_phrase.ts";
 * const [phrase] = nounPhrases("the branch of classical physics that deals with light");
 * assertEquals(phrase, {
 *   words: ["classical", "physics"],
 *   of: [],
 *   clause: 0,
 *   conjunct: 0,
 *   transparent: true,
 *   indefinite: false,
 *   endedBy: "that",
 * });
 * assertEquals(nounPhrases("the study or investigation of ancestry").map(({ words }) => words), [
 *   ["study"],
 *   ["investigation"],
 * ]);
 * ```
 */
export function nounPhrases(definition: string): NounPhrase[] {
  const found: NounPhrase[] = [];
  plainDefinition(definition).split(";").forEach((raw, clause) => {
    const text = raw.trim();
    const opening = OPENING.exec(text)?.[0] ?? "";
    const body = text.slice(opening.length);
    const ending = END.exec(body);
    const end = ending?.index ?? body.length;
    const [head = "", ...rest] = body.slice(0, end).trim().split(/ of /);
    const of = rest.flatMap((part) => part.split(/ (?:and|or) /)).map(phraseWords)
      .filter((words) => words.length > 0);
    head.split(/ (?:and|or) /).forEach((part, conjunct) => {
      const words = phraseWords(part);
      if (words.length === 0) return;
      found.push({
        words,
        of,
        clause,
        conjunct,
        transparent: HANDS_ON.test(opening),
        indefinite: /^an? /.test(opening),
        endedBy: ending?.[0] ?? "",
      });
    });
  });
  return found;
}

function phraseWords(text: string): string[] {
  return normalizeLabel(text.replace(/[^\p{L}\p{M}\p{N}'’\- ]/gu, " "))
    .replace(/^(?:(?:the|a|an|any|some) )+/, "").split(" ").filter((word) => word !== "");
}
