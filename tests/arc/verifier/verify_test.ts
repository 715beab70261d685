import { assertEquals, assertMatch } from "@std/assert";
import type { Program } from "../../../lib/arc/dsl/program.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import type { Task } from "../../../lib/arc/task/task.ts";
import { changedCellF1 } from "../../../lib/arc/verifier/changed_cell_f1.ts";
import { featuresOf } from "../../../lib/arc/verifier/features.ts";
import { judgePair } from "../../../lib/arc/verifier/judge_pair.ts";
import { plausibleOutput } from "../../../lib/arc/verifier/plausible_output.ts";
import { StepMemo } from "../../../lib/arc/verifier/step_memo.ts";
import { verify, verifyCache } from "../../../lib/arc/verifier/verify.ts";
import { NodeBudget } from "../../../lib/arc/ruler/node_budget.ts";

const g = (...rows: string[]) => Grid.fromRows(rows.map((row) => [...row].map(Number)));
const task = (pairs: [Grid, Grid][], tests: Grid[] = []): Task => ({
  taskId: "t",
  digest: "",
  train: pairs.map(([input, output]) => ({ input, output })),
  testInputs: tests,
});
const flip: Program = { steps: [{ op: "move_rigid", args: [0], params: { motion: "flip_x" } }] };
const turn: Program = { steps: [{ op: "move_rigid", args: [0], params: { motion: "turn90" } }] };
const blank: Program = { steps: [{ op: "crop_content", args: [0], params: {} }] };

Deno.test("every way to miss has its error type, and the worst one is pooled", () => {
  const wide = g("12", "00");
  assertEquals(verify(flip, task([[wide, g("21", "00")]])).verdict.errorType, "ok");
  assertEquals(verify(flip, task([[wide, g("12", "00")]])).verdict.errorType, "cells");
  assertEquals(verify(flip, task([[wide, g("31", "00")]])).verdict.errorType, "palette");
  assertEquals(verify(turn, task([[g("12"), g("12")]])).verdict.errorType, "shape");
  const both = verify(turn, task([[g("1"), g("1")], [g("12"), g("12")]])).verdict;
  assertEquals([both.errorType, both.pairs[0]?.errorType], ["shape", "ok"]);
});

Deno.test("a program that gives no grid is a runtime error that names step and reason", () => {
  const { verdict, predictions } = verify(blank, task([[g("00"), g("00")]]));
  assertEquals([verdict.errorType, predictions[0]], ["runtime", null]);
  assertMatch(verdict.pairs[0]!.message!, /^step 0: /);
});

Deno.test("palettes are compared as sets, also where sizes differ", () => {
  const made = { kind: "grid", grid: g("112") } as const;
  assertEquals(judgePair(made, g("2", "1")).paletteOk, true);
  assertEquals(judgePair(made, g("1", "1")).paletteOk, false);
});

Deno.test("test inputs are run, never judged", () => {
  const { testPredictions, verdict } = verify(flip, task([[g("12"), g("21")]], [g("34")]));
  assertEquals([testPredictions[0]?.toRows(), verdict.pairs.length], [[[4, 3]], 1]);
});

Deno.test("the memo gives what evaluation gives and charges shared steps once", () => {
  const one = task([[g("120"), g("210")], [g("000"), g("000")]], [g("345")]);
  const cache = verifyCache(one);
  const longer: Program = { steps: [...flip.steps, { ...blank.steps[0]!, args: [1] }] };
  for (const program of [{ steps: [] }, flip, longer, longer, blank]) {
    assertEquals(verify(program, one, { cache }), verify(program, one));
  }
  const memo = new StepMemo([g("120")], { maxBytes: 1000 });
  const budget = new NodeBudget(2);
  memo.evaluate(flip, 0, budget);
  memo.evaluate(longer, 0, budget);
  assertEquals(budget.spent, 2);
  assertEquals(memo.evaluate(turn, 0, budget), undefined);
});

Deno.test("a memo that is full is emptied and goes on right", () => {
  const memo = new StepMemo([g("120"), g("003")], { maxBytes: 1 });
  const budget = new NodeBudget(100);
  for (let round = 0; round < 3; round++) {
    const made = memo.evaluate(flip, 1, budget);
    assertEquals(made?.kind === "grid" && made.grid.toRows(), [[3, 0, 0]]);
  }
  assertEquals(budget.spent, 3);
});

Deno.test("doing nothing scores no changed-cell F1 unless nothing was to be done", () => {
  const input = g("1000"), output = g("1005");
  assertEquals(changedCellF1(input, { input, output }), 0);
  assertEquals(changedCellF1(output, { input, output }), 1);
  assertEquals(changedCellF1(input, { input, output: input }), 1);
  assertEquals(changedCellF1(g("1055"), { input, output }), 2 / 3);
  assertEquals(changedCellF1(null, { input, output }), 0);
});

Deno.test("where sizes differ, a blank output scores no changed-cell F1", () => {
  const input = g("11", "11"), output = g("005");
  assertEquals(changedCellF1(g("000"), { input, output }), 0);
  assertEquals(changedCellF1(g("005"), { input, output }), 1);
});

Deno.test("a test prediction is plausible only in a size and colours that the task has shown", () => {
  const same = task([[g("12"), g("21")]]);
  assertEquals(plausibleOutput(g("43"), g("34"), same), true);
  assertEquals(plausibleOutput(g("4", "3"), g("34"), same), false);
  assertEquals(plausibleOutput(g("49"), g("34"), same), false);
  assertEquals(plausibleOutput(g("34"), g("34"), same), false);
  assertEquals(plausibleOutput(g("44"), g("34"), same), false);
  const constant = task([[g("12"), g("1", "2")], [g("123"), g("3", "1")]]);
  assertEquals(plausibleOutput(g("1", "2"), g("1234"), constant), true);
  assertEquals(plausibleOutput(g("12"), g("1234"), constant), false);
});

Deno.test("features are the documented shares in the documented order", () => {
  const one = task([[g("120"), g("021")], [g("12"), g("22")]], [g("12")]);
  const features = featuresOf(flip, one, verify(flip, one));
  assertEquals(features.slice(0, 6), [0.5, 1, (1 + 2 / 3) / 2, 0.75, (1 + 0.5) / 2, 1]);
});
