import { UserError } from "../../../substrate/values/user_error.ts";

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;

/** Names that the interpreter never looks up: parts of functions, and C++ of the runtime. */
const PART_OF_FUNCTION = /_closed_|___lam_|_lambda_|_spec_|_redArg/;
const CPP = /^_Z/;

/**
 * Takes two thirds of the 201,110 exports out of Lean's WebAssembly, each of which costs time and memory
 * at every start: compiler-made parts of functions, and C++ names that nothing imports.
 *
 * @returns the new file in pieces, most of them views of the old one.
 * @throws {UserError} exit 1 when the bytes are not WebAssembly of the expected shape.
 */
export function trimExports(wasm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  if (new DataView(wasm.buffer, wasm.byteOffset).getUint32(0) !== 0x0061736d) {
    throw new UserError("lean.wasm is not WebAssembly", { exitCode: 1 });
  }
  const pieces = [wasm.subarray(0, 8)];
  const asked = new Set<string>();
  const reader = new SectionReader(wasm, 8);
  while (!reader.atEnd()) {
    const start = reader.at;
    const id = reader.byte();
    const end = reader.number() + reader.at;
    if (id === IMPORTS) { for (const name of reader.globalImports()) asked.add(name); }
    if (id === EXPORTS) pieces.push(...trimmedSection(reader, asked));
    else pieces.push(wasm.subarray(start, end));
    reader.at = end;
  }
  return pieces;
}

function trimmedSection(
  reader: SectionReader,
  asked: ReadonlySet<string>,
): Uint8Array<ArrayBuffer>[] {
  const kept: Uint8Array<ArrayBuffer>[] = [];
  for (let left = reader.number(); left > 0; left--) {
    const start = reader.at;
    const name = reader.text();
    const kind = reader.byte();
    reader.number();
    const unused = CPP.test(name) || (kind === FUNCTION && PART_OF_FUNCTION.test(name));
    if (!unused || asked.has(name)) kept.push(reader.since(start));
  }
  const count = leb128(kept.length);
  const bytes = kept.reduce((sum, piece) => sum + piece.length, count.length);
  return [new Uint8Array([EXPORTS, ...leb128(bytes), ...count]), ...kept];
}

/** Reads what a section of WebAssembly is made of. */
class SectionReader {
  constructor(private readonly bytes: Uint8Array<ArrayBuffer>, public at: number) {}

  atEnd = (): boolean => this.at >= this.bytes.length;

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new UserError("lean.wasm ends early", { exitCode: 1 });
    return byte;
  }

  /** An unsigned number in LEB128. */
  number(): number {
    let value = 0;
    for (let scale = 1;; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  text(): string {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.since(this.at - length));
  }

  since = (start: number): Uint8Array<ArrayBuffer> => this.bytes.subarray(start, this.at);

  /** Names that are imported through the table of addresses: exports that must stay. */
  globalImports(): string[] {
    const names: string[] = [];
    for (let left = this.number(); left > 0; left--) {
      const module = this.text();
      const name = this.text();
      this.skipImportType();
      if (module.startsWith("GOT.")) names.push(name);
    }
    return names;
  }

  private skipImportType(): void {
    const kind = this.byte();
    if (kind === 0) this.number(); // a function's type
    else if (kind === 3) this.at += 2; // a global's type and whether it changes
    else {
      this.at++; // a table's element type; a tag's attribute; of a memory, part of its limits
      if (kind === 4) this.number();
      else this.skipLimits(kind === 2);
    }
  }

  private skipLimits(flagsRead: boolean): void {
    const flags = flagsRead ? this.bytes[this.at - 1]! : this.byte();
    this.number();
    if ((flags & 1) !== 0) this.number();
  }
}

function leb128(value: number): number[] {
  const bytes: number[] = [];
  do {
    const rest = value >>> 7;
    bytes.push((value & 127) | (rest > 0 ? 128 : 0));
    value = rest;
  } while (value > 0);
  return bytes;
}
