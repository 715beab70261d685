import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("complete_mirror fills masked cells, also about an axis off the centre", () => {
  const params = { mask: 5, axes: "x" };
  assertEquals(runOp("complete_mirror", params, grid("123321", "467754", "788887")), [
    "123321",
    "467764",
    "788887",
  ]);
  assertEquals(runOp("complete_mirror", params, grid("1233210", "4677540", "7888870")), [
    "1233210",
    "4677640",
    "7888870",
  ]);
});

Deno.test("complete_mirror does not apply where nothing mirrors", () => {
  assertEquals(
    runOp("complete_mirror", { mask: 5, axes: "y" }, grid("123", "456", "789")),
    undefined,
  );
});

Deno.test("complete_period finds the smallest repetition that holds", () => {
  assertEquals(runOp("complete_period", { mask: 0, along: "x" }, grid("121012", "343430")), [
    "121212",
    "343434",
  ]);
  const rows = { mask: 0, along: "each_row" };
  assertEquals(runOp("complete_period", rows, grid("120012", "330333")), ["121212", "333333"]);
});

Deno.test("cut_where cuts the second grid under the box of a colour in the first", () => {
  assertEquals(runOp("cut_where", { colour: 9 }, grid("199", "199"), grid("123", "456")), [
    "23",
    "56",
  ]);
  assertEquals(runOp("cut_where", { colour: 8 }, grid("1"), grid("1")), undefined);
});
