import { assertEquals, assertThrows } from "@std/assert";
import * as z from "zod";
import { defineRecord, zodFault } from "../../../lib/substrate/records/mod.ts";
import { inputError, UserError } from "../../../lib/substrate/values/mod.ts";

const point = defineRecord({
  name: "plot.point",
  version: 3,
  fields: z.strictObject({ x: z.number(), y: z.number(), tag: z.string().optional() }),
  upgrades: {
    3: ({ z: y, ...rest }) => ({ ...rest, y }),
  },
});
const refusal = (seen: unknown) =>
  assertThrows(() => point.read(seen, { file: "a", line: 2 }), UserError).message;

Deno.test("a record reads what it wrote", () => {
  const text = point.write({ x: 1, y: 2 });
  assertEquals(text, '{"schema":"plot.point/3","x":1,"y":2}');
  assertEquals(point.read(JSON.parse(text)), { x: 1, y: 2 });
});

Deno.test("a value that breaks the schema is never written", () => {
  assertThrows(() => point.write({ x: NaN, y: 1 }), TypeError, "plot.point/3");
});

Deno.test("an older record is upgraded, one too old and one too new are refused", () => {
  assertEquals(point.read({ schema: "plot.point/2", x: 1, z: 5 }), { x: 1, y: 5 });
  assertEquals(
    refusal({ schema: "plot.point/1", x: 1 }),
    "a:2: schema: plot.point/1 is too old, this program reads plot.point/3",
  );
  assertEquals(
    refusal({ schema: "plot.point/4" }),
    "a:2: schema: plot.point/4 was written by a newer version of this program, which reads up to plot.point/3",
  );
});

Deno.test("another record, no record and a wrong field are refused with their place", () => {
  assertEquals(
    refusal({ schema: "plot.line/3" }),
    'a:2: schema: expected "plot.point/3", found "plot.line/3"',
  );
  assertEquals(refusal([]), "a:2: expected a record plot.point/3, found []");
  assertEquals(
    refusal({ schema: "plot.point/3", x: "1", y: 1 }),
    'a:2: x: expected a number, found "1"',
  );
  assertEquals(refusal({ schema: "plot.point/3", x: 1, y: 1, w: 1 }), 'a:2: unknown field "w"');
});

Deno.test("zod's faults are told by field, expectation and value", () => {
  const told = (schema: z.ZodType, seen: unknown) =>
    inputError(zodFault(schema.safeParse(seen).error!, seen)).message;
  const cases: [z.ZodType, unknown, string][] = [
    [z.object({ a: z.string() }), {}, "a: expected text, found nothing"],
    [z.object({ a: z.int() }), { a: 1.5 }, "a: expected a whole number, found 1.5"],
    [z.array(z.int().min(1)), [1, 0], "[1]: expected at least 1, found 0"],
    [z.array(z.int()).min(2), [1], "expected at least 2 entries, found 1"],
    [z.string().max(2), "abc", "expected at most 2 characters, found 3"],
    [z.number().gt(0), 0, "expected more than 0, found 0"],
    [z.enum(["a", "b"]), "c", 'expected "a" or "b", found "c"'],
    [z.int().multipleOf(5), 7, "expected a multiple of 5, found 7"],
    [z.custom(() => false, "no good"), 7, "no good, found 7"],
    [
      z.object({ m: z.union([z.object({ a: z.object({ b: z.int() }) }), z.string()]) }),
      { m: { a: { b: "x" } } },
      'm.a.b: expected a number, found "x"',
    ],
  ];
  for (const [schema, seen, says] of cases) assertEquals(told(schema, seen), says);
});
