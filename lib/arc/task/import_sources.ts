import { unzipSync } from "fflate";
import { inputError } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";

/** One JSON file of an import, wherever it came from. */
export interface SourceFile {
  /** Path inside the folder or archive, with `/` between its parts. */
  readonly path: string;
  /** The file as an error names it. */
  readonly shown: string;
  readonly bytes: Uint8Array;
}

/** How sources are read. */
export interface SourceOptions {
  /**
   * Fetches a URL.
   *
   * @default {globalThis.fetch}
   */
  readonly fetch?: (url: string, init: { signal?: AbortSignal }) => Promise<Response>;
  readonly signal?: AbortSignal;
}

/** The most an archive may unpack to, so that a zip bomb ends in one line instead of no memory. */
const MAX_UNPACKED_BYTES = 1 << 30;

/**
 * Reads the JSON files of a folder (recursively), a zip, one JSON file, or a URL of a zip or JSON file.
 *
 * A bare GitHub address (`https://github.com/owner/name`) stands for the zip of its default branch.
 *
 * @returns the files sorted by path.
 * @throws {UserError} when the source cannot be read, or holds no JSON file.
 */
export async function readSources(
  from: string,
  options: SourceOptions = {},
): Promise<SourceFile[]> {
  const files = /^https?:\/\//.test(from)
    ? unpack(from, await download(from, options))
    : await readLocal(from);
  if (files.length === 0) {
    throw inputError({ file: from, problem: "expected task JSON files, found none" });
  }
  return files.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

async function readLocal(from: string): Promise<SourceFile[]> {
  try {
    const info = await Deno.stat(from);
    return info.isDirectory ? await readFolder(from, "") : unpack(from, await Deno.readFile(from));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Deno.errors.NotFound ? "no such file or folder" : reason(error);
    throw inputError({ file: from, problem: why, cause: error });
  }
}

async function readFolder(root: string, under: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const entry of Deno.readDir(under === "" ? root : `${root}/${under}`)) {
    const path = under === "" ? entry.name : `${under}/${entry.name}`;
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory) files.push(...await readFolder(root, path));
    else if (/\.json$/i.test(entry.name)) {
      const shown = `${root}/${path}`;
      files.push({ path, shown, bytes: await Deno.readFile(shown) });
    }
  }
  return files;
}

async function download(url: string, options: SourceOptions): Promise<Uint8Array> {
  const github = /^https:\/\/github\.com\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(url);
  const address = github === null
    ? url
    : `https://github.com/${github[1]}/${github[2]}/archive/HEAD.zip`;
  const get = options.fetch ?? fetch;
  let response: Response;
  try {
    response = await get(address, options.signal === undefined ? {} : { signal: options.signal });
  } catch (error) {
    throw new UserError(`${address}: cannot be reached: ${reason(error)}`, { cause: error });
  }
  try {
    if (!response.ok) {
      await response.body?.cancel();
      throw new UserError(`${address}: expected status 200, found ${response.status}`);
    }
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${address}: broke off: ${reason(error)}`, { cause: error });
  }
}

/** A zip by its magic bytes, anything else as one JSON file. */
function unpack(from: string, bytes: Uint8Array): SourceFile[] {
  if (!(bytes[0] === 0x50 && bytes[1] === 0x4b)) {
    const path = from.replace(/[?#].*$/, "").replace(/^.*[\/\\]/, "");
    return [{ path, shown: from, bytes }];
  }
  let unpacked = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: (entry) => {
        if (!/(^|\/)[^/.][^/]*\.json$/i.test(entry.name) || /(^|\/)__MACOSX\//.test(entry.name)) {
          return false;
        }
        unpacked += entry.originalSize;
        if (unpacked > MAX_UNPACKED_BYTES) {
          throw new UserError(`${from}: expected a zip of at most 1 GiB unpacked, found more`);
        }
        return true;
      },
    });
    return Object.entries(entries).map(([path, content]) => ({
      path,
      shown: `${from}/${path}`,
      bytes: content,
    }));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw inputError({ file: from, problem: `not a readable zip: ${reason(error)}`, cause: error });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
