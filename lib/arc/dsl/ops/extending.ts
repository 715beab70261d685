import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";
import { backgroundOf } from "./_background.ts";
import { gather } from "./_cutting.ts";
import { applyMotion, type Motion } from "./rigid.ts";

/** The motion that brings a direction to "down", and the one that brings it back. */
const TO_DOWN: { readonly [direction: string]: readonly [Motion, Motion] } = {
  down: ["identity", "identity"],
  up: ["flip_y", "flip_y"],
  right: ["transpose", "transpose"],
  left: ["antitranspose", "antitranspose"],
};

/** Goes on with the rows' repetition below the last row that is not all background; `undefined` where none repeats. */
function extendDown(grid: Grid, least: number): Grid | undefined {
  const { width: w, height: h } = grid;
  const background = backgroundOf(grid);
  let shown = h;
  const blank = (y: number) => {
    for (let x = 0; x < w; x++) if (grid.at(x, y) !== background) return false;
    return true;
  };
  while (shown > 0 && blank(shown - 1)) shown--;
  if (shown === 0 || shown === h) return undefined;
  const equal = (a: number, b: number) => {
    for (let x = 0; x < w; x++) if (grid.at(x, a) !== grid.at(x, b)) return false;
    return true;
  };
  for (let period = least; period <= shown; period++) {
    let repeats = true;
    for (let y = period; y < shown && repeats; y++) repeats = equal(y, y - period);
    if (!repeats) continue;
    return gather(w, h, (x, y) => grid.at(x, y < shown ? y : y % period));
  }
  return undefined;
}

/** Every column goes on downwards with its own repetition; columns that are all background stay. */
function extendEachDown(grid: Grid): Grid {
  const { width: w, height: h } = grid;
  const background = backgroundOf(grid);
  const out = new Uint8Array(grid.cells);
  for (let x = 0; x < w; x++) {
    let shown = h;
    while (shown > 0 && grid.at(x, shown - 1) === background) shown--;
    for (let period = 1; period <= shown; period++) {
      let repeats = true;
      for (let y = period; y < shown && repeats; y++) {
        repeats = grid.at(x, y) === grid.at(x, y - period);
      }
      if (!repeats) continue;
      for (let y = shown; y < h; y++) out[y * w + x] = grid.at(x, y % period);
      break;
    }
  }
  return new Grid(w, h, out);
}

/** Going on with what repeats, sorting lines, and boxes between corners. */
export const extendingOps: readonly Op[] = [
  defineOp({
    name: "extend_pattern",
    doc:
      "The repetition of the lines shown goes on in a direction to the edge; together, or each line on its own.",
    takes: ["grid"],
    gives: "grid",
    params: {
      direction: word("down", "right", "up", "left"),
      lines: word("together", "each"),
      least: whole(1, 9),
    },
    run: ([grid], { direction, lines, least }) => {
      const [there, back] = TO_DOWN[direction]!;
      const turned = applyMotion(grid, there);
      const extended = lines === "each" ? extendEachDown(turned) : extendDown(turned, least);
      return extended && applyMotion(extended, back);
    },
  }),
  defineOp({
    name: "sort_lines",
    doc:
      "The columns (or rows) in order of how many of their cells are not background; equal ones keep their order.",
    takes: ["grid"],
    gives: "grid",
    params: { lines: word("columns", "rows"), order: word("most", "least") },
    run: ([grid], { lines, order }) => {
      const background = backgroundOf(grid);
      const turned = lines === "columns" ? grid : applyMotion(grid, "transpose");
      const filled = Array.from({ length: turned.width }, (_, x) => {
        let n = 0;
        for (let y = 0; y < turned.height; y++) if (turned.at(x, y) !== background) n++;
        return n;
      });
      const places = filled.map((_, x) => x).sort((a, b) =>
        (order === "most" ? filled[b]! - filled[a]! : filled[a]! - filled[b]!) || a - b
      );
      const sorted = gather(turned.width, turned.height, (x, y) => turned.at(places[x]!, y));
      return lines === "columns" ? sorted : applyMotion(sorted, "transpose");
    },
  }),
  defineOp({
    name: "fill_between_corners",
    doc:
      "Boxes whose four corners are cells of one colour and hold nothing else get their inside or their sides painted; ink 11 is the corners' colour.",
    takes: ["grid"],
    gives: "grid",
    params: { ink: whole(0, 11), part: word("inside", "sides", "both") },
    run: ([grid], { ink, part }) => fillBetweenCorners(grid, ink, part),
  }),
];

function fillBetweenCorners(grid: Grid, ink: number, part: "inside" | "sides" | "both"): Grid {
  const { width: w, height: h } = grid;
  const background = backgroundOf(grid);
  const out = new Uint8Array(grid.cells);
  const empty = (x0: number, y0: number, x1: number, y1: number, c: number) => {
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const corner = (x === x0 || x === x1) && (y === y0 || y === y1);
        if (grid.at(x, y) !== (corner ? c : background)) return false;
      }
    }
    return true;
  };
  for (let y0 = 0; y0 < h; y0++) {
    for (let x0 = 0; x0 < w; x0++) {
      const c = grid.at(x0, y0);
      if (c === background) continue;
      for (let x1 = x0 + 2; x1 < w; x1++) {
        if (grid.at(x1, y0) !== c) continue;
        for (let y1 = y0 + 2; y1 < h; y1++) {
          if (grid.at(x0, y1) !== c || grid.at(x1, y1) !== c || !empty(x0, y0, x1, y1, c)) continue;
          for (let y = y0; y <= y1; y++) {
            for (let x = x0; x <= x1; x++) {
              const side = x === x0 || x === x1 || y === y0 || y === y1;
              if (part === "inside" ? side : part === "sides" && !side) continue;
              if (grid.at(x, y) === background) out[y * w + x] = ink > 9 ? c : ink;
            }
          }
        }
      }
    }
  }
  return new Grid(w, h, out);
}
