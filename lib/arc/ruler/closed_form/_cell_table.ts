import { CELL_FEATURES, featureIndex } from "../../cell_features/mod.ts";
import { COPY, keyColumn, ownColumn, type OwnKey } from "../../dsl/ops/cell_lookup.ts";
import type { Grid } from "../../grid/grid.ts";
import type { Base, Bench } from "./_bench.ts";

const KEEP = 1 << 10;
const COPIED = 1 << COPY;
const OPEN = 0xffff;

/** A consistent look-up rule and how far-fetched it looks (smaller is better). */
export interface LookupRule {
  readonly own: OwnKey;
  readonly by: readonly string[];
  readonly copy: string;
  readonly rows: readonly (readonly number[])[];
  readonly cost: number;
}

/** All cells of a base's train and test values side by side, one column per feature. */
export class CellTable {
  readonly train: number;
  readonly total: number;
  readonly changed: number;
  readonly #grids: readonly Grid[];
  readonly #allowed: Uint16Array;
  readonly #out: Uint8Array;
  readonly #pair: Uint8Array;
  readonly #columns = new Map<string, Uint8Array>();
  readonly #own = new Map<OwnKey, Uint8Array>();
  readonly #masks = new Uint16Array(10 * 64 * 64);
  readonly #pairs = new Int16Array(10 * 64 * 64);

  constructor(bench: Bench, base: Base) {
    const grids = base.grids.filter((g) => g !== undefined);
    this.#grids = grids;
    this.total = grids.reduce((n, g) => n + g.cells.length, 0);
    this.train = bench.outputs.reduce((n, g) => n + g.cells.length, 0);
    this.#allowed = new Uint16Array(this.train);
    this.#out = new Uint8Array(this.train);
    this.#pair = new Uint8Array(this.train);
    let at = 0, changed = 0;
    bench.outputs.forEach((output, p) => {
      const own = grids[p]!.cells;
      for (let i = 0; i < own.length; i++, at++) {
        const to = output.cells[i]!;
        this.#out[at] = to;
        this.#pair[at] = p;
        this.#allowed[at] = (1 << to) | (to === own[i] ? KEEP : 0);
        if (to !== own[i]) changed++;
      }
    });
    this.changed = changed;
  }

  /** One feature over all cells. */
  column(feature: string): Uint8Array {
    let flat = this.#columns.get(feature);
    if (flat === undefined) {
      flat = this.#flat((grid) => keyColumn(grid, feature)!);
      this.#columns.set(feature, flat);
    }
    return flat;
  }

  /** A short text that equal columns share; empty for a constant column. */
  print(feature: string): string {
    const column = this.column(feature);
    let a = 7, b = 11, constant = true;
    for (let i = 0; i < column.length; i++) {
      const v = column[i]!;
      if (v !== column[0]) constant = false;
      a = Math.imul(a ^ v, 0x01000193);
      b = Math.imul(b + v, 0x9e3779b1) ^ (b >>> 15);
    }
    return constant ? "" : `${a},${b}`;
  }

  #ownColumn(own: OwnKey): Uint8Array {
    let flat = this.#own.get(own);
    if (flat === undefined) this.#own.set(own, flat = this.#flat((grid) => ownColumn(grid, own)));
    return flat;
  }

  #flat(columnOf: (grid: Grid) => Uint8Array): Uint8Array {
    const flat = new Uint8Array(this.total);
    let at = 0;
    for (const grid of this.#grids) {
      flat.set(columnOf(grid), at);
      at += grid.cells.length;
    }
    return flat;
  }

  /** How many changed train cells a colour feature shows the right colour for. */
  explains(feature: string): number {
    const column = this.column(feature);
    let n = 0;
    for (let i = 0; i < this.train; i++) {
      if ((this.#allowed[i]! & KEEP) === 0 && column[i] === this.#out[i]) n++;
    }
    return n;
  }

  /** Train cells whose key allows no common action, as a share of what the changed cells are: 0 is consistent. */
  conflicts(own: OwnKey, by: readonly string[], copy: string): number {
    this.#fold(own, by, copy);
    const keys = this.#keyReader(own, by);
    let n = 0;
    for (let i = 0; i < this.train; i++) if (this.#masks[keys(i)] === 0) n++;
    return n;
  }

  /** The rule of that shape, when every key of the train cells allows an action. */
  rule(own: OwnKey, by: readonly string[], copy: string): LookupRule | undefined {
    if (!this.#fold(own, by, copy)) return undefined;
    const keys = this.#keyReader(own, by);
    const seen = new Set<number>();
    const rows: number[][] = [];
    let single = 0;
    for (let i = 0; i < this.train; i++) {
      const key = keys(i);
      if (seen.has(key)) continue;
      seen.add(key);
      const mask = this.#masks[key]!;
      if ((mask & KEEP) !== 0) continue;
      let literal = 0;
      while (literal < 10 && (mask & (1 << literal)) === 0) literal++;
      const copies = (mask & COPIED) !== 0;
      const parts = [this.#ownColumn(own)[i]!, ...by.map((f) => this.column(f)[i]!)];
      rows.push([...parts, copies && (literal > 9 || own === "class") ? COPY : literal]);
      if (this.#pairs[key]! >= 0) single++;
    }
    let unseen = 0;
    const fresh = new Set<number>();
    for (let i = this.train; i < this.total; i++) {
      const key = keys(i);
      if (!seen.has(key)) unseen++, fresh.add(key);
    }
    const shape = by.reduce((n, f) => n + 2 + costOf(f), 0) + (copy === "" ? 0 : 3) +
      (own === "none" ? -1 : 0);
    const cost = shape + 2 * rows.length + 3 * single + 3 * fresh.size + 2 * Math.log2(1 + unseen);
    return { own, by, copy, rows, cost };
  }

  #keyReader(own: OwnKey, by: readonly string[]): (i: number) => number {
    const a = this.#ownColumn(own), b = by[0] === undefined ? undefined : this.column(by[0]);
    const c = by[1] === undefined ? undefined : this.column(by[1]);
    if (b === undefined) return (i) => a[i]!;
    if (c === undefined) return (i) => a[i]! * 64 + b[i]!;
    return (i) => (a[i]! * 64 + b[i]!) * 64 + c[i]!;
  }

  /** Meets the allowed actions per key, and notes keys that one pair alone shows; false at the first empty meet. */
  #fold(own: OwnKey, by: readonly string[], copy: string): boolean {
    const masks = this.#masks, pairs = this.#pairs, keys = this.#keyReader(own, by);
    masks.fill(OPEN, 0, 10 * 64 ** by.length);
    pairs.fill(-2, 0, 10 * 64 ** by.length);
    const from = copy === "" ? undefined : this.column(copy);
    let good = true;
    for (let i = 0; i < this.train; i++) {
      const key = keys(i);
      let allowed = this.#allowed[i]!;
      if (from !== undefined && from[i] === this.#out[i]) allowed |= COPIED;
      if ((masks[key]! &= allowed) === 0) good = false;
      const p = this.#pair[i]!, before = pairs[key]!;
      pairs[key] = before === -2 || before === p ? p : -1;
    }
    return good;
  }
}

/** How far-fetched a key is: its feature's cost, one more for a threshold. */
function costOf(name: string): number {
  const [feature, threshold] = name.split(">=") as [string, string | undefined];
  return (CELL_FEATURES[featureIndex(feature)]?.cost ?? 9) + (threshold === undefined ? 0 : 1);
}
