import { sha256 } from "../../substrate/values/digest.ts";
import type { Corpus, CorpusPart } from "../phases/corpus.ts";
import { glossText, readGlossEntry } from "../wordnet/gloss_entry.ts";
import {
  PARTS_OF_SPEECH,
  synsetLines,
  WORDNET_LICENCE,
  type WordnetFiles,
} from "../wordnet/wordnet_files.ts";

/**
 * The dictionary as a corpus: a part per lexicographers' section, a document per entry, which holds names,
 * definition and examples. No pointer from entry to entry gets in.
 *
 * @throws {UserError} exit 1 when the files cannot be read.
 */
export async function wordnetCorpus(files: WordnetFiles): Promise<Corpus> {
  const texts = new Map<string, string[]>();
  for (const part of PARTS_OF_SPEECH) {
    for (const line of await synsetLines(files, part)) {
      const entry = readGlossEntry(line);
      const section = texts.get(entry.section);
      if (section === undefined) texts.set(entry.section, [glossText(entry)]);
      else section.push(glossText(entry));
    }
  }
  const parts = [...texts.keys()].sort().map((section): CorpusPart => {
    const entries = texts.get(section)!;
    return {
      name: section,
      digest: sha256(entries.join("\n")),
      rows: entries.length,
      read: async function* ({ signal }) {
        for (const [at, text] of entries.entries()) {
          signal?.throwIfAborted();
          yield {
            uri: `wordnet-${files.edition}/${section}`,
            line: at + 1,
            bytes: new TextEncoder().encode(text),
            contentType: "text/x-dictionary",
            publisher: section,
            section,
            licence: WORDNET_LICENCE,
          };
        }
      },
    };
  });
  return { source: "wordnet", parts };
}
