import { UserError } from "../../substrate/values/user_error.ts";
import type { Corpus } from "../phases/corpus.ts";
import { fileCorpus } from "../s0_raw_extraction/file_corpus.ts";
import { installedPackages } from "../s0_raw_extraction/installed_packages.ts";
import { wordnetCorpus } from "../s0_raw_extraction/wordnet_corpus.ts";
import { installedWordnet } from "../wordnet/wordnet_files.ts";

/** Where texts may come from. */
export const SOURCES = ["wordnet", "files", "debian"] as const;

/** Where texts come from. */
export type SourceName = (typeof SOURCES)[number];

/** Options of {@linkcode openCorpus}. */
export interface OpenCorpusOptions {
  readonly source: SourceName;
  /** Files and folders of `files`; the package list of `debian`, where it is not the system's own. */
  readonly from: readonly string[];
}

/**
 * Opens the texts that a run starts from: definitions of WordNet, the user's files, or descriptions of
 * installed Debian packages.
 *
 * @throws {UserError} exit 2 for paths that are missing, not there, or that the source does not take.
 */
export function openCorpus({ source, from }: OpenCorpusOptions): Promise<Corpus> {
  switch (source) {
    case "files":
      if (from.length === 0) throw new UserError("--source files: name files or folders");
      return fileCorpus(from);
    case "debian":
      if (from.length > 1) throw new UserError("--source debian: takes one package list");
      return installedPackages(from[0]);
    case "wordnet":
      if (from.length > 0) {
        throw new UserError(`--source wordnet takes no path, found ${from[0]}; say --source files`);
      }
      return installedWordnet().then(wordnetCorpus);
  }
}
