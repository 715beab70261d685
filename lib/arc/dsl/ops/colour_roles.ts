import * as z from "zod";
import type { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { countColours } from "./_tally.ts";
import { mapCells } from "./colours.ts";

/** What decides the canonical role of a colour that is not kept: the first gets the lowest free colour. */
export const ROLE_ORDERS = ["most", "fewest", "first", "tallest"] as const;

const keep = z.array(z.int().min(0).max(9));
const by = word(...ROLE_ORDERS);

/**
 * The permutation that gives each colour of a grid its canonical name.
 *
 * Kept colours stay; the others present are ranked by `order` and take the free names in rising order;
 * names left over go to absent colours, so the table is always a permutation of 0–9.
 */
export function roleTable(
  grid: Grid,
  keep: readonly number[],
  order: (typeof ROLE_ORDERS)[number],
): number[] {
  const table = Array.from({ length: 10 }, (_, c) => c);
  const free = table.filter((c) => !keep.includes(c));
  const counts = countColours(grid);
  const rank = rankOf(grid, counts, order);
  const present = free.filter((c) => counts[c]! > 0).sort((a, b) => rank[a]! - rank[b]! || a - b);
  const absent = free.filter((c) => counts[c] === 0);
  [...present, ...absent].forEach((c, i) => table[c] = free[i]!);
  return table;
}

function rankOf(
  grid: Grid,
  counts: Int32Array,
  order: (typeof ROLE_ORDERS)[number],
): ArrayLike<number> {
  const first = new Int32Array(10).fill(grid.cells.length);
  for (let i = grid.cells.length - 1; i >= 0; i--) first[grid.cells[i]!] = i;
  if (order === "first") return first;
  // Ties fall to the colour met first in reading order.
  if (order !== "tallest") {
    const sign = order === "most" ? -1 : 1;
    return Float64Array.from(counts, (n, c) => sign * n * 1024 + first[c]!);
  }
  const top = new Int32Array(10).fill(-1), bottom = new Int32Array(10).fill(-1);
  for (let y = 0, i = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++, i++) {
      const c = grid.cells[i]!;
      if (top[c] === -1) top[c] = y;
      bottom[c] = y;
    }
  }
  return Float64Array.from(first, (at, c) => (top[c]! - bottom[c]!) * 1024 + at);
}

/** The steps between a task's own colours and canonical ones. */
export const colourRoleOps: readonly Op[] = [
  defineOp({
    name: "canonical_colours",
    doc: "The grid with the colours that are not kept renamed by their rank in it.",
    takes: ["grid"],
    gives: "grid",
    params: { keep, by },
    run: ([grid], { keep, by }) => mapCells(grid, roleTable(grid, keep, by)),
  }),
  defineOp({
    name: "restore_colours",
    doc: "Undoes the renaming that canonical_colours makes on the second grid.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { keep, by },
    run: ([grid, source], { keep, by }) => {
      const back = new Uint8Array(10);
      roleTable(source, keep, by).forEach((to, from) => back[to] = from);
      return mapCells(grid, back);
    },
  }),
];
