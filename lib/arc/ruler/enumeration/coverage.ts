import type { Grid } from "../../grid/grid.ts";

/** The most words of ink (and as many of right): 16 MiB each. */
const MAX_WORDS = 1 << 22;

/**
 * Where pieces paint and where they are right, as bits over the cells of all train targets.
 *
 * Every pair starts at a word of its own, so a subset of pairs is a set of word ranges. Each piece has
 * `words` words in `ink` (cell is not 0) and in `right` (cell equals the target).
 */
export class Coverage {
  readonly words: number;
  /** The first word of each pair, and one past the last. */
  readonly starts: readonly number[];
  /** Target cells that are not 0. */
  readonly wanted: Uint32Array;
  /** Bits that stand for a cell. */
  readonly valid: Uint32Array;
  ink: Uint32Array;
  right: Uint32Array;
  #count = 0;

  constructor(readonly targets: readonly Grid[]) {
    const starts = [0];
    for (const t of targets) starts.push(starts[starts.length - 1]! + ((t.cells.length + 31) >> 5));
    this.starts = starts;
    this.words = starts[targets.length]!;
    this.ink = new Uint32Array(this.words * 64);
    this.right = new Uint32Array(this.words * 64);
    this.wanted = new Uint32Array(this.words);
    this.valid = new Uint32Array(this.words);
    targets.forEach((target, p) => {
      const base = starts[p]! << 5;
      for (let i = 0; i < target.cells.length; i++) {
        const at = base + i, bit = 1 << (at & 31);
        this.valid[at >> 5]! |= bit;
        if (target.cells[i] !== 0) this.wanted[at >> 5]! |= bit;
      }
    });
  }

  /** How many pieces are held. */
  get count(): number {
    return this.#count;
  }

  /** Adds a piece of the targets' sizes. Returns false, and keeps nothing, where it is no use or there is no room. */
  add(grids: readonly Grid[]): boolean {
    const at = this.#count * this.words;
    if (at + this.words > this.ink.length) {
      if (this.ink.length >= MAX_WORDS) return false;
      this.ink = grown(this.ink);
      this.right = grown(this.right);
    }
    const { ink, right } = this;
    let useful = false;
    for (let p = 0; p < this.targets.length; p++) {
      const cells = grids[p]!.cells, want = this.targets[p]!.cells;
      let word = at + this.starts[p]!;
      let exact = true;
      for (let i = 0; i < cells.length; word++) {
        let inkBits = 0, rightBits = 0;
        const end = Math.min(cells.length, i + 32);
        for (let bit = 1; i < end; i++, bit <<= 1) {
          const c = cells[i]!;
          if (c !== 0) inkBits |= bit;
          if (c === want[i]) rightBits |= bit;
          else exact = false;
        }
        ink[word] = inkBits;
        right[word] = rightBits;
        if ((inkBits & rightBits) !== 0) useful = true;
      }
      if (exact) useful = true;
    }
    if (useful) this.#count++;
    return useful;
  }

  /** How many pairs a piece gets exactly right. */
  exactPairs(piece: number): number {
    let exact = 0;
    for (let p = 0; p < this.targets.length; p++) {
      let all = true;
      for (let w = this.starts[p]!; w < this.starts[p + 1]! && all; w++) {
        all = this.right[piece * this.words + w] === this.valid[w];
      }
      if (all) exact++;
    }
    return exact;
  }
}

function grown(words: Uint32Array): Uint32Array {
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  return larger;
}

/** The number of set bits of a 32-bit word. */
export function popcount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
