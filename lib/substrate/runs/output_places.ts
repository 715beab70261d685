import { denoFileSystem, type FileSystem } from "../records/file_system.ts";
import { namingFile } from "../records/file_error.ts";
import { UserError } from "../values/user_error.ts";

/** What a run is about to read and write. */
export interface OutputPlaces {
  /** Paths that will be written, by what they are. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Paths that the run keeps for itself. */
  readonly own: readonly string[];
  /** Paths that the run reads. */
  readonly inputs: readonly string[];
}

/**
 * Refuses outputs that would overwrite an input, each other, or what the run keeps for itself, before
 * anything is written. Sees through other spellings of a path, links and hard links.
 *
 * @throws {UserError} exit 2, naming the path and the two things that it would be.
 */
export async function checkOutputPlaces(
  { outputs, own, inputs }: OutputPlaces,
  fs: FileSystem = denoFileSystem,
): Promise<void> {
  const taken = new Map<string, string>();
  for (const path of inputs) taken.set(await placeOf(path, fs), "is an input of the run");
  for (const path of own) taken.set(await placeOf(path, fs), "is a file the run keeps for itself");
  for (const [name, path] of Object.entries(outputs)) {
    const place = await placeOf(path, fs);
    const earlier = taken.get(place);
    if (earlier !== undefined) {
      throw new UserError(`${path}: ${earlier}, ${name} would overwrite it; choose another file`);
    }
    taken.set(place, `is where ${name} goes`);
  }
}

/** The file itself where there is one, else its folder and its name there. */
async function placeOf(path: string, fs: FileSystem): Promise<string> {
  const file = await namingFile(path, () => fs.identity(path));
  if (file !== undefined) return file;
  const at = path.lastIndexOf("/");
  const folder = at === -1 ? "." : path.slice(0, at) || "/";
  return `${await fs.identity(folder) ?? folder}/${path.slice(at + 1)}`;
}
