import { backgroundOf } from "../objects/background.ts";
import { clamp, declare, type FeatureGroup, NO_COLOUR } from "./feature.ts";
import { mostOf } from "./local.ts";

const PER_LINE = ["filled", "kinds", "own_count"] as const;

/** Counts and colours of the cell's row and column, each under its own name and whatever the direction. */
export const lineGroup: FeatureGroup = {
  features: [
    ...declare(3, ...["row", "column"].flatMap((l) => PER_LINE.map((n) => `n ${l}_${n}`))),
    ...declare(3, ...["row", "column"].flatMap((l) => [`c ${l}_common`, `c ${l}_all`])),
    ...declare(3, "c row_first", "c row_last", "c column_first", "c column_last"),
    ...declare(3, "n line_filled_max*", "n line_filled_min*", "c line_all*", "n line_own_max*"),
    ...declare(4, "c row_mode", "c column_mode", "c line_mode*"),
  ],
  fill: (grid, columns) => {
    const { width: w, height: h, cells } = grid;
    const background = backgroundOf(grid);
    const line = (start: number, step: number, length: number, at: number, ends: number): void => {
      const counts = new Uint8Array(10);
      for (let k = 0, i = start; k < length; k++, i += step) counts[cells[i]!]!++;
      let kinds = 0;
      for (let c = 0; c < 10; c++) if (counts[c]! > 0) kinds++;
      const all = kinds === 1 ? cells[start]! : NO_COLOUR;
      const filled = length - counts[background]!;
      const own = Uint8Array.from(counts);
      const mode = mostOf(counts);
      counts[background] = 0;
      const common = mostOf(counts);
      const last = start + (length - 1) * step;
      for (let k = 0, i = start; k < length; k++, i += step) {
        columns[at]![i] = clamp(filled);
        columns[at + 1]![i] = kinds;
        columns[at + 2]![i] = clamp(own[cells[i]!]!);
        columns[at === 0 ? 6 : 8]![i] = common;
        columns[at === 0 ? 7 : 9]![i] = all;
        columns[at === 0 ? 18 : 19]![i] = mode;
        columns[ends]![i] = cells[start]!;
        columns[ends + 1]![i] = cells[last]!;
      }
    };
    for (let y = 0; y < h; y++) line(y * w, 1, w, 0, 10);
    for (let x = 0; x < w; x++) line(x, w, h, 3, 12);
    const [rowFilled, , rowOwn, columnFilled, , columnOwn] = columns;
    for (let i = 0; i < cells.length; i++) {
      columns[14]![i] = Math.max(rowFilled![i]!, columnFilled![i]!);
      columns[15]![i] = Math.min(rowFilled![i]!, columnFilled![i]!);
      columns[16]![i] = columns[7]![i] !== NO_COLOUR && columns[7]![i] !== background
        ? columns[7]![i]!
        : columns[9]![i]!;
      columns[17]![i] = Math.max(rowOwn![i]!, columnOwn![i]!);
      // The commoner of the two modes: the stripe's colour in a striped picture.
      const x = i % w, y = (i - x) / w;
      const across = times(cells, y * w, 1, w, columns[18]![i]!) * h;
      const along = times(cells, x, w, h, columns[19]![i]!) * w;
      columns[20]![i] = across >= along ? columns[18]![i]! : columns[19]![i]!;
    }
  },
};

/** How often a colour occurs along a line. */
function times(cells: Uint8Array, start: number, step: number, length: number, colour: number) {
  let count = 0;
  for (let k = 0, i = start; k < length; k++, i += step) if (cells[i] === colour) count++;
  return count;
}

/** Where the cell lies in the grid: distances, parities, diagonals, halves. */
export const placeGroup: FeatureGroup = {
  features: [
    ...declare(3, "n x", "n y", "n from_right", "n from_bottom"),
    ...declare(2, "n border_distance*", "n corner*", "n x_odd", "n y_odd", "n checker"),
    ...declare(4, "n x_mod3", "n y_mod3", "n sum_mod3", "n difference_mod3", "n sum_mod4"),
    ...declare(3, "n on_diagonal", "n on_antidiagonal", "n on_diagonals*"),
    ...declare(3, "n middle_column", "n middle_row", "n middle*", "n left_half", "n upper_half"),
    ...declare(3, "n above_diagonal", "n border_parity*", "n from_right_odd", "n from_bottom_odd"),
  ],
  fill: (grid, columns) => {
    const { width: w, height: h } = grid;
    for (let y = 0, i = 0; y < h; y++) {
      for (let x = 0; x < w; x++, i++) {
        const right = w - 1 - x, bottom = h - 1 - y;
        const edge = Math.min(x, y, right, bottom);
        const middleColumn = 2 * x === w - 1 ? 1 : 0, middleRow = 2 * y === h - 1 ? 1 : 0;
        const diagonal = x === y ? 1 : 0, anti = right === y ? 1 : 0;
        const values = [
          x,
          y,
          right,
          bottom,
          edge,
          Math.min(x, right) === 0 && Math.min(y, bottom) === 0 ? 1 : 0,
          x & 1,
          y & 1,
          (x + y) & 1,
          x % 3,
          y % 3,
          (x + y) % 3,
          (x - y + 30) % 3,
          (x + y) % 4,
          diagonal,
          anti,
          diagonal | anti,
          middleColumn,
          middleRow,
          middleColumn | middleRow,
          x < right ? 1 : 0,
          y < bottom ? 1 : 0,
          x > y ? 1 : 0,
          edge & 1,
          right & 1,
          bottom & 1,
        ];
        for (let f = 0; f < values.length; f++) columns[f]![i] = values[f]!;
      }
    }
  },
};
