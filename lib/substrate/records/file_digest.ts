import { createHash } from "node:crypto";
import { namingFile } from "./file_error.ts";
import { denoFileSystem, type FileSystem } from "./file_system.ts";

/** A file by content. */
export interface FileDigest {
  /** Lower-case hex sha-256. */
  readonly digest: string;
  readonly bytes: number;
  /** Line ends in it. */
  readonly rows: number;
}

/**
 * Reads a file once, in constant memory, and says what it holds.
 *
 * @throws {UserError} exit 2 for a file that cannot be read.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { digestFile } from "./file_digest.ts";
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, "a\nb\n");
 * const { bytes, rows } = await digestFile(path);
 * assertEquals([bytes, rows], [4, 2]);
 * await Deno.remove(path);
 * ```
 */
export function digestFile(
  path: string,
  options: { readonly fs?: FileSystem; readonly signal?: AbortSignal } = {},
): Promise<FileDigest> {
  const { fs = denoFileSystem, signal } = options;
  return namingFile(path, async () => {
    const file = await fs.open(path, "read");
    try {
      const hash = createHash("sha256");
      const buffer = new Uint8Array(256 * 1024);
      let bytes = 0, rows = 0;
      for (let read = await file.read(buffer); read !== null; read = await file.read(buffer)) {
        signal?.throwIfAborted();
        const piece = buffer.subarray(0, read);
        hash.update(piece);
        bytes += read;
        for (let at = piece.indexOf(LF); at !== -1; at = piece.indexOf(LF, at + 1)) rows++;
      }
      return { digest: hash.digest("hex"), bytes, rows };
    } finally {
      file.close();
    }
  });
}

const LF = 10;
