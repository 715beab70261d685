import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { fileError } from "../../substrate/records/file_error.ts";
import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";

/** Texts in files named by their sha-256: written once, whole or not at all, by any number of processes. */
export class BlobFolder {
  readonly #folder: string;
  readonly #fs: FileSystem;

  constructor(folder: string, fs: FileSystem = denoFileSystem) {
    this.#folder = folder;
    this.#fs = fs;
  }

  /** Resolves with the name once the text is durable. */
  async write(text: string): Promise<string> {
    const digest = sha256(text);
    const path = `${this.#folder}/${digest}`;
    // Files appear by renaming, so one that is there is whole.
    if (await this.#fs.identity(path) === undefined) {
      await writeAtomicFile(path, text, { fs: this.#fs });
    }
    return digest;
  }

  /**
   * The text of that name.
   *
   * @throws {UserError} exit 1 when it is missing or was changed.
   */
  async read(digest: string): Promise<string> {
    const path = `${this.#folder}/${digest}`;
    let text: string;
    try {
      text = await Deno.readTextFile(path);
    } catch (cause) {
      throw fileError(path, cause);
    }
    const seen = sha256(text);
    if (seen === digest) return text;
    throw new UserError(`${path}: damaged, its sha-256 is ${seen}`, { exitCode: 1 });
  }
}
