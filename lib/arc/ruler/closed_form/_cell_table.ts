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

/** One feature over all cells: its values, and the same counted from 0 without gaps. */
interface Column {
  readonly values: Uint8Array;
  readonly ranks: Uint8Array;
  readonly size: number;
}

/** All cells of a base's train and test values side by side, one column per feature. */
export class CellTable {
  readonly train: number;
  readonly total: number;
  /** Train cells whose colour changes. */
  readonly changed: number;
  readonly #grids: readonly Grid[];
  readonly #allowed: Uint16Array;
  readonly #out: Uint8Array;
  readonly #pair: Uint8Array;
  readonly #columns = new Map<string, Column>();
  readonly #masks = new Uint16Array(10 * 64 * 64);
  readonly #pairs = new Int8Array(10 * 64 * 64);
  readonly #keys: Uint16Array;

  constructor(bench: Bench, base: Base) {
    const grids = base.grids.filter((g) => g !== undefined);
    this.#grids = grids;
    this.total = grids.reduce((n, g) => n + g.cells.length, 0);
    this.train = bench.outputs.reduce((n, g) => n + g.cells.length, 0);
    this.#allowed = new Uint16Array(this.train);
    this.#out = new Uint8Array(this.train);
    this.#pair = new Uint8Array(this.train);
    this.#keys = new Uint16Array(this.total);
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

  /** The values of one feature over all cells. */
  values(feature: string): Uint8Array {
    return this.#column(feature).values;
  }

  #column(name: string): Column {
    let column = this.#columns.get(name);
    if (column === undefined) {
      const values = new Uint8Array(this.total);
      let at = 0;
      for (const grid of this.#grids) {
        const part = name.startsWith("=")
          ? ownColumn(grid, name.slice(1) as OwnKey)
          : keyColumn(grid, name)!;
        values.set(part, at);
        at += grid.cells.length;
      }
      const rankOf = new Int16Array(256).fill(-1);
      let size = 0;
      const ranks = values.map((v) => (rankOf[v]! < 0 ? rankOf[v] = size++ : rankOf[v]!));
      this.#columns.set(name, column = { values, ranks, size });
    }
    return column;
  }

  /** How many changed train cells a colour feature shows the right colour for. */
  explains(feature: string): number {
    const column = this.values(feature);
    let n = 0;
    for (let i = 0; i < this.train; i++) {
      if ((this.#allowed[i]! & KEEP) === 0 && column[i] === this.#out[i]) n++;
    }
    return n;
  }

  /** A short text that columns share when they tell cells apart alike; empty for a constant column. */
  print(feature: string): string {
    const { ranks, size } = this.#column(feature);
    let a = 7, b = 11;
    for (const v of ranks) {
      a = Math.imul(a ^ v, 0x01000193);
      b = Math.imul(b + v, 0x9e3779b1) ^ (b >>> 15);
    }
    return size === 1 ? "" : `${a},${b}`;
  }

  /** How many train cells have a key that allows no common action. */
  conflicts(own: OwnKey, by: readonly string[], copy: string): number {
    this.#fold(own, by, copy, false);
    let n = 0;
    for (let i = 0; i < this.train; i++) if (this.#masks[this.#keys[i]!] === 0) n++;
    return n;
  }

  /** The rule of that shape, when every key of the train cells allows an action. */
  rule(own: OwnKey, by: readonly string[], copy: string): LookupRule | undefined {
    if (!this.#fold(own, by, copy, true)) return undefined;
    const parts = [`=${own}`, ...by].map((name) => this.values(name));
    const seen = new Set<number>();
    const rows: number[][] = [];
    let single = 0;
    for (let i = 0; i < this.train; i++) {
      const key = this.#keys[i]!;
      if (seen.has(key)) continue;
      seen.add(key);
      const mask = this.#masks[key]!;
      if ((mask & KEEP) !== 0) continue;
      let literal = 0;
      while (literal < 10 && (mask & (1 << literal)) === 0) literal++;
      const copies = (mask & COPIED) !== 0 && (literal > 9 || own === "class");
      rows.push([...parts.map((values) => values[i]!), copies ? COPY : literal]);
      if (this.#pairs[key]! >= 0) single++;
    }
    let unseen = 0;
    const fresh = new Set<number>();
    for (let i = this.train; i < this.total; i++) {
      const key = this.#keys[i]!;
      if (!seen.has(key)) unseen++, fresh.add(key);
    }
    const shape = by.reduce((n, name) => n + 2 + costOf(name), 0) + (copy === "" ? 0 : 3) +
      (own === "none" ? 1 : 0);
    const cost = shape + 2 * rows.length + 3 * single + 3 * fresh.size + 2 * Math.log2(1 + unseen);
    return { own, by, copy, rows, cost };
  }

  /** Meets the allowed actions per key, and notes keys that one pair alone shows; false when some meet is empty. */
  #fold(own: OwnKey, by: readonly string[], copy: string, stop: boolean): boolean {
    const masks = this.#masks, pairs = this.#pairs, keys = this.#keys;
    const columns = [`=${own}`, ...by].map((name) => this.#column(name));
    const [a, b, c] = columns;
    const size = columns.reduce((n, column) => n * column.size, 1);
    const from = copy === "" ? undefined : this.values(copy);
    masks.fill(OPEN, 0, size);
    pairs.fill(-2, 0, size);
    let good = true;
    for (let i = 0; i < this.total; i++) {
      let key = a!.ranks[i]!;
      if (b !== undefined) key = key * b.size + b.ranks[i]!;
      if (c !== undefined) key = key * c.size + c.ranks[i]!;
      keys[i] = key;
      if (i >= this.train) continue;
      let allowed = this.#allowed[i]!;
      if (from !== undefined && from[i] === this.#out[i]) allowed |= COPIED;
      if ((masks[key]! &= allowed) === 0) {
        good = false;
        if (stop) return false;
      }
      const p = this.#pair[i]!, before = pairs[key]!;
      pairs[key] = before === -2 || before === p ? p : -1;
    }
    return good;
  }
}

/** How far-fetched a key is: its feature's cost, one more for a threshold or a parity. */
function costOf(name: string): number {
  const feature = /^[^>%]+/.exec(name)?.[0] ?? "";
  return (CELL_FEATURES[featureIndex(feature)]?.cost ?? 9) + (feature === name ? 0 : 1);
}
