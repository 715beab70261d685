import type { Prng } from "../../../substrate/values/prng.ts";
import type { Grid } from "../../grid/grid.ts";
import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily, type Level } from "../concept_family.ts";
import { cut, drawColours, inked, scatter } from "../drawing.ts";

/** Symmetric and repeating pictures that are made whole. */
export const completionFamilies: readonly ConceptFamily[] = [
  holes(
    "mirror_hole",
    "A mirror-symmetric picture has blots, which are painted over.",
    false,
    kaleidoscope,
  ),
  holes(
    "mirror_patch",
    "The part of a mirror-symmetric picture under a blot is given.",
    true,
    kaleidoscope,
  ),
  holes("period_hole", "A repeating picture has blots, which are painted over.", false, wallpaper),
  holes("period_patch", "The part of a repeating picture under a blot is given.", true, wallpaper),
  defineFamily({
    name: "mirror_half",
    concept: "completion",
    doc:
      "Half of the grid is empty and gets the mirror image of the other half; hard: one quarter gives all.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 3));
      const upright = prng.below(2) === 0;
      return (pair) => {
        const [w, h] = [
          pair.between(2, level.by(4, 6, 7)) * 2,
          pair.between(2, level.by(4, 6, 7)) * 2,
        ];
        const halves = level.rank === 2 ? [true, true] : [!upright, upright];
        const part = scatter(pair, halves[0] ? w / 2 : w, halves[1] ? h / 2 : h, colours, 0.5);
        if (inked(part) < 3) return null;
        const output = gridOf(
          w,
          h,
          (x, y) => part.at(x < part.width ? x : w - 1 - x, y < part.height ? y : h - 1 - y),
        );
        const input = new Canvas(w, h);
        input.paste(part, 0, 0);
        return { input: input.toGrid(), output };
      };
    },
  }),
  defineFamily({
    name: "extend_stripes",
    concept: "completion",
    doc: "A pattern of rows (or columns) that repeats goes on to the other edge.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 4));
      const sideways = prng.below(2) === 0;
      return (pair) => {
        const period = pair.between(2, level.by(2, 3, 4));
        const across = level.side(pair), along = period * 2 + pair.between(3, level.by(4, 6, 8));
        const tile = scatter(pair, across, period, colours, level.by(0.8, 0.7, 0.6));
        const rows = tile.toRows();
        const distinct = new Set(rows.map((row) => row.join())).size === period;
        if (!distinct || rows.some((row) => row.every((c) => c === 0))) return null;
        const shown = period * 2;
        const at = (a: number, b: number) => tile.at(a, b % period);
        const picture = (limit: number) =>
          sideways
            ? gridOf(along, across, (x, y) => x < limit ? at(y, x) : 0)
            : gridOf(across, along, (x, y) => y < limit ? at(x, y) : 0);
        return { input: picture(shown), output: picture(along) };
      };
    },
  }),
];

/** A family whose input is a picture with blots of one colour, and whose output mends or gives a part. */
function holes(
  name: string,
  doc: string,
  patch: boolean,
  picture: (pair: Prng, level: Level, colours: readonly number[]) => Grid,
): ConceptFamily {
  return defineFamily({
    name,
    concept: "completion",
    doc,
    rule: (level, prng) => {
      const [blot, ...colours] = drawColours(prng, level.by(4, 5, 6));
      return (pair) => {
        const whole = picture(pair, level, colours);
        const canvas = Canvas.of(whole);
        const side = patch ? level.by(3, 4, 5) : level.by(2, 3, 4);
        let box = { x: 0, y: 0, w: 0, h: 0 };
        for (let n = patch ? 1 : level.by(1, 2, 3); n > 0; n--) {
          const [w, h] = [pair.between(2, side), pair.between(2, side)];
          // Left and above the middle, so that the mirror image and a whole period stay in sight.
          box = { x: pair.below(whole.width / 2 - w), y: pair.below(whole.height / 2 - h), w, h };
          canvas.rect(box.x, box.y, box.w, box.h, blot!);
        }
        return {
          input: canvas.toGrid(),
          output: patch ? cut(whole, box.x, box.y, box.w, box.h) : whole,
        };
      };
    },
  });
}

/** Mirror-symmetric left–right and top–bottom. */
function kaleidoscope(pair: Prng, level: Level, colours: readonly number[]): Grid {
  const side = level.by(12, 14, 18);
  const quarter = gridOf(side / 2, side / 2, () => pair.pick(colours));
  return gridOf(
    side,
    side,
    (x, y) => quarter.at(Math.min(x, side - 1 - x), Math.min(y, side - 1 - y)),
  );
}

/** Repeats a tile in both directions. */
function wallpaper(pair: Prng, level: Level, colours: readonly number[]): Grid {
  const side = level.by(12, 14, 18);
  const most = level.by(3, 4, 5);
  const [tw, th] = [pair.between(2, most), pair.between(2, most)];
  const tile = gridOf(tw, th, () => pair.pick(colours));
  return gridOf(side, side, (x, y) => tile.at(x % tw, y % th));
}
