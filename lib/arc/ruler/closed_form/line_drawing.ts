import { backgroundOf } from "../../dsl/ops/_background.ts";
import { RAY_MANNERS, rayCells, type RayManner } from "../../dsl/ops/draw_lines.ts";
import type { Bench } from "./_bench.ts";
import { closedForm, sameSize, sharedColours } from "./_family.ts";
import { finish } from "./_finish.ts";

/** Lines from marks to the border or an obstacle, and lines between marks. */
export const lineDrawingFamily = closedForm({
  name: "line_drawing",
  doc:
    "Rays from marks whose directions and inks the pairs fix, and lines joining marks of one colour.",
  when: sameSize,
  search(bench) {
    joins(bench);
    joinsToTarget(bench);
    for (const manner of RAY_MANNERS) {
      if (!bench.spend(8 * bench.inputs.length)) return;
      for (const any of [true, false]) {
        const rays = deriveRays(bench, manner, any);
        if (rays.length === 0 || rays.length > 16) continue;
        finish(bench, bench.then(bench.start, "draw_rays", { rays, manner }));
        // Where rays of two inks cross, the order of painting decides.
        const back = [...rays].reverse();
        if (rays.some((row) => row[2] !== rays[0]![2])) {
          finish(bench, bench.then(bench.start, "draw_rays", { rays: back, manner }));
        }
      }
    }
  },
});

function joins(bench: Bench): void {
  const inks = new Set<number>([11]);
  bench.outputs.forEach((output, p) => {
    output.cells.forEach((c, i) => {
      if (c !== bench.inputs[p]!.cells[i]) inks.add(c);
    });
  });
  if (inks.size > 4) return;
  for (const way of ["rows", "columns", "straight", "diagonal", "any"]) {
    for (const across of ["free", "over"]) {
      for (const ink of inks) {
        for (const colour of [-1, ...sharedColours(bench)]) {
          if (!bench.open) return;
          const lines = [[colour, ink]];
          bench.offer(bench.then(bench.start, "join_pairs", { lines, way, across }));
        }
      }
    }
  }
}

/** Lines to the cells of a colour that every input has. */
function joinsToTarget(bench: Bench): void {
  const colours = sharedColours(bench);
  for (const to of colours) {
    for (const from of [-1, ...colours]) {
      for (const way of ["straight", "diagonal", "any"]) {
        for (const ink of [11, 12]) {
          if (!bench.open) return;
          if (from === to) continue;
          bench.offer(bench.then(bench.start, "join_to", { from, to, ink, way }));
        }
      }
    }
  }
}

/** Rows [colour, direction, ink] whose rays are all drawn in full by the outputs, at least one cell of them new. */
function deriveRays(bench: Bench, manner: RayManner, any: boolean): number[][] {
  const rows: number[][] = [];
  for (const colour of any ? [-1] : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    for (let direction = 0; direction < 8; direction++) {
      const ink = rayInk(bench, colour, direction, manner);
      if (ink >= 0) rows.push([colour, direction, ink]);
    }
  }
  return rows;
}

/** The ink nearly all cells of such rays have (11: the mark's own); −1 when some stay background or no ink leads. */
function rayInk(bench: Bench, colour: number, direction: number, manner: RayManner): number {
  const counts = new Array<number>(10).fill(0);
  let own = 0, drawn = 0;
  for (let p = 0; p < bench.outputs.length; p++) {
    const grid = bench.inputs[p]!, out = bench.outputs[p]!.cells;
    const background = backgroundOf(grid);
    for (let i = 0; i < grid.cells.length; i++) {
      const mark = grid.cells[i]!;
      if (mark === background || (colour >= 0 && mark !== colour)) continue;
      const x = i % grid.width, y = (i - x) / grid.width;
      for (const at of rayCells(grid, x, y, direction, manner)) {
        const ink = out[at]!;
        if (ink === background) return -1;
        drawn++;
        counts[ink]!++;
        if (ink === mark) own++;
      }
    }
  }
  if (drawn === 0) return -1;
  const literal = counts.indexOf(Math.max(...counts));
  // A quarter of the cells may show another ray that crosses.
  if (own >= counts[literal]! && 4 * own >= 3 * drawn) return colour < 0 ? 11 : literal;
  return 4 * counts[literal]! >= 3 * drawn ? literal : -1;
}
