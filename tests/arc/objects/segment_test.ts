import { assertEquals } from "@std/assert";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import { backgroundOf, segment, SEGMENTATIONS, standings } from "../../../lib/arc/objects/mod.ts";

Deno.test("background is black unless black is rare", () => {
  assertEquals(backgroundOf(Grid.fromRows([[0, 1, 1, 1]])), 0);
  assertEquals(backgroundOf(Grid.fromRows([[0, 8, 8, 8, 8, 8, 8]])), 8);
  assertEquals(backgroundOf(Grid.fromRows([[7]])), 7);
});

Deno.test("an all-background grid has no objects, except in the ways that count the background", () => {
  const blank = Grid.filled(3, 2, 4);
  assertEquals(SEGMENTATIONS.map((mode) => segment(blank, mode).objects.length), [
    0,
    0,
    0,
    0,
    1,
    1,
  ]);
});

Deno.test("labels point at the object of every cell", () => {
  const grid = Grid.fromRows([[1, 1, 0], [0, 2, 0], [2, 0, 3]]);
  const { labels, objects } = segment(grid, "same8");
  assertEquals([...labels], [0, 0, -1, -1, 1, -1, 1, -1, 2]);
  assertEquals(objects.map((o) => [o.x, o.y, o.width, o.height, o.colour, o.size]), [
    [0, 0, 2, 1, 1, 2],
    [0, 1, 2, 2, 2, 2],
    [2, 2, 1, 1, 3, 1],
  ]);
  assertEquals(objects.map((o) => o.borders), [3, 1 | 8, 4 | 8]);
});

Deno.test("holes, symmetry and shape are those of the mask", () => {
  const grid = Grid.fromRows([
    [5, 5, 5, 0, 0],
    [5, 0, 5, 0, 6],
    [5, 5, 5, 0, 6],
    [0, 0, 0, 0, 0],
    [7, 7, 0, 0, 0],
  ]);
  const [ring, bar, lying] = segment(grid, "same4").objects;
  assertEquals(ring!.holes, { count: 1, area: 1 });
  assertEquals(ring!.symmetries, 15);
  assertEquals(ring!.full, false);
  assertEquals(bar!.shape === lying!.shape, false);
  assertEquals(bar!.turnedShape, lying!.turnedShape);
  assertEquals(ring!.cut().toRows(), [[5, 5, 5], [5, 0, 5], [5, 5, 5]]);
  assertEquals([bar!.cut().x, bar!.cut().y], [4, 1]);
});

Deno.test("standings rank and count among all objects", () => {
  const grid = Grid.fromRows([[1, 1, 0, 2, 2], [0, 0, 0, 0, 0], [3, 3, 3, 0, 1]]);
  const all = standings(segment(grid, "same4"));
  assertEquals(all.map((s) => s.sizeRank), [1, 1, 0, 2]);
  assertEquals(all.map((s) => s.sizeRankUp), [1, 1, 2, 0]);
  assertEquals(all.map((s) => s.shapeCount), [2, 2, 1, 1]);
  assertEquals(all.map((s) => s.colourCount), [2, 1, 1, 2]);
});
