import { inputError } from "../../substrate/values/input_error.ts";
import { readGlossEntry } from "../wordnet/gloss_entry.ts";
import { synsetLines, type WordnetFiles } from "../wordnet/wordnet_files.ts";

/** A synset with the pointers that only scoring may see. */
export interface Synset {
  /** Offset in the data file. */
  readonly id: string;
  readonly heads: readonly string[];
  readonly gloss: string;
  readonly section: string;
  /** Ids of more general synsets. */
  readonly hypernyms: readonly string[];
  /** Ids of more special synsets, in the file's order. */
  readonly hyponyms: readonly string[];
}

/** All noun synsets of an edition by id. */
export async function readNounTree(files: WordnetFiles): Promise<ReadonlyMap<string, Synset>> {
  const synsets = new Map<string, Synset>();
  for (const line of await synsetLines(files, "noun")) {
    const fields = line.slice(0, line.indexOf(" | ")).split(" ");
    const pointersAt = 4 + 2 * parseInt(fields[3]!, 16);
    const count = Number(fields[pointersAt]);
    const hypernyms: string[] = [], hyponyms: string[] = [];
    for (let i = 0; i < count; i++) {
      const at = pointersAt + 1 + 4 * i;
      // Instances (`@i`, `~i`) are people and places, not kinds.
      if (fields[at] === "@") hypernyms.push(fields[at + 1]!);
      if (fields[at] === "~") hyponyms.push(fields[at + 1]!);
    }
    synsets.set(fields[0]!, { ...readGlossEntry(line), id: fields[0]!, hypernyms, hyponyms });
  }
  return synsets;
}

/**
 * The synset that has all these names.
 *
 * @throws {UserError} exit 2 when there is none or more than one.
 */
export function synsetNamed(tree: ReadonlyMap<string, Synset>, names: readonly string[]): Synset {
  const found = [...tree.values()].filter(({ heads }) =>
    names.every((name) => heads.includes(name))
  );
  if (found.length !== 1) {
    throw inputError({
      problem: `${found.length} synsets are named by all of these, expected one`,
      seen: names,
    });
  }
  return found[0]!;
}
