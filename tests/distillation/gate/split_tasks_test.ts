import { assert, assertEquals } from "@std/assert";
import { chooseTasks } from "../../../lib/distillation/gate/choose_tasks.ts";
import { splitOf, splitTasks } from "../../../lib/distillation/gate/split_tasks.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";

const tasks = (count: number, ofFamily = 1) =>
  Array.from({ length: count }, (_, i) => ({
    id: `t${i}`,
    family: `f${Math.floor(i / ofFamily)}`,
    category: `c${i % 3}`,
  }));

Deno.test("no family falls into two splits, and every task into one", () => {
  const { diagnose, gate, locked } = splitTasks(tasks(900, 3), "bench");
  assertEquals(diagnose.length + gate.length + locked.length, 900);
  const families = [diagnose, gate, locked].map((split) => new Set(split.map((t) => t.family)));
  assertEquals(families[0]!.intersection(families[1]!).size, 0);
  assertEquals(families[0]!.intersection(families[2]!).size, 0);
  assertEquals(families[1]!.intersection(families[2]!).size, 0);
  assert(Math.abs(diagnose.length - 270) < 60 && Math.abs(gate.length - 315) < 60);
});

Deno.test("a family keeps its split when tasks come and go, and has another in another benchmark", () => {
  const few = splitTasks(tasks(30), "bench").gate.map(({ id }) => id);
  const many = splitTasks(tasks(90), "bench").gate.map(({ id }) => id);
  assertEquals(few.filter((id) => !many.includes(id)), []);
  const moved = tasks(90).filter(({ family }) => splitOf(family, "bench") !== splitOf(family, "b"));
  assert(moved.length > 20);
});

Deno.test("no tasks make no splits", () => {
  assertEquals(splitTasks([], "bench"), { diagnose: [], gate: [], locked: [] });
});

Deno.test("a draw takes every family once before any twice, and categories in turn", () => {
  const drawn = chooseTasks(tasks(40, 4), 10, createPrng(1));
  assertEquals(drawn.map(({ tasks }) => tasks.length), Array(10).fill(1));
  const second = chooseTasks(tasks(40, 4), 15, createPrng(1));
  assertEquals(second.map(({ tasks }) => tasks.length).sort(), [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  const byCategory = Map.groupBy(
    chooseTasks(tasks(90), 30, createPrng(2)).flatMap((unit) => unit.tasks),
    ({ category }) => category,
  );
  assertEquals([...byCategory.values()].map((list) => list.length), [10, 10, 10]);
});

Deno.test("a draw larger than the tasks takes all of them, one of nothing none", () => {
  assertEquals(chooseTasks(tasks(5), 50, createPrng(1)).length, 5);
  assertEquals(chooseTasks([], 50, createPrng(1)), []);
});
