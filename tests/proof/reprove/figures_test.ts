import { assertEquals } from "@std/assert";
import { drawOrder } from "../../../lib/proof/reprove/draw_order.ts";
import { areaOf, isGoalLike } from "../../../lib/proof/reprove/library_theorem.ts";
import { playPolicy } from "../../../lib/proof/reprove/play_policy.ts";
import { reportRows } from "../../../lib/proof/reprove/reprove_report.ts";
import { reproveTables } from "../../../lib/proof/reprove/reprove_tables.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";
import { rowsOf } from "./_rows.ts";

Deno.test("every beginning of the order has each stratum's share, give or take one", () => {
  const items = Array.from({ length: 100 }, (_, at) => ({ at, stratum: at < 20 ? "a" : "b" }));
  const order = drawOrder(items, (item) => item.stratum, createPrng(3));
  for (const size of [10, 35, 50, 80]) {
    const few = order.slice(0, size).filter((item) => item.stratum === "a").length;
    assertEquals(Math.abs(few - size / 5) <= 1, true, `${few} of ${size}`);
  }
  assertEquals(drawOrder(items, (item) => item.stratum, createPrng(3)), order);
  assertEquals(new Set(order).size, 100);
});

Deno.test("goals are theorems written by hand about data or logic", () => {
  const like = (name: string, module: string, statement = "True") =>
    isGoalLike({ name, module, statement, order: 0 });
  assertEquals(like("List.map_map", "Init.Data.List.Lemmas"), true);
  assertEquals(like("List.map.eq_1", "Init.Data.List.Lemmas"), false);
  assertEquals(like("Lean.Omega.x", "Init.Omega.Int"), false);
  assertEquals(like("List.long", "Init.Data.List.Lemmas", "x".repeat(400)), false);
  assertEquals(areaOf("Init.Core"), "Init.Core");
});

Deno.test("a strategy counts only within its slice, and the budget of a theorem is never passed", () => {
  const rows = rowsOf({ fast: [-10, -10], slow: [90, 200] });
  const play = (budget: number, slice: number) =>
    playPolicy(rows, { policy: "round-robin", budget, slice, prng: createPrng(1) });
  assertEquals(play(200, 100).indices, [0]);
  assertEquals(play(300, 200).indices, [0, 1]);
  assertEquals(play(50, 50).solved, 0);
  assertEquals(play(50, 50).heartbeats <= 100, true);
});

Deno.test("a policy that learns who solves things spends less per proof than taking turns", () => {
  const good = Array.from({ length: 300 }, () => 40);
  const bad = Array.from({ length: 300 }, () => -100);
  const rows = rowsOf({ a: bad, b: bad, c: good, d: bad });
  const report = reportRows(rows, { budget: 100, slice: 100, orders: 5 });
  const solved = Object.fromEntries(report.policies.map((p) => [p.policy, p.solved.mean]));
  assertEquals(solved["ucb1"]! > solved["round-robin"]! * 1.5, true);
  const more = report.policies.find((p) => p.policy === "round-robin")!.ucb1More!;
  assertEquals(more.low > 0 && more.mean === solved["ucb1"]! - solved["round-robin"]!, true);
});

Deno.test("the report counts who solves what alone, together, and against the best fixed tactic", () => {
  const rows = rowsOf(
    { a: [1, 1, -1, -1], b: [-1, 1, 1, -1] },
    { simp: [1, 1, -1, -1], rfl: [1, -1, -1, -1] },
  );
  const report = reportRows(rows, { budget: 10, slice: 5, orders: 2 });
  assertEquals(report.strategies.map((arm) => [arm.arm, arm.solved.part, arm.only]), [
    ["a", 2, 1],
    ["b", 2, 1],
  ]);
  assertEquals([report.union.part, report.fixedUnion.part, report.portfolio.part], [3, 2, 3]);
  assertEquals(report.gain.relative, 0.5);
  assertEquals(report.gain.low <= 0.5 && report.gain.high >= 0.5, true);
  assertEquals(report.intersections.map((set) => set.strategies.join("+")), ["a", "a+b", "b"]);
  assertEquals(reproveTables(report).length, 3);
});

Deno.test("no rows give a report of zeros, not a fault", () => {
  const report = reportRows([], { budget: 10, slice: 5, orders: 1 });
  assertEquals([report.theorems, report.union.part, report.gain.relative], [0, 0, 0]);
});
