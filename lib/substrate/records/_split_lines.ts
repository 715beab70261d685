import { joined } from "./_joined.ts";

/** A line as bytes, before it is known to be text. */
export interface RawLine {
  /** 1-based. */
  readonly line: number;
  /** Byte offset of its first byte. */
  readonly offset: number;
  /** Without `\n` and without a `\r` before it; valid until more lines are asked for. */
  readonly bytes: Uint8Array;
  /** A line end followed. */
  readonly terminated: boolean;
  /** Longer than the limit; `bytes` is then empty and the rest of the stream is not read. */
  readonly tooLong: boolean;
}

const LF = 10;
const CR = 13;
const NOTHING = new Uint8Array(0);

/**
 * Splits chunks at LF and yields the lines that each chunk ends; a chunk may be reused by its producer once the
 * next one is asked for.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<readonly RawLine[], void, void> {
  let line = 1;
  let offset = 0;
  // Pieces of a line that began in earlier chunks; joined once, so that long lines stay linear.
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const raw = (bytes: Uint8Array, terminated: boolean): RawLine => {
    const cut = terminated && bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
    return { line, offset, bytes: cut, terminated, tooLong: false };
  };
  for await (const chunk of chunks) {
    const lines: RawLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      const bytes = end - start + heldBytes;
      if (bytes > maxLineBytes) break;
      const piece = chunk.subarray(start, end);
      lines.push(raw(heldBytes === 0 ? piece : joined([...held, piece], bytes), true));
      held = [];
      heldBytes = 0;
      line++;
      offset += bytes + 1;
      start = end + 1;
    }
    if (start < chunk.length) {
      held.push(chunk.slice(start));
      heldBytes += chunk.length - start;
    }
    const length = heldBytes === 0 ? 0 : firstLineBytes(held, heldBytes);
    if (length > maxLineBytes) {
      lines.push({ line, offset, bytes: NOTHING, terminated: false, tooLong: true });
      yield lines;
      return;
    }
    if (lines.length > 0) yield lines;
  }
  if (heldBytes > 0) yield [raw(joined(held, heldBytes), false)];
}

/** Bytes up to the first line end; only the last piece can hold one. */
function firstLineBytes(held: readonly Uint8Array[], total: number): number {
  const last = held.at(-1)!;
  const end = last.indexOf(LF);
  return end === -1 ? total : total - last.length + end;
}
