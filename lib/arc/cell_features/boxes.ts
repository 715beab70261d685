import { backgroundOf } from "../objects/background.ts";
import type { ArcObject } from "../objects/arc_object.ts";
import { segment } from "../objects/segment.ts";
import { clamp, declare, type FeatureGroup, NO_COLOUR } from "./feature.ts";

/** Objects whose bounding box covers the cell though the cell is not theirs. */
export const boxGroup: FeatureGroup = {
  features: [
    ...declare(2, "n boxes*", "c box_colour*"),
    ...declare(3, "n box_long*", "n box_short*", "n box_depth*", "n box_size*", "n box_holes*"),
    ...declare(4, "c box_flip_x", "c box_flip_y", "c box_turn180*", "n box_left", "n box_top"),
  ],
  fill: (grid, columns) => {
    const { width: w, height: h } = grid;
    const tightest: (ArcObject | undefined)[] = new Array(w * h);
    for (const f of [1, 7, 8, 9]) columns[f]!.fill(NO_COLOUR);
    for (const o of segment(grid, "same8").objects) {
      if (o.full) continue;
      for (let y = o.y; y < o.y + o.height; y++) {
        for (let x = o.x; x < o.x + o.width; x++) {
          if (o.has(x, y)) continue;
          const cell = y * w + x;
          columns[0]![cell]!++;
          const before = tightest[cell];
          if (before === undefined || o.width * o.height < before.width * before.height) {
            tightest[cell] = o;
          }
        }
      }
    }
    tightest.forEach((o, cell) => {
      if (o === undefined) return;
      const left = cell % w - o.x, top = Math.floor(cell / w) - o.y;
      const right = o.width - 1 - left, bottom = o.height - 1 - top;
      columns[1]![cell] = o.colour;
      columns[2]![cell] = Math.max(o.width, o.height);
      columns[3]![cell] = Math.min(o.width, o.height);
      columns[4]![cell] = Math.min(left, top, right, bottom);
      columns[5]![cell] = clamp(o.size);
      columns[6]![cell] = clamp(o.holes.count);
      columns[7]![cell] = grid.at(o.x + right, cell / w | 0);
      columns[8]![cell] = grid.at(cell % w, o.y + bottom);
      columns[9]![cell] = grid.at(o.x + right, o.y + bottom);
      columns[10]![cell] = left;
      columns[11]![cell] = top;
    });
  },
};

/** Panels cut by full lines of one colour besides background: which panel, where in it, and its counterparts. */
export const panelGroup: FeatureGroup = {
  features: [
    ...declare(4, "n panel_row", "n panel_column", "n panel_x", "n panel_y", "n separator*"),
    ...declare(4, "n panel_filled*", "n panel_kinds*", "n panel_rank*", "c panel_common*"),
  ],
  fill: (grid, columns) => {
    const { width: w, height: h, cells } = grid;
    const background = backgroundOf(grid);
    const uniform = (start: number, step: number, length: number): boolean => {
      const colour = cells[start]!;
      if (colour === background) return false;
      for (let k = 1; k < length; k++) if (cells[start + k * step] !== colour) return false;
      return true;
    };
    const rowCuts = Array.from({ length: h }, (_, y) => uniform(y * w, 1, w));
    const columnCuts = Array.from({ length: w }, (_, x) => uniform(x, w, h));
    const rows = spans(rowCuts), across = spans(columnCuts);
    const counts = new Map<number, Uint16Array>();
    for (let y = 0, i = 0; y < h; y++) {
      for (let x = 0; x < w; x++, i++) {
        const cut = rowCuts[y] || columnCuts[x];
        columns[0]![i] = rows[y]![0];
        columns[1]![i] = across[x]![0];
        columns[2]![i] = across[x]![1];
        columns[3]![i] = rows[y]![1];
        columns[4]![i] = cut ? 1 : 0;
        if (cut) continue;
        const panel = rows[y]![0] * 64 + across[x]![0];
        let tally = counts.get(panel);
        if (tally === undefined) counts.set(panel, tally = new Uint16Array(10));
        if (cells[i] !== background) tally[cells[i]!]!++;
      }
    }
    const filled = new Map([...counts].map(([panel, tally]) => [panel, sum(tally)]));
    const order = [...new Set(filled.values())].sort((a, b) => b - a);
    for (let y = 0, i = 0; y < h; y++) {
      for (let x = 0; x < w; x++, i++) {
        columns[8]![i] = NO_COLOUR;
        if (columns[4]![i] === 1) continue;
        const panel = rows[y]![0] * 64 + across[x]![0];
        const tally = counts.get(panel)!;
        let kinds = 0, common = NO_COLOUR;
        for (let c = 0; c < 10; c++) {
          if (tally[c] === 0) continue;
          kinds++;
          if (common === NO_COLOUR || tally[c]! > tally[common]!) common = c;
        }
        columns[5]![i] = clamp(filled.get(panel)!);
        columns[6]![i] = kinds;
        columns[7]![i] = clamp(order.indexOf(filled.get(panel)!));
        columns[8]![i] = common;
      }
    }
  },
};

/** Per line the number of the span between cuts and the offset in it. */
function spans(cuts: readonly boolean[]): [number, number][] {
  let span = 0, offset = 0;
  return cuts.map((cut, k) => {
    if (cut) {
      if (k > 0 && !cuts[k - 1]) span++;
      offset = 0;
      return [span, 0];
    }
    return [span, offset++];
  });
}

function sum(tally: Uint16Array): number {
  return tally.reduce((a, b) => a + b, 0);
}
