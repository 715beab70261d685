/** A line of a file, in bytes. */
export interface ByteLine {
  /** 1-based. */
  readonly line: number;
  /** Without its end; of a longer line than allowed, the beginning. */
  readonly bytes: Uint8Array;
  /** It was longer than allowed; the rest was read over. */
  readonly tooLong: boolean;
}

const LF = 10;
const CR = 13;
/** Bytes kept of a line that is too long. */
const SHOWN = 256;

/** Splits a file into lines in memory bounded by the longest one allowed; what follows a longer one is still read. */
export async function* byteLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<ByteLine, void, void> {
  let line = 1, bytes = 0, tooLong = false;
  let held: Uint8Array[] = [];
  const hold = (piece: Uint8Array): void => {
    bytes += piece.length;
    if (tooLong) return;
    held.push(piece.slice());
    if (bytes <= maxLineBytes) return;
    tooLong = true;
    held = [joined(held).slice(0, SHOWN)];
  };
  const take = (): ByteLine => {
    const whole = joined(held);
    const cut = whole.at(-1) === CR && !tooLong ? whole.subarray(0, -1) : whole;
    const taken = { line, bytes: cut, tooLong };
    [held, bytes, tooLong] = [[], 0, false];
    line++;
    return taken;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      hold(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }
  if (bytes > 0) yield take();
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
