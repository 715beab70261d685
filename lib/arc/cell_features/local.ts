import { backgroundOf } from "../objects/background.ts";
import { declare, type FeatureGroup, NO_COLOUR } from "./feature.ts";

/** The eight directions by name, clockwise from up, as column and row steps. */
export const DIRECTIONS: readonly (readonly [string, number, number])[] = [
  ["up", 0, -1],
  ["up_right", 1, -1],
  ["right", 1, 0],
  ["down_right", 1, 1],
  ["down", 0, 1],
  ["down_left", -1, 1],
  ["left", -1, 0],
  ["up_left", -1, -1],
];

const FAR: readonly (readonly [number, number])[] = [-2, -1, 0, 1, 2].flatMap((dy) =>
  [-2, -1, 0, 1, 2].filter((dx) => Math.abs(dx) === 2 || Math.abs(dy) === 2)
    .map((dx) => [dx, dy] as const)
);

/** The cell's own colour. */
export const ownGroup: FeatureGroup = {
  features: declare(0, "c own*"),
  fill: (grid, [own]) => own!.set(grid.cells),
};

/** Colours of the 3×3 neighbourhood. */
export const nearGroup: FeatureGroup = {
  features: declare(2, ...DIRECTIONS.map(([name]) => `c ${name}`)),
  fill: (grid, columns) => {
    const { width: w, height: h, cells } = grid;
    for (let d = 0; d < 8; d++) {
      const [, dx, dy] = DIRECTIONS[d]!;
      shifted(cells, w, h, dx, dy, columns[d]!);
    }
  },
};

/** Colours of the outer ring of the 5×5 neighbourhood, named by column and row offset. */
export const farGroup: FeatureGroup = {
  features: declare(4, ...FAR.map(([dx, dy]) => `c at_${dx}_${dy}`)),
  fill: (grid, columns) => {
    const { width: w, height: h, cells } = grid;
    FAR.forEach(([dx, dy], i) => shifted(cells, w, h, dx, dy, columns[i]!));
  },
};

function shifted(
  cells: Uint8Array,
  w: number,
  h: number,
  dx: number,
  dy: number,
  out: Uint8Array,
): void {
  for (let y = 0, i = 0; y < h; y++) {
    const sy = y + dy;
    for (let x = 0; x < w; x++, i++) {
      const sx = x + dx;
      out[i] = sx < 0 || sy < 0 || sx >= w || sy >= h ? NO_COLOUR : cells[sy * w + sx]!;
    }
  }
}

/** Counts over the neighbourhood, and its most frequent colour besides background. */
export const aroundGroup: FeatureGroup = {
  features: declare(
    1,
    "n same8*",
    "n same4*",
    "n filled8*",
    "n filled4*",
    "n kinds8*",
    "n filled24*",
    "c around*",
    "c beside*",
    "c diagonal*",
  ),
  fill: (grid, columns) => {
    const { width: w, height: h, cells } = grid;
    const background = backgroundOf(grid);
    const counts = new Uint8Array(10), four = new Uint8Array(10), slant = new Uint8Array(10);
    const [same8, same4, filled8, filled4, kinds8, filled24, around, beside, diagonal] = columns;
    for (let y = 0, i = 0; y < h; y++) {
      for (let x = 0; x < w; x++, i++) {
        counts.fill(0), four.fill(0), slant.fill(0);
        let s8 = 0, s4 = 0, f8 = 0, f4 = 0, f24 = 0;
        const own = cells[i]!;
        for (let dy = -2; dy <= 2; dy++) {
          const sy = y + dy;
          if (sy < 0 || sy >= h) continue;
          for (let dx = -2; dx <= 2; dx++) {
            const sx = x + dx;
            if (sx < 0 || sx >= w || (dx === 0 && dy === 0)) continue;
            const colour = cells[sy * w + sx]!;
            const filled = colour !== background;
            if (filled) f24++;
            if (dx < -1 || dx > 1 || dy < -1 || dy > 1) continue;
            const straight = dx === 0 || dy === 0;
            if (colour === own) s8++, s4 += straight ? 1 : 0;
            if (!filled) continue;
            f8++;
            counts[colour]!++;
            if (straight) f4++, four[colour]!++;
            else slant[colour]!++;
          }
        }
        same8![i] = s8;
        same4![i] = s4;
        filled8![i] = f8;
        filled4![i] = f4;
        filled24![i] = f24;
        let kinds = 0;
        for (let c = 0; c < 10; c++) if (counts[c]! > 0) kinds++;
        kinds8![i] = kinds;
        around![i] = mostOf(counts);
        beside![i] = mostOf(four);
        diagonal![i] = mostOf(slant);
      }
    }
  },
};

/** The colour with the highest count, ties to the lower; {@linkcode NO_COLOUR} when all are 0. */
export function mostOf(counts: ArrayLike<number>): number {
  let best = NO_COLOUR, most = 0;
  for (let c = 0; c < 10; c++) if (counts[c]! > most) best = c, most = counts[c]!;
  return best;
}
