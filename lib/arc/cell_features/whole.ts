import { backgroundOf, colourCounts } from "../objects/background.ts";
import { segment } from "../objects/segment.ts";
import { standings } from "../objects/ranking.ts";
import { clamp, declare, type FeatureGroup, NO_COLOUR } from "./feature.ts";
import { mostOf } from "./local.ts";

/** Colours of the cells that the seven motions of the square bring to this place. */
export const mirrorGroup: FeatureGroup = {
  features: [
    ...declare(
      3,
      "c flip_x",
      "c flip_y",
      "c turn180*",
      "c transpose",
      "c antitranspose",
      "c turn90",
      "c turn270",
    ),
    ...declare(3, "c mirrored*"),
  ],
  fill: (grid, columns) => {
    const { width: w, height: h, cells } = grid;
    const background = backgroundOf(grid);
    const at = (x: number, y: number): number =>
      x < 0 || y < 0 || x >= w || y >= h ? NO_COLOUR : cells[y * w + x]!;
    for (let y = 0, i = 0; y < h; y++) {
      for (let x = 0; x < w; x++, i++) {
        columns[0]![i] = at(w - 1 - x, y);
        columns[1]![i] = at(x, h - 1 - y);
        columns[2]![i] = at(w - 1 - x, h - 1 - y);
        columns[3]![i] = at(y, x);
        columns[4]![i] = at(w - 1 - y, h - 1 - x);
        columns[5]![i] = at(y, h - 1 - x);
        columns[6]![i] = at(w - 1 - y, x);
        let any = NO_COLOUR;
        for (let m = 0; m < 7 && any === NO_COLOUR; m++) {
          const colour = columns[m]![i]!;
          if (colour !== NO_COLOUR && colour !== background) any = colour;
        }
        columns[7]![i] = any;
      }
    }
  },
};

/** What is the same for all cells of a grid: its frequent and rare colours, and those of outstanding objects. */
export const wholeGroup: FeatureGroup = {
  features: [
    ...declare(
      3,
      "c common*",
      "c rare*",
      "c second*",
      "c largest_colour*",
      "c smallest_colour*",
      "c odd_shape_colour*",
      "c corner_first",
      "n colours*",
      "n filled*",
      "n objects*",
      "c background*",
    ),
    ...declare(2, "n own_count*", "n own_rank*"),
  ],
  fill: (grid, columns) => {
    const background = backgroundOf(grid);
    const counts = colourCounts(grid);
    const all = Uint16Array.from(counts);
    counts[background] = 0;
    const common = mostOf(counts);
    const others = Uint16Array.from(counts);
    if (common !== NO_COLOUR) others[common] = 0;
    let rare = NO_COLOUR, kinds = 0;
    for (let c = 0; c < 10; c++) {
      if (counts[c] === 0) continue;
      kinds++;
      if (rare === NO_COLOUR || counts[c]! <= counts[rare]!) rare = c;
    }
    const found = segment(grid, "same8");
    const ranks = standings(found);
    const colourOf = (chosen: number): number => found.objects[chosen]?.colour ?? NO_COLOUR;
    const largest = colourOf(ranks.findIndex((s) => s.sizeRank === 0));
    const smallest = colourOf(ranks.findIndex((s) => s.sizeRankUp === 0));
    const odd = colourOf(ranks.findIndex((s) => s.shapeCount === 1));
    const filled = grid.cells.length - all[background]!;
    const values = [
      common,
      rare,
      mostOf(others),
      largest,
      smallest,
      odd,
      grid.cells[0]!,
      kinds,
      clamp(filled),
      clamp(found.objects.length),
      background,
    ];
    values.forEach((value, f) => columns[f]!.fill(value));
    const order = [...all.keys()].filter((c) => all[c]! > 0)
      .sort((a, b) => all[b]! - all[a]! || a - b);
    for (let i = 0; i < grid.cells.length; i++) {
      const own = grid.cells[i]!;
      columns[11]![i] = clamp(all[own]!);
      columns[12]![i] = order.indexOf(own);
    }
  },
};
