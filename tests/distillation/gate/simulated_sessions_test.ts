import { assert } from "@std/assert";
import {
  type ScoreModel,
  type SimulatedEdit,
  simulateSessions,
} from "../../../bench/_simulated_sessions.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";

const sessions = 400;
const NULLS = Array<number>(10).fill(0);

function simulate(edits: readonly SimulatedEdit[], model: ScoreModel, tasks: number, repeats = 1) {
  const prng = createPrng(`test/${model}/${tasks}`);
  return simulateSessions({ model, tasks, repeats, edits, sessions, prng });
}

/** What chance passes once in a thousand where the true share is 5 %. */
const MOST = 0.05 + 3.1 * Math.sqrt(0.05 * 0.95 / sessions);

Deno.test("ten edits that change nothing: the gate takes one in no more than 5 % of sessions", () => {
  for (const model of ["binary", "graded", "deterministic"] as const) {
    const { gate, point } = simulate(NULLS, model, 50);
    assert(gate.anyFalse / sessions <= MOST, `${model}: ${gate.anyFalse}`);
    if (model === "binary") assert(point.anyFalse / sessions > 0.3, `${point.anyFalse}`);
  }
});

Deno.test("ten edits whose gains and losses cancel are kept out too", () => {
  const { gate, "mcnemar/k": mcNemar } = simulate(
    Array(10).fill({ up: 0.05, every: 10 }),
    "graded",
    50,
  );
  assert(gate.anyFalse / sessions <= MOST && mcNemar.anyFalse > gate.anyFalse);
});

Deno.test("a harmful edit after a good one passes in no more than 1 % of sessions", () => {
  const { gate, point } = simulate([0.1, -0.05], "binary", 50);
  assert(gate.accepted[1]! / sessions <= 0.02, `${gate.accepted[1]}`);
  assert(point.accepted[1]! > gate.accepted[1]!);
});

Deno.test("a true gain of ten points is found as often as by McNemar's test, with fewer runs", () => {
  for (const tasks of [50, 200]) {
    const { gate, mcnemar } = simulate([0.1], "binary", tasks);
    // Within what chance does to two shares of 400 once in a hundred times.
    const slack = 2.33 * Math.sqrt(2 * 0.25 / sessions);
    assert(gate.accepted[0]! / sessions > mcnemar.accepted[0]! / sessions - slack);
    assert(gate.runs < 0.95 * mcnemar.runs);
  }
  const twice = simulate([0.1], "binary", 200, 2).gate;
  assert(twice.accepted[0]! > 0.8 * sessions);
});
