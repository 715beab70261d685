import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { blob, cut, drawColour, drawColours, moved, scatter, trim } from "../drawing.ts";

/** Outputs that are a part of the input found by its place. */
export const cropFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "crop_content",
    concept: "crop",
    doc:
      "The box around everything that is not black is cut out; in hard tasks it is then mirrored.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 4));
      const motion = level.by(0, 0, prng.between(1, 3));
      return (pair) => {
        const canvas = new Canvas(level.side(pair), level.side(pair));
        const most = level.by(3, 5, 7);
        const picture = trim(
          scatter(pair, pair.between(2, most), pair.between(2, most), colours, 0.75),
        );
        if (picture.width < 2 || picture.height < 2) return null;
        const x = pair.between(1, canvas.width - picture.width);
        canvas.paste(picture, x, pair.below(canvas.height - picture.height));
        return { input: canvas.toGrid(), output: moved(picture, motion) };
      };
    },
  }),
  defineFamily({
    name: "crop_frame",
    concept: "crop",
    doc:
      "What stands inside a frame is cut out; medium tasks have noise outside, hard ones keep the frame.",
    rule: (level, prng) => {
      const frame = drawColour(prng);
      const colours = drawColours(prng, level.by(2, 3, 4), [frame]);
      return (pair) => {
        const canvas = level.rank === 0
          ? new Canvas(level.side(pair) + 3, level.side(pair) + 3)
          : Canvas.of(scatter(pair, level.side(pair) + 3, level.side(pair) + 3, colours, 0.15));
        const [w, h] = [pair.between(4, level.by(5, 7, 8)), pair.between(4, level.by(5, 7, 8))];
        const x = pair.between(1, canvas.width - w - 1), y = pair.between(1, canvas.height - h - 1);
        canvas.rect(x, y, w, h, 0);
        canvas.paste(scatter(pair, w, h, colours, 0.5), x, y);
        canvas.frame(x, y, w, h, frame);
        const input = canvas.toGrid();
        const rim = level.by(1, 1, 0);
        return { input, output: cut(input, x + rim, y + rim, w - 2 * rim, h - 2 * rim) };
      };
    },
  }),
  defineFamily({
    name: "take_part",
    concept: "crop",
    doc: "A fixed half or quarter of the grid is taken; in hard tasks it is mirrored as well.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 4));
      const quarter = level.rank > 0 && prng.below(2) === 0;
      const sideways = prng.below(2) === 0;
      const [nx, ny] = quarter ? [2, 2] : sideways ? [2, 1] : [1, 2];
      const [px, py] = [prng.below(nx!), prng.below(ny!)];
      const motion = level.by(0, 0, prng.between(1, 2));
      return (pair) => {
        const [w, h] = [pair.between(3, level.by(4, 5, 8)), pair.between(3, level.by(4, 5, 8))];
        const input = scatter(pair, w * nx!, h * ny!, colours, 0.6);
        return { input, output: moved(cut(input, px * w, py * h, w, h), motion) };
      };
    },
  }),
  defineFamily({
    name: "crop_window",
    concept: "crop",
    doc:
      "Noise of one colour covers the grid but for a rectangle of another; that one is given alone.",
    rule: (level, prng) => {
      const [noise, ...colours] = drawColours(prng, level.by(2, 3, 4));
      return (pair) => {
        const canvas = Canvas.of(
          scatter(pair, level.side(pair) + 2, level.side(pair) + 2, [noise!], 0.4),
        );
        const [w, h] = [pair.between(2, level.by(4, 5, 6)), pair.between(2, level.by(4, 5, 6))];
        const colour = pair.pick(colours);
        const picture = level.rank < 2
          ? gridOf(w, h, () => colour)
          : blob(pair, w, h, w * h - 2, colour);
        const x = pair.below(canvas.width - w), y = pair.below(canvas.height - h);
        canvas.rect(x, y, picture.width, picture.height, 0);
        canvas.paste(picture, x, y);
        return { input: canvas.toGrid(), output: picture };
      };
    },
  }),
];
