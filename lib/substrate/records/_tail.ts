import type { OpenFile } from "./file_system.ts";

const LF = 10;
const STEP = 64 * 1024;

/** Cuts an unterminated last line off and says how much stayed and went. */
export async function repairTornTail(
  file: OpenFile,
): Promise<{ readonly size: number; readonly repairedBytes: number }> {
  const before = await file.size();
  const buffer = new Uint8Array(STEP);
  let end = before;
  let size = 0;
  while (end > 0) {
    const start = Math.max(0, end - STEP);
    const piece = buffer.subarray(0, end - start);
    await readExactly(file, start, piece);
    const at = piece.lastIndexOf(LF);
    if (at !== -1) {
      size = start + at + 1;
      break;
    }
    end = start;
  }
  if (size < before) {
    await file.truncate(size);
    await file.sync();
  }
  return { size, repairedBytes: before - size };
}

/** Fills `into` from an absolute offset. @throws {Error} when the file ends before. */
export async function readExactly(file: OpenFile, offset: number, into: Uint8Array): Promise<void> {
  await file.seek(offset);
  for (let got = 0; got < into.length;) {
    const read = await file.read(into.subarray(got));
    if (read === null) throw new Error(`Expected ${into.length} bytes at ${offset}, found ${got}`);
    got += read;
  }
}

/** Writes all bytes at the end `base`; on failure the file is cut back to its last whole row. */
export async function writeAll(file: OpenFile, base: number, bytes: Uint8Array): Promise<void> {
  let written = 0;
  try {
    while (written < bytes.length) written += await file.write(bytes.subarray(written));
  } catch (error) {
    const whole = bytes.subarray(0, written).lastIndexOf(LF) + 1;
    await file.truncate(base + whole);
    throw error;
  }
}
