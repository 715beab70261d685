import { isAscii, wordsOf } from "../text/words.ts";

/** Words that each language uses all the time, and the others do not. */
const COMMON: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en:
      "the of and is that which who with for from by are was were this these those their been its into when where through between or an as on be not it has have any some at",
    de:
      "der die das und ist von mit für den dem des ein eine einer nicht auch auf sich im zum zur werden wird sind oder als bei nach",
    fr:
      "le les des est et une dans qui que pour avec sur par au aux du ne pas ce cette sont ou plus leur ses",
    es: "el los las es una en que para con por del y se al como más su sus este esta son o lo",
    it:
      "il gli le è una che per con del della dei delle nel nella sono e di da si come più questo questa",
    nl: "de het een en van is dat die met voor op zijn niet aan door ook als bij naar worden wordt",
    pt: "os as uma em que para com por do da dos das não se como mais ao é são ou este esta",
  }).map(([language, words]) => [language, new Set(words.split(" "))]),
);

/** Word → the languages that it tells of. */
const TOLD_BY: ReadonlyMap<string, readonly string[]> = toldBy();

function toldBy(): Map<string, string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, words] of Object.entries(COMMON)) {
    for (const word of words) languages.set(word, [...languages.get(word) ?? [], language]);
  }
  return languages;
}

/** A language with how much speaks for it. */
export interface LanguageGuess {
  /** BCP 47; `und` where no word tells. */
  readonly language: string;
  /** Share of the telling words that are the language's; 0 for a text of another script than Latin. */
  readonly score: number;
}

/**
 * Guesses the language of a text among seven by its common words. A text without any, such as a title, says
 * nothing against the first of the languages asked for: it gets that one with score 1, if it is in Latin script.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { guessLanguage } from "./language.ts";
 * assertEquals(guessLanguage("the branch of physics that studies light", "en").language, "en");
 * assertEquals(guessLanguage("die Lehre von der Optik und dem Licht", "en").language, "de");
 * assertEquals(guessLanguage("物理学は自然科学", "en").score, 0);
 * ```
 */
export function guessLanguage(text: string, expected: string): LanguageGuess {
  if (!isLatin(text)) return { language: "und", score: 0 };
  const counts = new Map<string, number>();
  let telling = 0;
  for (const raw of wordsOf(text)) {
    const languages = TOLD_BY.get(raw.toLowerCase());
    if (languages === undefined) continue;
    for (const language of languages) counts.set(language, (counts.get(language) ?? 0) + 1);
    telling++;
  }
  if (telling === 0) return { language: expected, score: 1 };
  let language = "und", most = 0;
  for (const [name, count] of counts) {
    if (count > most || (count === most && name === expected)) [language, most] = [name, count];
  }
  return { language, score: most / telling };
}

/** At least half of the letters are Latin, and there are some. */
function isLatin(text: string): boolean {
  if (isAscii(text)) return /[A-Za-z]/.test(text);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters > 0 && latin / letters >= 0.5;
}
