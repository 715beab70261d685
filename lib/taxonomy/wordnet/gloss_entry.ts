/** One entry of the dictionary as a reader sees it: names, and the text that explains them. */
export interface GlossEntry {
  /** As written, the main one first. */
  readonly heads: readonly string[];
  /** Definition and examples. */
  readonly gloss: string;
  /** The lexicographers' section, e.g. `noun.cognition`. */
  readonly section: string;
}

/** The lexicographers' files by number: lexnames(5WN). */
export const SECTIONS: readonly string[] =
  ("adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body " +
    "noun.cognition noun.communication noun.event noun.feeling noun.food noun.group noun.location " +
    "noun.motive noun.object noun.person noun.phenomenon noun.plant noun.possession noun.process " +
    "noun.quantity noun.relation noun.shape noun.state noun.substance noun.time verb.body verb.change " +
    "verb.cognition verb.communication verb.competition verb.consumption verb.contact verb.creation " +
    "verb.emotion verb.motion verb.perception verb.possession verb.social verb.stative verb.weather " +
    "adj.ppl").split(" ");

/**
 * Reads a line of a WordNet data file as an entry. Its offset, its number in the file and all its pointers to
 * other synsets, which are what a taxonomy is scored against, are left out.
 *
 * Source of the format: wndb(5WN).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readGlossEntry } from "./gloss_entry.ts";
 * const line = "06111111 09 n 02 optics 0 light_study 0 001 @ 06106000 n 0000 | the branch of physics";
 * assertEquals(readGlossEntry(line), {
 *   heads: ["optics", "light study"],
 *   gloss: "the branch of physics",
 *   section: "noun.cognition",
 * });
 * ```
 */
export function readGlossEntry(line: string): GlossEntry {
  const bar = line.indexOf(" | ");
  const fields = line.slice(0, bar).split(" ");
  const count = parseInt(fields[3]!, 16);
  const heads = Array.from({ length: count }, (_, i) =>
    // `(a)`, `(p)`, `(ip)`: where an adjective may stand.
    fields[4 + 2 * i]!.replace(/\((?:a|p|ip)\)$/, "").replaceAll("_", " "));
  return { heads, gloss: line.slice(bar + 3).trim(), section: SECTIONS[Number(fields[1])]! };
}

/** An entry as a text: `optics, light study: the branch of physics`. */
export function glossText({ heads, gloss }: GlossEntry): string {
  return `${heads.join(", ")}: ${gloss}`;
}
