import { assertEquals, assertThrows } from "@std/assert";
import {
  paintByTrees,
  parseForest,
  parseTest,
  parseTree,
  printForest,
  printTree,
} from "../../../lib/arc/cell_rules/mod.ts";
import { evaluate } from "../../../lib/arc/dsl/evaluate.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";

const literal = ["enclosed<=0", "own", ["piece_around=3", 4, "piece_around"]];

Deno.test("a tree prints back to the literal it was read from", () => {
  assertEquals(printTree(parseTree(literal, 1)), literal);
});

Deno.test("a forest prints back to itself and shares tests between its trees", () => {
  const trees = [parseTree(literal, 1), parseTree(["enclosed<=0", 1, 2], 1)];
  const json = printForest(trees);
  assertEquals(json.tests, ["enclosed<=0", "piece_around=3"]);
  assertEquals(json.trees, [[0, -1, 1, -2, -3], [0, -4, -5]]);
  assertEquals(printForest(parseForest(json, 1)), json);
});

Deno.test("leaves copy colours that no example showed", () => {
  const rule = parseTree(["enclosed<=0", "own", "piece_around"], 1);
  const ring = Grid.fromRows([[7, 7, 7], [7, 0, 7], [7, 7, 7]]);
  assertEquals(paintByTrees([rule], [ring]).at(1, 1), 7);
});

Deno.test("a copied colour that does not exist leaves the cell as it was", () => {
  const grid = Grid.fromRows([[0, 5]]);
  assertEquals(paintByTrees([parseTree("ray_right", 1)], [grid]).toRows(), [[5, 5]]);
});

Deno.test("the majority of trees decides and the first tree breaks a tie", () => {
  const grid = Grid.fromRows([[0]]);
  const paint = (...colours: number[]) =>
    paintByTrees(colours.map((c) => parseTree(c, 1)), [grid]).at(0, 0);
  assertEquals(paint(1, 2, 2), 2);
  assertEquals(paint(3, 2), 3);
});

Deno.test("literals that are not rules are refused with what was found", () => {
  assertThrows(() => parseTest("own", 1), RangeError, '"own"');
  assertThrows(() => parseTest("own=64", 1), RangeError, '"64"');
  assertThrows(() => parseTest("p.own=1", 1), RangeError, '"p.own"');
  assertThrows(() => parseTree(10, 1), RangeError, "10");
  assertThrows(() => parseTree(["own=1", 2], 1), RangeError, "[test, yes, no]");
  assertThrows(
    () => parseForest({ tests: ["own=1"], paints: [1], trees: [[0, -1]] }, 1),
    RangeError,
    "ended early",
  );
  assertThrows(
    () => parseForest({ tests: [], paints: [1], trees: [[-1, -1]] }, 1),
    RangeError,
    "goes on",
  );
  assertThrows(
    () => parseForest({ tests: [], paints: [1], trees: [[-2]] }, 1),
    RangeError,
    "-2",
  );
});

Deno.test("a program with an unknown feature fails at its step instead of throwing", () => {
  const step = { op: "cell_tree", args: [0], params: { tree: ["moon=1", 1, 2] } };
  const result = evaluate({ steps: [step] }, Grid.fromRows([[0]]));
  assertEquals(result.kind === "failed" && [result.step, result.message.includes("moon")], [
    0,
    true,
  ]);
});

Deno.test("a rule over two grids does not apply where their sizes differ", () => {
  const steps = [
    { op: "enlarge", args: [0], params: { fx: 2, fy: 2 } },
    { op: "cell_tree2", args: [0, 1], params: { tree: "own" } },
  ];
  assertEquals(evaluate({ steps }, Grid.fromRows([[1]])).kind, "failed");
});
