import { assertEquals, assertThrows } from "@std/assert";
import { evaluate } from "../../../lib/arc/dsl/evaluate.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import {
  OBJECT_TRAITS,
  parseAction,
  parseObjectTest,
  printAction,
  printObjectTest,
  sceneOf,
  traitValues,
} from "../../../lib/arc/object_rules/mod.ts";

type Rules = readonly (readonly [readonly string[], string])[];

function apply(rows: readonly (readonly number[])[], rules: Rules, of = "same8") {
  const program = { steps: [{ op: "object_rules", args: [0], params: { of, rules } }] };
  const result = evaluate(program, Grid.fromRows(rows));
  return result.kind === "grid" ? result.grid.toRows() : result.message;
}

const ACTIONS = [
  "keep",
  "delete",
  "plug",
  "recolour 3",
  "recolour same_shape",
  "move -2 11",
  "step up",
  "slide left",
  "approach own",
  "approach 4",
  "align rows 2",
  "reach own 7",
  "turn transpose",
  "reflect down",
  "copy right 1 on",
  "shoot star own through",
  "fill holes 0",
];

Deno.test("every kind of action prints back to its text", () => {
  assertEquals(ACTIONS.map((text) => printAction(parseAction(text))), ACTIONS);
});

Deno.test("texts that are not actions or tests are refused with what was found", () => {
  for (const text of ["", "fly", "recolour 12", "move 1", "slide up_left", "shoot up 3 over"]) {
    assertThrows(() => parseAction(text), RangeError, `"${text}"`);
  }
  assertEquals(printObjectTest(parseObjectTest("size!=12")), "size!=12");
  assertThrows(() => parseObjectTest("weight=3"), RangeError, '"weight=3"');
  assertThrows(() => parseObjectTest("size"), RangeError, '"size"');
});

Deno.test("the first rule an object passes decides, and objects that pass none stay", () => {
  const rows = [[1, 0, 2, 0, 2], [0, 0, 0, 0, 2]];
  assertEquals(
    apply(rows, [[["largest=1"], "recolour 5"], [["colour=2"], "delete"]]),
    [[1, 0, 0, 0, 5], [0, 0, 0, 0, 5]],
  );
});

Deno.test("sliding objects stack up in front of each other and of what stays", () => {
  const rows = [[1], [0], [2], [0], [0], [5]];
  assertEquals(apply(rows, [[["colour!=5"], "slide down"]]), [[0], [0], [0], [1], [2], [5]]);
});

Deno.test("an object that moves past the border is cut off", () => {
  assertEquals(apply([[0, 3, 3]], [[[], "move 1 0"]]), [[0, 0, 3]]);
});

Deno.test("objects approach a larger one of their own colour and stop beside it", () => {
  const rows = [[4, 0, 0, 0, 4], [4, 0, 0, 0, 0]];
  assertEquals(apply(rows, [[["dot=1"], "approach own"]]), [[4, 4, 0, 0, 0], [4, 0, 0, 0, 0]]);
});

Deno.test("a mirrored copy lies beyond the side, cut at the border", () => {
  assertEquals(apply([[1, 2, 0, 0]], [[[], "reflect right"]], "any8"), [[1, 2, 2, 1]]);
  assertEquals(apply([[0, 1, 2, 0]], [[[], "reflect right"]], "any8"), [[0, 1, 2, 2]]);
});

Deno.test("rays stop at what they meet unless they go through", () => {
  assertEquals(apply([[2, 0, 5, 0]], [[["colour=2"], "shoot right own"]]), [[2, 2, 5, 0]]);
  assertEquals(apply([[2, 0, 5, 0]], [[["colour=2"], "shoot right 3 through"]]), [[2, 3, 3, 3]]);
});

Deno.test("actions that do not apply leave the object as it was", () => {
  assertEquals(apply([[2, 2, 0]], [[[], "turn turn90"]]), [[2, 2, 0]]);
  assertEquals(apply([[2, 2, 0]], [[[], "recolour container"]]), [[2, 2, 0]]);
  assertEquals(apply([[2, 2, 0]], [[[], "plug"]]), [[2, 2, 0]]);
});

Deno.test("a grid without objects is not applicable", () => {
  assertEquals(apply([[0, 0]], [[[], "delete"]]), "object_rules does not apply");
});

Deno.test("every trait has a value for every object, on a crowded grid too", () => {
  const cells = Uint8Array.from({ length: 900 }, (_, i) => (i * 7 + (i >> 3)) % 10);
  const scene = sceneOf(new Grid(30, 30, cells), "same4");
  for (const trait of OBJECT_TRAITS.keys()) {
    assertEquals(traitValues(scene, trait).length, scene.objects.length);
  }
});
