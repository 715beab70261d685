import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, supportOf } from "../../../lib/arc/describer/describe.ts";
import { FACT_GROUPS, FACT_KINDS } from "../../../lib/arc/describer/fact_kinds.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import type { Pair, Task } from "../../../lib/arc/task/task.ts";
import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";
import { createPrng, type Prng } from "../../../lib/substrate/values/prng.ts";

function taskOf(train: readonly Pair[], testInputs: readonly Grid[] = [Grid.filled(1, 1)]): Task {
  return { taskId: "t", digest: "", train, testInputs };
}

function randomGrid(prng: Prng, width = prng.between(1, 9), height = prng.between(1, 9)): Grid {
  const colours = prng.between(1, 4);
  const cells = Uint8Array.from(
    { length: width * height },
    () => prng.below(2) === 0 ? 0 : prng.below(colours + 1),
  );
  return new Grid(width, height, cells);
}

function randomTask(prng: Prng): Task {
  const train = Array.from({ length: prng.between(1, 4) }, (): Pair => {
    const input = randomGrid(prng);
    const near = prng.below(2) === 0;
    const output = near ? Grid.fromRows(input.toRows()) : randomGrid(prng);
    if (near) output.cells[prng.below(output.cells.length)] = prng.below(10);
    return { input, output };
  });
  return taskOf(train);
}

Deno.test("describe() states exactly the support that its kinds confirm", () => {
  const prng = createPrng("support");
  for (let n = 0; n < 150; n++) {
    const task = randomTask(prng);
    for (const fact of describe(task)) assertEquals(fact.support, supportOf(fact, task.train));
  }
});

Deno.test("describe() states every certain fact, then others by falling support", () => {
  const prng = createPrng("order");
  for (let n = 0; n < 60; n++) {
    const task = randomTask(prng);
    const sizes = describe(task).map((fact) => fact.support.length);
    assertEquals(sizes, sizes.toSorted((a, b) => b - a));
    const sure = describe(task, { minSupport: 1, maxPartial: 0 });
    assert(sure.every((fact) => fact.support.length === task.train.length));
    assertEquals(describe(task).slice(0, sure.length), sure);
  }
});

Deno.test("describe() gives equal bytes for equal tasks, whatever was described before", () => {
  const make = () => {
    const prng = createPrng("bytes");
    return Array.from({ length: 20 }, () => randomTask(prng));
  };
  const first = make().map((task) => canonicalJson(describe(task)));
  const second = make().reverse().map((task) => canonicalJson(describe(task))).reverse();
  assertEquals(first, second);
});

Deno.test("describe() is deaf to test inputs and has no test output to read", () => {
  const prng = createPrng("deaf");
  const task = randomTask(prng);
  const other = taskOf(task.train, [randomGrid(prng), randomGrid(prng)]);
  assertEquals(describe(other), describe(task));
});

Deno.test("describe() manages grids of one cell, of one colour, and 30×30 noise", () => {
  const prng = createPrng("extremes");
  const one = Grid.filled(1, 1, 3);
  const noise = new Grid(30, 30, Uint8Array.from({ length: 900 }, () => prng.below(10)));
  for (const input of [one, Grid.filled(30, 30, 5), noise]) {
    for (const output of [one, Grid.filled(30, 30, 5), noise]) {
      describe(taskOf([{ input, output }]));
    }
  }
});

Deno.test("describe() obeys kinds, minSupport and maxPartial, and refuses wrong ones", () => {
  const a = { input: Grid.fromRows([[1, 0]]), output: Grid.fromRows([[0, 1]]) };
  const b = { input: Grid.fromRows([[1, 0]]), output: Grid.fromRows([[1, 1]]) };
  const c = { input: Grid.fromRows([[1, 0]]), output: Grid.fromRows([[1, 0], [0, 1]]) };
  const task = taskOf([a, b, c]);
  const kindsOf = (options: Parameters<typeof describe>[1]) =>
    describe(task, options).map((fact) => fact.kind);
  assertEquals(kindsOf({ kinds: ["size.same"] }), ["size.same"]);
  assertEquals(kindsOf({ kinds: ["size.same"], minSupport: 0.7 }), []);
  assertEquals(kindsOf({ kinds: ["size.same"], maxPartial: 0 }), []);
  assertEquals(
    new Set(kindsOf({ kinds: ["size"] }).map((kind) => kind.split(".")[0])),
    new Set(["size"]),
  );
  assertThrows(() => kindsOf({ kinds: ["sise"] }), RangeError, "sise");
  assertThrows(() => kindsOf({ minSupport: 0 }), RangeError, "0");
  assertThrows(() => kindsOf({ maxPartial: 1.5 }), RangeError, "1.5");
});

Deno.test("fact kinds have unique dotted names, a doc sentence and a version", () => {
  const names = FACT_KINDS.map((kind) => kind.name);
  assertEquals(new Set(names).size, names.length);
  for (const kind of FACT_KINDS) {
    assert(/^[a-z]+\.[a-z_]+$/.test(kind.name), kind.name);
    assert(kind.doc.endsWith(".") || kind.doc.endsWith(")."), kind.doc);
    assert(kind.version >= 1 && FACT_GROUPS.includes(kind.group));
  }
});
