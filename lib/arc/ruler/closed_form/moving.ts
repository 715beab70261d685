import type { Params } from "../../dsl/op.ts";
import { BODIES, SLIDES } from "../../dsl/ops/motion.ts";
import type { Grid } from "../../grid/grid.ts";
import type { Bench } from "./_bench.ts";
import { closedForm, sameSize, sharedColours } from "./_family.ts";
import { finish } from "./_finish.ts";

/** Things that fall, slide, move by a constant step or go to a target. */
export const movingFamily = closedForm({
  name: "moving",
  doc:
    "Pieces that slide until stopped, go straight to a target colour, or move by a constant step.",
  when: sameSize,
  search(bench) {
    const colours = sharedColours(bench);
    constantMoves(bench, colours);
    for (const of of BODIES) {
      for (const colour of [-1, ...colours]) {
        for (const direction of SLIDES) {
          if (!bench.open) return;
          attempt(bench, "slide_pieces", { of, colour, direction, limit: 30 });
        }
        for (const to of colours) {
          if (to === colour || !bench.open) continue;
          attempt(bench, "slide_towards", { of, colour, to });
        }
      }
    }
  },
});

/** Runs a movement in full where the first pairs speak for it. */
function attempt(bench: Bench, op: string, params: Params): void {
  if (bench.promising(op, params)) finish(bench, bench.then(bench.start, op, params));
}

/** A step read off the first pair: where the first cell of the moving colour went. */
function constantMoves(bench: Bench, colours: readonly number[]): void {
  const input = bench.inputs[0]!, output = bench.outputs[0]!;
  for (const colour of [-1, ...colours]) {
    for (const [dx, dy] of steps(input, output, colour)) {
      for (const edge of ["leave", "wrap"]) {
        if (!bench.open) return;
        attempt(bench, "move_colour", { colour, dx, dy, edge });
      }
    }
  }
}

/** Steps after which most cells of the colour are found again in the output. */
function steps(input: Grid, output: Grid, colour: number): [number, number][] {
  const from: number[] = [];
  input.cells.forEach((c, i) => {
    if (colour < 0 ? c !== 0 : c === colour) from.push(i);
  });
  if (from.length === 0 || from.length > input.cells.length * 0.7) return [];
  const found: { step: [number, number]; hits: number }[] = [];
  const w = input.width, h = input.height;
  for (let dy = 1 - h; dy < h; dy++) {
    for (let dx = 1 - w; dx < w; dx++) {
      if (dx === 0 && dy === 0) continue;
      let hits = 0, inside = 0;
      for (const i of from) {
        const x = i % w + dx, y = Math.floor(i / w) + dy;
        if (x < 0 || y < 0 || x >= w || y >= h) continue;
        inside++;
        if (output.at(x, y) === input.cells[i]) hits++;
      }
      if (hits === inside && 2 * inside >= from.length) found.push({ step: [dx, dy], hits });
    }
  }
  found.sort((a, b) => b.hits - a.hits);
  return found.slice(0, 4).map(({ step }) => step);
}
