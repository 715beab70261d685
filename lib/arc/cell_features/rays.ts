import { backgroundOf } from "../objects/background.ts";
import { clamp, declare, type FeatureGroup, NO_COLOUR } from "./feature.ts";
import { DIRECTIONS } from "./local.ts";

const names = DIRECTIONS.map(([name]) => name);

/**
 * Along each of the eight directions: the first colour besides background and how far it is, the first
 * colour other than the cell's own, and the second colour besides background.
 */
export const rayGroup: FeatureGroup = {
  features: [
    ...declare(2, ...names.map((name) => `c ray_${name}`)),
    ...declare(3, ...names.map((name) => `n ray_${name}_distance`)),
    ...declare(4, ...names.map((name) => `c next_${name}`)),
    ...declare(4, ...names.map((name) => `n run_${name}`)),
    ...declare(5, ...names.map((name) => `c beyond_${name}`)),
  ],
  fill: (grid, columns) => {
    const { width: w, height: h, cells } = grid;
    const background = backgroundOf(grid);
    for (let d = 0; d < 8; d++) {
      const [, dx, dy] = DIRECTIONS[d]!;
      const ray = columns[d]!, distance = columns[8 + d]!, next = columns[16 + d]!;
      const run = columns[24 + d]!, beyond = columns[32 + d]!;
      const step = dy * w + dx;
      // Cells are visited so that the neighbour in the ray's direction is always done already.
      for (let yy = 0; yy < h; yy++) {
        const y = dy > 0 ? h - 1 - yy : yy;
        for (let xx = 0; xx < w; xx++) {
          const x = dx > 0 ? w - 1 - xx : xx;
          const i = y * w + x;
          const nx = x + dx, ny = y + dy;
          if (nx < 0 || ny < 0 || nx >= w || ny >= h) {
            ray[i] = next[i] = beyond[i] = NO_COLOUR;
            distance[i] = 63;
            run[i] = 0;
            continue;
          }
          const j = i + step;
          const there = cells[j]!;
          if (there === background) {
            ray[i] = ray[j]!;
            beyond[i] = beyond[j]!;
            distance[i] = clamp(distance[j]! + 1);
          } else {
            ray[i] = there;
            distance[i] = 1;
            beyond[i] = ray[j] === there ? beyond[j]! : ray[j]!;
          }
          const same = there === cells[i];
          next[i] = same ? next[j]! : there;
          run[i] = same ? clamp(run[j]! + 1) : 0;
        }
      }
    }
  },
};

/** What the rays say together, whatever their directions; `between` colours lie on both sides of a cell. */
export const sightGroup: FeatureGroup = {
  features: declare(
    2,
    "n seen4*",
    "n seen8*",
    "n nearest4*",
    "c nearest4_colour*",
    "n nearest8*",
    "c nearest8_colour*",
    "c between*",
    "c between_row",
    "c between_column",
    "c between_diagonal*",
    "n seen_kinds4*",
    "n seen_kinds8*",
    "c farthest4_colour*",
    "n run_max*",
    "n run_min*",
  ),
  fill: (grid, columns) => {
    const rays = rayGroup.features.map(() => new Uint8Array(grid.cells.length));
    rayGroup.fill(grid, rays);
    const [seen4, seen8, near4, colour4, near8, colour8, between, row, column, slant] = columns;
    const [kinds4, kinds8, farthest, runMax, runMin] = columns.slice(10);
    for (let i = 0; i < grid.cells.length; i++) {
      let four = 0, eight = 0, d4 = 63, c4 = NO_COLOUR, d8 = 63, c8 = NO_COLOUR;
      let mask4 = 0, mask8 = 0, far = 0, farColour = NO_COLOUR;
      for (let d = 0; d < 8; d++) {
        const colour = rays[d]![i]!;
        if (colour === NO_COLOUR) continue;
        const away = rays[8 + d]![i]!;
        eight++;
        mask8 |= 1 << colour;
        if (away < d8) d8 = away, c8 = colour;
        if (d % 2 === 1) continue;
        four++;
        mask4 |= 1 << colour;
        if (away < d4) d4 = away, c4 = colour;
        if (away > far) far = away, farColour = colour;
      }
      const pair = (a: number): number =>
        rays[a]![i] === rays[a + 4]![i] ? rays[a]![i]! : NO_COLOUR;
      seen4![i] = four;
      seen8![i] = eight;
      near4![i] = d4;
      colour4![i] = c4;
      near8![i] = d8;
      colour8![i] = c8;
      row![i] = pair(2);
      column![i] = pair(0);
      between![i] = row![i] !== NO_COLOUR ? row![i]! : column![i]!;
      slant![i] = pair(1) !== NO_COLOUR ? pair(1) : pair(3);
      kinds4![i] = bits(mask4);
      kinds8![i] = bits(mask8);
      farthest![i] = farColour;
      const across = rays[24 + 2]![i]! + rays[24 + 6]![i]!;
      const along = rays[24]![i]! + rays[24 + 4]![i]!;
      runMax![i] = Math.max(across, along);
      runMin![i] = Math.min(across, along);
    }
  },
};

function bits(mask: number): number {
  let count = 0;
  for (let m = mask; m !== 0; m &= m - 1) count++;
  return count;
}
