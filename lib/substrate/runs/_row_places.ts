/** Where rows lie in a file, by index, 16 bytes each; the first row set for an index stays. */
export class RowPlaces {
  /** Offset + 1, so that 0 means absent. */
  #offsets = new Float64Array(1024);
  #bytes = new Float64Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  has(index: number): boolean {
    return (this.#offsets[index] ?? 0) !== 0;
  }

  get(index: number): { readonly offset: number; readonly bytes: number } | undefined {
    if (!this.has(index)) return undefined;
    return { offset: this.#offsets[index]! - 1, bytes: this.#bytes[index]! };
  }

  set(index: number, offset: number, bytes: number): void {
    if (this.has(index)) return;
    if (index >= this.#offsets.length) {
      const length = Math.max(index + 1, this.#offsets.length * 2);
      this.#offsets = grown(this.#offsets, length);
      this.#bytes = grown(this.#bytes, length);
    }
    this.#offsets[index] = offset + 1;
    this.#bytes[index] = bytes;
    this.#count++;
  }

  /** Ascending. */
  *indices(): Generator<number, void, void> {
    for (let index = 0; index < this.#offsets.length; index++) {
      if (this.#offsets[index] !== 0) yield index;
    }
  }
}

function grown(from: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(length);
  to.set(from);
  return to;
}
