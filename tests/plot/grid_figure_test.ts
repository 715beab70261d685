import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  ARC_COLOURS,
  compareRows,
  gridFigure,
  predictionFigure,
  taskFigure,
  wrongCells,
} from "../../lib/plot/mod.ts";

const count = (text: string, part: string) => text.split(part).length - 1;

Deno.test("each of the ten colours is painted as ARC paints it, and every value has one", () => {
  assertEquals([ARC_COLOURS.length, new Set(ARC_COLOURS).size], [10, 10]);
  const svg = gridFigure([[{ kind: "grid", rows: [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]] }]]);
  for (const colour of ARC_COLOURS) assertStringIncludes(svg, `fill="${colour}"`);
});

Deno.test("a run of one colour is one rectangle", () => {
  const svg = gridFigure([[{ kind: "grid", rows: [[3, 3, 3], [3, 3, 3]] }]]);
  assertEquals(count(svg, 'fill="#2ecc40"'), 2);
});

Deno.test("a difference finds wrong colours, missing cells and cells too many", () => {
  const cells = compareRows([[1, 2, 3], [4, 5, 6]], [[1, 9], [4, 5], [7, 7]]);
  assertEquals([cells.length, cells[0]!.length, wrongCells(cells)], [3, 3, 5]);
  assertEquals(cells[2]![2], { same: true });
});

Deno.test("a place that neither grid reaches is blank, not a wrong cell and not a failure", () => {
  const svg = gridFigure([[{ kind: "difference", expected: [[1, 2, 3]], predicted: [[1], [1]] }]]);
  assertStringIncludes(svg, "3 of 4 cells wrong");
});

Deno.test("the label under a difference counts wrong cells, or says that all are right", () => {
  const figure = (predicted: number[][]) =>
    gridFigure([[{ kind: "difference", expected: [[1, 2]], predicted, label: "difference" }]]);
  assertStringIncludes(figure([[1, 3]]), "1 of 2 cells wrong");
  assertStringIncludes(figure([[1, 2]]), "all cells right");
});

Deno.test("a task without known test output draws a dashed box in its place", () => {
  const svg = taskFigure({ train: [{ input: [[1]], output: [[2]] }], test: [{ input: [[3]] }] });
  assertStringIncludes(svg, "unknown");
  assertStringIncludes(svg, "stroke-dasharray");
});

Deno.test("a prediction that failed shows why, with markup in the reason made harmless", () => {
  const grids = { name: "train 0", input: [[1]], expected: [[1]] };
  const svg = predictionFigure([{ ...grids, message: 'no <object> & "nothing"\u0007' }]);
  assertStringIncludes(svg, "no &lt;object&gt; &amp; &quot;nothing&quot;<");
});

Deno.test("empty grids, ragged rows and values that are no colours are drawn, not refused", () => {
  for (const rows of [[], [[]], [[1], [1, 2]], [[-1, 12, NaN]]]) {
    assertStringIncludes(gridFigure([[{ kind: "grid", rows }]]), "</svg>");
  }
  assertStringIncludes(gridFigure([]), "</svg>");
});

Deno.test("no figure holds a coordinate that is not a number, whatever the sizes", () => {
  const square = (side: number) => Array.from({ length: side }, () => Array(side).fill(1));
  for (const side of [1, 7, 13, 30]) {
    const rows = square(side);
    const svg = gridFigure([[
      { kind: "grid", rows },
      { kind: "difference", expected: rows, predicted: square(side - 1) },
    ]], { side: 101 });
    assertEquals(/NaN|Infinity|undefined/.test(svg), false);
  }
});

Deno.test("the same grids give the same bytes", () => {
  const draw = () => gridFigure([[{ kind: "grid", rows: [[1, 2], [3, 4]], label: "é" }]]);
  assertEquals(draw(), draw());
});
