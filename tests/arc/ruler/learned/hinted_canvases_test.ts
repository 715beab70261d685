import { assert, assertEquals } from "@std/assert";
import { hintedCanvases } from "../../../../lib/arc/ruler/learned/hinted_canvases.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";
import { problemOf } from "./_small_tasks.ts";

/** Colours fall to the right over black, then the first column is wiped. */
const { task } = problemOf(
  [
    [[[3, 0, 0], [0, 0, 0], [0, 2, 0]], [[0, 3, 3], [0, 0, 0], [0, 2, 2]]],
    [[[0, 0, 0], [4, 0, 1], [0, 0, 6]], [[0, 0, 0], [0, 4, 1], [0, 0, 6]]],
  ],
  [[[5, 0, 0], [0, 0, 0], [0, 0, 0]]],
);

function hints(bits: number, most: number, nodes = 100_000) {
  return hintedCanvases(task, bits, most, new NodeBudget(nodes), createPrng(1));
}

Deno.test("hints show the made grid first and the input last, shortest rule first", () => {
  const found = hints(10_000, 3);
  assert(found.length > 0 && found.length <= 3);
  for (const { canvas, train } of found) {
    assertEquals(canvas.sources, [1, 0]);
    assert(train.every(([, input], k) => input!.equals(task.train[k]!.input)));
  }
});

Deno.test("no hint is worth more than a rule that is shorter already", () => {
  assertEquals(hints(0, 3), []);
});

Deno.test("hints stop with the budget", () => {
  assertEquals(hints(10_000, 3, 5), []);
});
