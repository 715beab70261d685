import type { ArcObject } from "../objects/arc_object.ts";
import { standings } from "../objects/ranking.ts";
import { segment, type SegmentationMode } from "../objects/segment.ts";
import { clamp, declare, type FeatureGroup, NO_COLOUR } from "./feature.ts";
import { mostOf } from "./local.ts";

/** The features that a cell inherits from its object, under a prefix; cells of no object have all zeros. */
export function objectGroup(mode: SegmentationMode, prefix: string, cost: number): FeatureGroup {
  const numbers = [
    "size",
    "size_rank",
    "size_rank_up",
    "size_count",
    "holes",
    "hole_area",
    "long_side",
    "short_side",
    "full",
    "square",
    "shape_count",
    "turned_count",
    "colour_count",
    "same_colour_count",
    "border_contacts",
    "symmetric",
    "holes_rank",
    "edge_depth",
    "at_edge",
    "gap",
  ];
  const turned = [
    "width",
    "height",
    "from_left",
    "from_top",
    "from_right",
    "from_bottom",
    "column_rank",
    "row_rank",
    "borders",
    "symmetries",
    "left_half",
    "upper_half",
  ];
  return {
    features: [
      ...declare(cost, ...numbers.map((name) => `n ${prefix}_${name}*`)),
      ...declare(cost + 1, ...turned.map((name) => `n ${prefix}_${name}`)),
      ...declare(cost, `c ${prefix}_colour*`, `c ${prefix}_rare*`),
      ...declare(cost + 1, `c ${prefix}_flip_x`, `c ${prefix}_flip_y`, `c ${prefix}_turn180*`),
    ],
    fill: (grid, columns) => {
      const found = segment(grid, mode);
      const ranks = standings(found);
      const count = numbers.length + turned.length;
      for (let f = count; f < columns.length; f++) columns[f]!.fill(NO_COLOUR);
      found.objects.forEach((o, k) => {
        const s = ranks[k]!;
        const long = Math.max(o.width, o.height), short = Math.min(o.width, o.height);
        for (const cell of o.cells) {
          const x = cell % grid.width, y = (cell - x) / grid.width;
          const left = x - o.x, top = y - o.y;
          const right = o.width - 1 - left, bottom = o.height - 1 - top;
          const depth = Math.min(left, top, right, bottom);
          const values = [
            o.size,
            s.sizeRank,
            s.sizeRankUp,
            s.sizeCount,
            o.holes.count,
            o.holes.area,
            long,
            short,
            o.full ? 1 : 0,
            long === short ? 1 : 0,
            s.shapeCount,
            s.turnedShapeCount,
            o.colourCount,
            s.colourCount,
            contacts(o.borders),
            (o.symmetries & 3) > 0 ? 1 : 0,
            s.holesRank,
            depth,
            depth === 0 ? 1 : 0,
            o.width * o.height - o.size,
            o.width,
            o.height,
            left,
            top,
            right,
            bottom,
            s.columnRank,
            s.rowRank,
            o.borders,
            o.symmetries,
            left < right ? 1 : 0,
            top < bottom ? 1 : 0,
          ];
          for (let f = 0; f < count; f++) columns[f]![cell] = clamp(values[f]!);
          columns[count]![cell] = o.colour;
          columns[count + 1]![cell] = o.rareColour;
          const at = (dx: number, dy: number): number => o.source.at(o.x + dx, o.y + dy);
          columns[count + 2]![cell] = at(right, top);
          columns[count + 3]![cell] = at(left, bottom);
          columns[count + 4]![cell] = at(right, bottom);
        }
      });
    },
  };
}

function contacts(borders: number): number {
  return (borders & 1) + (borders >> 1 & 1) + (borders >> 2 & 1) + (borders >> 3 & 1);
}

/** The cell's 4-connected piece of one colour, background pieces included: enclosure and what lies around it. */
export const pieceGroup: FeatureGroup = {
  features: [
    ...declare(2, "n enclosed*", "n piece_size*", "n piece_full*", "c piece_around*"),
    ...declare(3, "n piece_around_kinds*", "n piece_square*", "n piece_long*", "n piece_short*"),
    ...declare(3, "n piece_odd_size*", "n piece_rank*", "n piece_rank_up*", "n piece_shape_count*"),
    ...declare(4, "n piece_from_edge*", "n piece_row", "n piece_column"),
  ],
  fill: (grid, columns) => {
    const { width: w, height: h, cells } = grid;
    const found = segment(grid, "all4");
    const kindred = standings(found);
    for (const o of found.objects) {
      const counts = new Uint16Array(10);
      for (const cell of o.cells) {
        const x = cell % w;
        const beside = [
          x > 0 ? cell - 1 : -1,
          x < w - 1 ? cell + 1 : -1,
          cell - w,
          cell + w < w * h ? cell + w : -1,
        ];
        for (const other of beside) {
          if (other >= 0 && found.labels[other] !== o.index) counts[cells[other]!]!++;
        }
      }
      let kinds = 0;
      for (let c = 0; c < 10; c++) if (counts[c]! > 0) kinds++;
      const around = mostOf(counts);
      const same = found.objects.filter((other) => other.colour === o.colour);
      const values = [
        o.borders === 0 ? 1 : 0,
        o.size,
        o.full ? 1 : 0,
        around,
        kinds,
        o.width === o.height ? 1 : 0,
        Math.max(o.width, o.height),
        Math.min(o.width, o.height),
        o.size & 1,
        rankAmong(same, o, -1),
        rankAmong(same, o, 1),
        kindred[o.index]!.shapeCount,
      ];
      for (const cell of o.cells) {
        for (let f = 0; f < values.length; f++) {
          columns[f]![cell] = f === 3 ? around : clamp(values[f]!);
        }
        const x = cell % w - o.x, y = Math.floor(cell / w) - o.y;
        columns[12]![cell] = Math.min(x, y, o.width - 1 - x, o.height - 1 - y);
        columns[13]![cell] = clamp(y);
        columns[14]![cell] = clamp(x);
      }
    }
  },
};

/** How many different sizes lie before this object's, largest first for −1, smallest first for 1. */
function rankAmong(objects: readonly ArcObject[], o: ArcObject, sign: 1 | -1): number {
  const before = new Set<number>();
  for (const other of objects) if (sign * other.size < sign * o.size) before.add(other.size);
  return before.size;
}
