import { sha256 } from "../../substrate/values/digest.ts";
import { fileError } from "../../substrate/records/file_error.ts";
import type { Corpus, RawDocument } from "../phases/corpus.ts";

/** Where Debian keeps what is installed. */
const STATUS_FILE = "/var/lib/dpkg/status";

/**
 * Descriptions of the Debian packages of this machine, one document each; the maintainer is the publisher.
 *
 * @throws {UserError} exit 2 when the file is not there: no Debian system.
 */
export async function installedPackages(path: string = STATUS_FILE): Promise<Corpus> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    throw fileError(path, error);
  }
  const documents = text.split(/\n\n+/).flatMap((stanza): RawDocument[] => {
    const [name, description] = [fieldOf(stanza, "Package"), fieldOf(stanza, "Description")];
    if (name === undefined || description === undefined) return [];
    const [publisher, section] = [fieldOf(stanza, "Maintainer"), fieldOf(stanza, "Section")];
    const [synopsis = "", ...more] = description.split("\n").map((line) => line.trim());
    const long = more.map((line) => line === "." ? "\n\n" : line).join(" ");
    return [{
      uri: `dpkg/${name}`,
      bytes: new TextEncoder().encode(`${name}: ${synopsis}${long === "" ? "" : `\n\n${long}`}`),
      contentType: "text/plain",
      licence: "as the package's",
      ...(publisher === undefined ? {} : { publisher: publisher.replace(/\s*<[^>]*>/g, "") }),
      ...(section === undefined ? {} : { section }),
    }];
  });
  return {
    source: "packages",
    parts: [{
      name: "dpkg",
      digest: sha256(text),
      rows: documents.length,
      read: async function* ({ signal }) {
        for (const document of documents) {
          signal?.throwIfAborted();
          yield document;
        }
      },
    }],
  };
}

function fieldOf(stanza: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.*(?:\\n .*)*)`, "m").exec(stanza)?.[1];
}
