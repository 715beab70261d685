import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

const scene = grid("1100000", "1100022", "0000202", "0300022", "0000000");

Deno.test("select_piece picks by most, least, second and unique", () => {
  const pick = (by: string, choice: string) =>
    runOp("select_piece", { of: "same8", by, choice, crop: "box" }, scene);
  assertEquals(pick("size", "most"), ["022", "202", "022"]);
  assertEquals(pick("size", "least"), ["3"]);
  assertEquals(pick("size", "second"), ["11", "11"]);
  assertEquals(pick("full", "unique"), ["022", "202", "022"]);
  assertEquals(pick("same_colour", "unique"), undefined);
});

Deno.test("select_piece cuts the box, or the piece alone", () => {
  const g = grid("0000000", "0222200", "0200200", "0210200", "0222200", "0000000");
  const params = { of: "same4", by: "size", choice: "most" };
  assertEquals(runOp("select_piece", { ...params, crop: "box" }, g), [
    "2222",
    "2002",
    "2102",
    "2222",
  ]);
  assertEquals(runOp("select_piece", { ...params, crop: "only" }, g), [
    "2222",
    "2002",
    "2002",
    "2222",
  ]);
});

Deno.test("select_piece does not apply to an empty scene", () => {
  const params = { of: "same4", by: "size", choice: "most", crop: "box" };
  assertEquals(runOp("select_piece", params, grid("000", "000")), undefined);
});
