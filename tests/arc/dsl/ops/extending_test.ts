import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("extend_pattern goes on in each direction", () => {
  const params = { lines: "together", least: 1 };
  assertEquals(runOp("extend_pattern", { ...params, direction: "right" }, grid("12120", "33330")), [
    "12121",
    "33333",
  ]);
  assertEquals(
    runOp("extend_pattern", { ...params, direction: "left" }, grid("0211")),
    ["1211"],
  );
  assertEquals(
    runOp("extend_pattern", { ...params, direction: "down" }, grid("1", "2")),
    undefined,
  );
});

Deno.test("extend_pattern takes each line on its own", () => {
  assertEquals(
    runOp(
      "extend_pattern",
      { direction: "right", lines: "each", least: 1 },
      grid("1200", "3000", "0000"),
    ),
    [
      "1212",
      "3333",
      "0000",
    ],
  );
});

Deno.test("sort_lines orders columns and rows by their filling", () => {
  assertEquals(runOp("sort_lines", { lines: "columns", order: "most" }, grid("010", "110")), [
    "100",
    "110",
  ]);
  assertEquals(runOp("sort_lines", { lines: "rows", order: "least" }, grid("110", "100")), [
    "100",
    "110",
  ]);
});

Deno.test("fill_between_corners fills clean boxes only", () => {
  const g = grid("2020", "0000", "2020", "0000");
  assertEquals(runOp("fill_between_corners", { ink: 5, part: "inside" }, g), [
    "2020",
    "0500",
    "2020",
    "0000",
  ]);
  assertEquals(runOp("fill_between_corners", { ink: 11, part: "sides" }, g), [
    "2220",
    "2020",
    "2220",
    "0000",
  ]);
  const blocked = grid("202", "010", "202");
  assertEquals(runOp("fill_between_corners", { ink: 5, part: "both" }, blocked), [
    "202",
    "010",
    "202",
  ]);
});
