import { inputError } from "../../substrate/values/input_error.ts";

/** One line of a file, without its line break. */
export interface Line {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** Longest line taken, in bytes: a file without line breaks must not fill the memory. */
const MAX_LINE_BYTES = 16 << 20;

/**
 * Cuts a stream of bytes into lines, holding one line in memory at a time; a leading BOM is dropped.
 *
 * @throws {UserError} for a line that is not UTF-8 or longer than 16 MiB.
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Line> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let line = 0;
  const finish = (last: Uint8Array): Line => {
    line++;
    const whole = heldBytes === 0 ? last : joined(held, last);
    held = [];
    heldBytes = 0;
    try {
      return { line, text: decoder.decode(whole) };
    } catch (cause) {
      throw inputError({ file, line, problem: "expected UTF-8 text, found other bytes", cause });
    }
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield finish(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start === chunk.length) continue;
    // Copied, because the reader may use its buffer again for the next chunk.
    held.push(chunk.slice(start));
    heldBytes += chunk.length - start;
    if (heldBytes > MAX_LINE_BYTES) {
      throw inputError({
        file,
        line: line + 1,
        problem: "expected a line of at most 16 MiB, found more",
      });
    }
  }
  if (heldBytes > 0) yield finish(new Uint8Array(0));
}

function joined(parts: readonly Uint8Array[], last: Uint8Array): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, last.length));
  let at = 0;
  for (const part of [...parts, last]) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
