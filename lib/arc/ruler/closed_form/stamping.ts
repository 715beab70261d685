import { backgroundOf } from "../../dsl/ops/_background.ts";
import { OWN_INK } from "../../dsl/ops/stamps.ts";
import type { Bench } from "./_bench.ts";
import { closedForm, sameSize } from "./_family.ts";

/** Offsets of a stamp reach this many cells. */
const REACH = 5;

/** A learned pattern painted around every mark of a colour. */
export const stampingFamily = closedForm({
  name: "stamping",
  doc:
    "A pattern read off the changed cells around marks of each colour, painted around every mark.",
  when: sameSize,
  search(bench) {
    for (const over of ["background", "all"] as const) {
      for (const any of [false, true]) {
        for (const reach of [1, 2, REACH]) {
          if (!bench.spend(bench.inputs.length * (reach === REACH ? 8 : 2))) return;
          const stamps = deriveStamps(bench, over, any, reach);
          if (stamps.length > 0) {
            bench.offer(bench.then(bench.start, "stamp_marks", { stamps, over }));
          }
        }
      }
    }
  },
});

/** Per mark colour the offsets whose cell has one ink around every mark of that colour, and changes somewhere. */
function deriveStamps(
  bench: Bench,
  over: "background" | "all",
  any: boolean,
  reach: number,
): number[][] {
  const rows: number[][] = [];
  for (const colour of any ? [-1] : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    const row = [colour];
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const ink = inkAt(bench, colour, dx, dy, over);
        if (ink >= 0) row.push(dx, dy, ink);
      }
    }
    if (row.length > 1) rows.push(row);
  }
  return rows;
}

/** The ink that all marks of a colour have at an offset: a colour, the mark's own, or −1. */
function inkAt(
  bench: Bench,
  colour: number,
  dx: number,
  dy: number,
  over: "background" | "all",
): number {
  let literal = -1, own = true, changes = 0, marks = 0, first = true, blank = false;
  for (let p = 0; p < bench.outputs.length; p++) {
    const { width, height, cells } = bench.inputs[p]!;
    const background = backgroundOf(bench.inputs[p]!), out = bench.outputs[p]!.cells;
    for (let i = 0; i < cells.length; i++) {
      const mark = cells[i]!;
      if (mark === background || (colour >= 0 && mark !== colour)) continue;
      const x = i % width + dx, y = (i - i % width) / width + dy;
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const at = y * width + x;
      if (over === "background" && cells[at] !== background) continue;
      const ink = out[at]!;
      if (ink === background) blank = true;
      marks++;
      if (ink !== cells[at]) changes++;
      if (first) literal = ink, first = false;
      else if (literal !== ink) literal = -1;
      if (ink !== mark) own = false;
      if (literal < 0 && !own) return -1;
    }
  }
  if (changes < 2 || 2 * changes < marks) return -1;
  if (blank && changes < marks) return -1;
  return own && (colour < 0 || literal < 0) ? OWN_INK : literal;
}
