import { applyMotion, type Motion, MOTIONS } from "../dsl/ops/rigid.ts";
import type { Grid } from "../grid/grid.ts";

/** A mapping of one colour to another. */
export type ColourMap = ReadonlyMap<number, number>;

/**
 * The one-to-one colour map that turns every prediction into its expected grid, `undefined` where there is
 * none. Grids of unequal size have none; identical grids have the identity.
 */
export function exactColourMap(
  pairs: readonly { readonly from: Grid; readonly to: Grid }[],
): ColourMap | undefined {
  const forth = new Map<number, number>(), back = new Map<number, number>();
  for (const { from, to } of pairs) {
    if (from.width !== to.width || from.height !== to.height) return undefined;
    for (let i = 0; i < from.cells.length; i++) {
      const a = from.cells[i]!, b = to.cells[i]!;
      if ((forth.get(a) ?? b) !== b || (back.get(b) ?? a) !== a) return undefined;
      forth.set(a, b);
      back.set(b, a);
    }
  }
  return forth;
}

/**
 * The offset (dx, dy) that moves one grid onto another of the same size, comparing the overlap only and
 * wanting what leaves or enters to be `background`; `undefined` where none of up to `reach` cells does.
 */
export function exactShift(
  from: Grid,
  to: Grid,
  background: number,
  reach = 5,
): { readonly dx: number; readonly dy: number } | undefined {
  if (from.width !== to.width || from.height !== to.height) return undefined;
  for (let distance = 1; distance <= 2 * reach; distance++) {
    for (let dy = -Math.min(reach, distance); dy <= Math.min(reach, distance); dy++) {
      const rest = distance - Math.abs(dy);
      if (rest > reach) continue;
      for (const dx of rest === 0 ? [0] : [-rest, rest]) {
        if (isShift(from, to, dx, dy, background)) return { dx, dy };
      }
    }
  }
  return undefined;
}

function isShift(from: Grid, to: Grid, dx: number, dy: number, background: number): boolean {
  const { width, height } = to;
  const get = (grid: Grid, x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? background : grid.at(x, y);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (to.at(x, y) !== get(from, x - dx, y - dy)) return false;
      if (from.at(x, y) !== get(to, x + dx, y + dy)) return false;
    }
  }
  return true;
}

/** The first symmetry of the square, the identity left out, that turns one grid into the other. */
export function exactMotion(from: Grid, to: Grid): Motion | undefined {
  return MOTIONS.find((motion) => motion !== "identity" && applyMotion(from, motion).equals(to));
}

/** The best single colour map on a set of pairs, and what it is worth. */
export interface MajorityColourMap {
  readonly map: ColourMap;
  /** Share of wrong cells it puts right less those it breaks, at most 1. */
  readonly repaired: number;
  /** The change of colour that repairs most cells. */
  readonly from: number;
  readonly to: number;
}

/**
 * For each predicted colour the colour most often expected in its cells; `undefined` where no colour
 * changes. Pairs of unequal size say nothing.
 */
export function majorityColourMap(
  pairs: readonly { readonly from: Grid; readonly to: Grid }[],
): MajorityColourMap | undefined {
  const counts = new Uint32Array(100);
  for (const { from, to } of pairs) {
    if (from.width !== to.width || from.height !== to.height) continue;
    for (let i = 0; i < to.cells.length; i++) counts[10 * from.cells[i]! + to.cells[i]!]!++;
  }
  const map = new Map<number, number>();
  let wrong = 0, gained = 0, widest = 0;
  let main: { from: number; to: number } | undefined;
  for (let from = 0; from < 10; from++) {
    let best = from;
    for (let to = 0; to < 10; to++) {
      const count = counts[10 * from + to]!;
      if (to !== from) wrong += count;
      if (count > counts[10 * from + best]!) best = to;
    }
    if (best === from) continue;
    map.set(from, best);
    const gain = counts[10 * from + best]! - counts[11 * from]!;
    gained += gain;
    if (gain > widest) [widest, main] = [gain, { from, to: best }];
  }
  return main && { map, repaired: gained / wrong, ...main };
}
