import { Grid } from "../../grid/grid.ts";

/** Connected parts of a grid: the part of every cell (−1: ground) and how many there are. */
export interface Components {
  readonly of: Int32Array;
  readonly count: number;
}

/** What a component is made of: `ground` is the colour left out (−1: none), `mixed` joins different colours. */
export interface ComponentRule {
  readonly ground: number;
  readonly mixed: boolean;
  readonly corners: boolean;
}

/** Labels the connected parts in reading order of their first cells. */
export function components(grid: Grid, rule: ComponentRule): Components {
  const { width: w, height: h, cells } = grid;
  const of = new Int32Array(cells.length).fill(-1);
  const stack = new Int32Array(cells.length);
  const { ground, mixed, corners } = rule;
  let count = 0;
  for (let start = 0; start < cells.length; start++) {
    if (of[start] !== -1 || cells[start] === ground) continue;
    let top = 0;
    stack[top++] = start;
    of[start] = count;
    while (top > 0) {
      const i = stack[--top]!;
      const c = cells[i]!;
      const x = i % w, y = (i / w) | 0;
      for (let dy = -1; dy <= 1; dy++) {
        const ny = y + dy;
        if (ny < 0 || ny >= h) continue;
        for (let dx = -1; dx <= 1; dx++) {
          if (dx !== 0 && dy !== 0 && !corners) continue;
          const nx = x + dx;
          if (nx < 0 || nx >= w) continue;
          const j = ny * w + nx;
          if (of[j] !== -1 || cells[j] === ground || (!mixed && cells[j] !== c)) continue;
          of[j] = count;
          stack[top++] = j;
        }
      }
    }
    count++;
  }
  return { of, count };
}

/**
 * Each component as a grid of its box, placed where it was: with `only`, cells of other components are 0;
 * without, the box shows all that is there.
 */
export function componentGrids(grid: Grid, found: Components, only: boolean): Grid[] {
  const { width: w, cells } = grid;
  const { of, count } = found;
  const left = new Int32Array(count).fill(64), right = new Int32Array(count).fill(-1);
  const top = new Int32Array(count).fill(64), bottom = new Int32Array(count).fill(-1);
  for (let i = 0; i < of.length; i++) {
    const k = of[i]!;
    if (k < 0) continue;
    const x = i % w, y = (i / w) | 0;
    if (x < left[k]!) left[k] = x;
    if (x > right[k]!) right[k] = x;
    if (y < top[k]!) top[k] = y;
    if (y > bottom[k]!) bottom[k] = y;
  }
  const grids: Grid[] = [];
  for (let k = 0; k < count; k++) {
    const x0 = left[k]!, y0 = top[k]!, pw = right[k]! - x0 + 1, ph = bottom[k]! - y0 + 1;
    const out = new Uint8Array(pw * ph);
    for (let y = 0, o = 0; y < ph; y++) {
      for (let x = 0; x < pw; x++, o++) {
        const i = (y0 + y) * w + x0 + x;
        if (!only || of[i] === k) out[o] = cells[i]!;
      }
    }
    grids.push(new Grid(pw, ph, out, grid.x + x0, grid.y + y0));
  }
  return grids;
}
