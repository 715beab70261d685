import { assert, assertEquals } from "@std/assert";
import { critique } from "../../../lib/arc/critic/critic.ts";
import { directivesFor } from "../../../lib/arc/critic/directives.ts";
import type { Program, Step } from "../../../lib/arc/dsl/program.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import { editOps } from "../../../lib/arc/ruler/edits/edit_ops.ts";
import type { Task } from "../../../lib/arc/task/task.ts";
import { verify, verifyCache } from "../../../lib/arc/verifier/verify.ts";

const g = (...rows: string[]) => Grid.fromRows(rows.map((row) => [...row].map(Number)));
const task = (...pairs: [Grid, Grid][]): Task => ({
  taskId: "t",
  digest: "",
  train: pairs.map(([input, output]) => ({ input, output })),
  testInputs: [],
});
const step = (op: string, params: Step["params"] = {}, ...args: number[]): Step => ({
  op,
  args,
  params,
});
const judged = (program: Program, one: Task) => {
  const verification = verify(program, one);
  const critic = critique(program, one, verification);
  return { candidateId: "c", program, verify: verification.verdict, critic, verification };
};
const ask = (program: Program, one: Task, limit?: number) => {
  const seed = judged(program, one);
  return directivesFor(seed, {
    task: one,
    predictions: seed.verification.predictions,
    hasOthers: true,
    ...(limit === undefined ? {} : { limit }),
  });
};

const flip = step("move_rigid", { motion: "flip_x" }, 0);
const back = step("move_rigid", { motion: "flip_x" }, 1);
const mirrored = task([g("120", "000"), g("021", "000")], [g("300", "010"), g("003", "010")]);

Deno.test("an exact candidate scores 1, blames nothing and gets no directives", () => {
  const { critic } = judged({ steps: [flip] }, mirrored);
  assertEquals([critic.score, critic.blame], [1, { stage: "none", step: -1 }]);
  assertEquals(ask({ steps: [flip] }, mirrored), []);
});

Deno.test("a candidate without steps is blamed on the describer", () => {
  assertEquals(judged({ steps: [] }, mirrored).critic.blame, { stage: "describer", step: -1 });
});

Deno.test("the earliest failing step is blamed", () => {
  const program = { steps: [flip, step("crop_content", {}, 1), step("to_origin", {}, 2)] };
  const { critic } = judged(program, task([g("00"), g("01")], [g("10"), g("01")]));
  assertEquals(critic.blame, { stage: "ruler", step: 1 });
  assert(critic.score < 1);
});

Deno.test("the step after the last rise of coverage is blamed", () => {
  const turn = step("move_rigid", { motion: "turn180" }, 1);
  const { critic } = judged({ steps: [flip, turn] }, mirrored);
  assertEquals(critic.blame, { stage: "ruler", step: 1 });
});

Deno.test("blame is the same with and without shared step values", () => {
  const program = { steps: [flip, step("erase_colour", { colour: 1 }, 1)] };
  const verification = verify(program, mirrored);
  const cache = verifyCache(mirrored);
  assertEquals(
    critique(program, mirrored, verification, { cache }),
    critique(program, mirrored, verification),
  );
});

Deno.test("a repair that the critic has checked leads the directives", () => {
  const wrongColour = task([g("10"), g("05")], [g("01"), g("50")]);
  const [first] = ask({ steps: [flip] }, wrongColour);
  assertEquals([first?.op, first?.hint], ["recolour", { from: 1, to: 5, repaired: 1 }]);
  const [turned] = ask({ steps: [step("move_rigid", { motion: "turn180" }, 0)] }, mirrored);
  assertEquals([turned?.op, turned?.hint], ["reorient", { motion: "flip_y" }]);
});

Deno.test("every directive names an edit that exists and has an id of its own", () => {
  const all = ask({ steps: [flip, back, step("to_origin", {}, 2)] }, mirrored, 100);
  assert(all.length > 8);
  for (const directive of all) assert(editOps.has(directive.op), directive.op);
  assertEquals(new Set(all.map((directive) => directive.directiveId)).size, all.length);
  assertEquals(ask({ steps: [flip, back] }, mirrored, 3).length, 3);
  assertEquals(ask({ steps: [flip, back] }, mirrored, 0), []);
});

Deno.test("edits of the blamed step come before the same edits elsewhere", () => {
  const program = { steps: [flip, step("erase_colour", { colour: 1 }, 1)] };
  const steps = ask(program, mirrored, 100).filter(({ op }) => op === "mutate_param")
    .map(({ locus }) => locus.step);
  assertEquals(steps, [1, 0]);
});
