import * as z from "zod";
import { assert, assertEquals } from "@std/assert";
import type { Json } from "../../../../lib/substrate/values/canonical_json.ts";
import { checkProgram } from "../../../../lib/arc/dsl/check_program.ts";
import { colour, defineOp, whole, word } from "../../../../lib/arc/dsl/op.ts";
import { registry } from "../../../../lib/arc/dsl/registry.ts";
import {
  domainOf,
  neighbouringParams,
  neighbours,
  startingParams,
  startingValues,
} from "../../../../lib/arc/ruler/edits/param_domain.ts";
import { stepChoices } from "../../../../lib/arc/ruler/edits/step_choices.ts";

const near = (schema: z.ZodType, value: Json) => neighbours(value, domainOf(schema));

Deno.test("words have all other words for neighbours", () => {
  assertEquals(near(word("a", "b", "c"), "b"), ["a", "c"]);
  assertEquals(near(z.boolean(), true), [false]);
});

Deno.test("a small range is taken whole, nearest first; a wide one up to four away", () => {
  assertEquals(near(whole(0, 3), 1), [2, 0, 3]);
  assertEquals(near(colour, 8).length, 9);
  assertEquals(near(whole(-50, 50), 0), [1, -1, 2, -2, 3, -3, 4, -4]);
});

Deno.test("lists change in one element or lose one where their length is free", () => {
  assertEquals(near(z.array(whole(0, 1)).length(2), [0, 1]), [[1, 1], [0, 0]]);
  assertEquals(near(z.array(whole(0, 1)), [0]), [[1], []]);
});

Deno.test("records change in one field, and what cannot be enumerated stays", () => {
  const schema = z.strictObject({ a: whole(0, 1), b: z.string() });
  assertEquals(near(schema, { a: 0, b: "x" }), [{ a: 1, b: "x" }]);
  assertEquals(near(z.string(), "x"), []);
  assertEquals(near(whole(0, 3), "no number"), []);
});

Deno.test("a new step of a wide range starts near 0", () => {
  assertEquals(startingValues(domainOf(whole(-29, 29))).slice(0, 3), [0, 1, -1]);
  assertEquals(startingValues(domainOf(whole(5, 90)))[0], 5);
});

Deno.test("a primitive with a parameter that cannot be enumerated gets no new steps", () => {
  const op = defineOp({
    name: "odd",
    doc: "",
    takes: ["grid"],
    gives: "grid",
    params: { colour, text: z.string() },
    run: ([grid]) => grid,
  });
  assertEquals(startingParams(op), []);
});

Deno.test("a new step uses only the task's colours and starts with the plainest settings", () => {
  const op = registry.get("filter_colour")!;
  assertEquals(startingParams(op, 0b1001), [{ colour: 0 }, { colour: 3 }]);
  const moves = startingParams(registry.get("offset")!, 0b1001, 3);
  assertEquals(moves.map(({ dx, dy }) => [dx, dy]), [[0, 0], [0, 0], [0, 1]]);
});

Deno.test("every new step and every neighbour that is offered is well typed, but for list lengths", () => {
  for (const { op, params } of stepChoices("grid", "grid")) {
    const args = op.takes.map(() => 0);
    assertEquals(checkProgram({ steps: [{ op: op.name, args, params }] }), [], op.name);
    for (const other of neighbouringParams(op, params)) {
      assertEquals(checkProgram({ steps: [{ op: op.name, args, params: other }] }), [], op.name);
    }
  }
});

Deno.test("most primitives on one grid can be offered as a new step", () => {
  const offered = new Set([...stepChoices("grid", "grid")].map(({ op }) => op.name));
  const plain = [...registry.values()].filter((op) =>
    op.takes.join() === "grid" && op.gives === "grid"
  );
  assert(offered.size > plain.length / 2, `${offered.size} of ${plain.length}`);
});
