import { assert, assertEquals } from "@std/assert";
import {
  CELL_FEATURES,
  featureColumn,
  featureIndex,
  MAX_NUMBER,
  NO_COLOUR,
} from "../../../lib/arc/cell_features/mod.ts";
import { applyMotion } from "../../../lib/arc/dsl/ops/rigid.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";

const read = (grid: Grid, name: string) => [...featureColumn(grid, featureIndex(name))];

function scattered(width: number, height: number, seed: number): Grid {
  const prng = createPrng(seed);
  const cells = Uint8Array.from(
    { length: width * height },
    () => prng.below(3) === 0 ? prng.below(4) : 0,
  );
  return new Grid(width, height, cells);
}

Deno.test("feature names are unique and unknown names have no index", () => {
  assertEquals(new Set(CELL_FEATURES.map((f) => f.name)).size, CELL_FEATURES.length);
  assertEquals(featureIndex("colour_of_the_sky"), -1);
});

Deno.test("every value stays in its kind's range, on odd-sized grids too", () => {
  for (const [w, h] of [[1, 1], [1, 30], [30, 1], [30, 30], [7, 4]] as const) {
    const grid = scattered(w, h, w * 31 + h);
    CELL_FEATURES.forEach((feature, f) => {
      const top = feature.kind === "colour" ? NO_COLOUR : MAX_NUMBER;
      const column = featureColumn(grid, f);
      assertEquals(column.length, w * h);
      assert(column.every((v) => v <= top), `${feature.name} exceeds ${top}`);
    });
  }
});

Deno.test("rays stop at the first colour and say how far it is", () => {
  const grid = Grid.fromRows([[0, 0, 3, 0, 5]]);
  assertEquals(read(grid, "ray_right"), [3, 3, 5, 5, NO_COLOUR]);
  assertEquals(read(grid, "ray_right_distance"), [2, 1, 2, 1, 63]);
  assertEquals(read(grid, "beyond_right"), [5, 5, NO_COLOUR, NO_COLOUR, NO_COLOUR]);
  assertEquals(read(grid, "ray_left"), [NO_COLOUR, NO_COLOUR, NO_COLOUR, 3, 3]);
});

Deno.test("enclosed cells know what surrounds them", () => {
  const grid = Grid.fromRows([[4, 4, 4, 0], [4, 0, 4, 0], [4, 4, 4, 0]]);
  assertEquals(read(grid, "enclosed")[5], 1);
  assertEquals(read(grid, "piece_around")[5], 4);
  assertEquals(read(grid, "box_colour")[5], 4);
});

Deno.test("features marked invariant turn with the grid", () => {
  // Tied counts and list order are settled by reading order, so a grid without ties is used.
  const grid = Grid.fromRows([[0, 0, 0, 0], [0, 2, 2, 0], [0, 2, 0, 0], [3, 0, 0, 0]]);
  for (const motion of ["flip_x", "turn90", "transpose"] as const) {
    const turned = applyMotion(grid, motion);
    for (const name of ["own", "same8", "enclosed", "object_size", "border_distance", "seen8"]) {
      const column = new Grid(4, 4, featureColumn(grid, featureIndex(name)));
      assertEquals(read(turned, name), [...applyMotion(column, motion).cells], `${name} ${motion}`);
    }
  }
});
