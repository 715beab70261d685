import { createHash } from "node:crypto";
import { createTarDecoder } from "modern-tar";
import { UserError } from "../../../substrate/values/user_error.ts";
import type { FetchedPackage } from "./fetch_package.ts";
import type { LeanPackage, PackageFile } from "./lean_package.ts";

/** A file of a tar archive. */
interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The files of a fetched package, one at a time, each compared with its pin before it is handed out.
 *
 * @throws {UserError} exit 1 when the tarball or a file is another one than was pinned, torn included.
 */
export async function* packageFiles(
  fetched: FetchedPackage,
  pins: LeanPackage,
): AsyncGenerator<{ readonly name: PackageFile; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const names = Object.keys(pins.files) as PackageFile[];
  if (fetched.kind === "folder") {
    for (const name of names) {
      const bytes = await Deno.readFile(`${fetched.path}/${name}`);
      compare(name, pins.files[name], sha256(bytes));
      yield { name, bytes };
    }
    return;
  }
  compare(fetched.path, pins.integrity, await integrityOf(fetched.path));
  const missing = new Set<string>(names);
  const file = await Deno.open(fetched.path);
  for await (const entry of tarEntries(file.readable)) {
    const name = names.find((known) => entry.name === `package/${known}`);
    if (name === undefined) continue;
    compare(name, pins.files[name], sha256(entry.bytes));
    missing.delete(name);
    yield { name, bytes: entry.bytes };
  }
  for (const name of missing) compare(name, pins.files[name as PackageFile], "nothing");
}

/** Files of a gzipped tar archive; folders, links and a Mac's `._` attributes are left out. */
export async function* tarEntries(
  archive: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Entry> {
  const entries = archive.pipeThrough(new DecompressionStream("gzip"))
    .pipeThrough(createTarDecoder());
  for await (const { header, body } of entries) {
    const name = header.name.replace(/^\.\//, "");
    const wanted = header.type === "file" && !/(^|\/)\._/.test(name);
    if (wanted && /(^|\/)\.\.(\/|$)|^\//.test(name)) {
      throw new UserError(`the archive holds ${name}, which lies outside of it`, { exitCode: 1 });
    }
    const bytes = new Uint8Array(await new Response(body).arrayBuffer());
    if (wanted) yield { name, bytes };
  }
}

async function integrityOf(path: string): Promise<string> {
  const hash = createHash("sha512");
  for await (const chunk of (await Deno.open(path)).readable) hash.update(chunk);
  return `sha512-${hash.digest("base64")}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function compare(name: string, expected: string, found: string): void {
  if (found === expected) return;
  throw new UserError(
    `${name}: expected ${short(expected)}, found ${
      short(found)
    }; the download is torn or another one`,
    { exitCode: 1 },
  );
}

const short = (digest: string): string => digest.length > 23 ? `${digest.slice(0, 23)}…` : digest;
