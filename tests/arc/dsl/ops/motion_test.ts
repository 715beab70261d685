import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("slide_pieces lets pieces fall onto each other and keeps their shape", () => {
  const params = { of: "same8", colour: -1, direction: "down", limit: 30 };
  assertEquals(runOp("slide_pieces", params, grid("110", "010", "000", "330", "000")), [
    "000",
    "000",
    "110",
    "010",
    "330",
  ]);
  assertEquals(runOp("slide_pieces", { ...params, colour: 1, limit: 1 }, grid("1", "0", "0")), [
    "0",
    "1",
    "0",
  ]);
});

Deno.test("slide_pieces lets single cells fall, and pieces go to any side", () => {
  const cells = { of: "cells", colour: -1, direction: "left", limit: 30 };
  assertEquals(runOp("slide_pieces", cells, grid("0102", "0000")), ["1200", "0000"]);
});

Deno.test("move_colour moves one colour, over the edge or round it", () => {
  assertEquals(
    runOp("move_colour", { colour: 2, dx: 1, dy: 0, edge: "leave" }, grid("0102", "0200")),
    [
      "0100",
      "0020",
    ],
  );
  assertEquals(
    runOp("move_colour", { colour: -1, dx: 1, dy: 0, edge: "wrap" }, grid("0102", "0000")),
    [
      "2010",
      "0000",
    ],
  );
});

Deno.test("slide_towards stops at the first touch", () => {
  assertEquals(runOp("slide_towards", { of: "same4", colour: 3, to: 8 }, grid("30008", "00000")), [
    "00038",
    "00000",
  ]);
});
