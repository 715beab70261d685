import { assert, assertEquals, assertGreaterOrEqual, assertThrows } from "@std/assert";
import { critique } from "../../../../lib/arc/critic/critic.ts";
import type { Directive } from "../../../../lib/arc/critic/critique.ts";
import { directivesFor } from "../../../../lib/arc/critic/directives.ts";
import { checkProgram } from "../../../../lib/arc/dsl/check_program.ts";
import type { Program, Step } from "../../../../lib/arc/dsl/program.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import { editOps } from "../../../../lib/arc/ruler/edits/edit_ops.ts";
import { type EditRequest, proposeEdits } from "../../../../lib/arc/ruler/edits/propose_edits.ts";
import type { Task } from "../../../../lib/arc/task/task.ts";
import { verifierScoreOf } from "../../../../lib/arc/verifier/comparator.ts";
import { featuresOf } from "../../../../lib/arc/verifier/features.ts";
import { verify } from "../../../../lib/arc/verifier/verify.ts";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";

const g = (...rows: string[]) => Grid.fromRows(rows.map((row) => [...row].map(Number)));
const task = (...pairs: [Grid, Grid][]): Task => ({
  taskId: "t",
  digest: "",
  train: pairs.map(([input, output]) => ({ input, output })),
  testInputs: [pairs[0]![0]],
});
const step = (op: string, params: Step["params"], ...args: number[]): Step => ({
  op,
  args,
  params,
});
const flip = step("move_rigid", { motion: "flip_x" }, 0);

function request(program: Program, one: Task, changes: Partial<EditRequest> = {}): EditRequest {
  const verification = verify(program, one);
  const others = changes.others ?? [];
  const directives = directivesFor(
    {
      candidateId: "seed",
      program,
      verify: verification.verdict,
      critic: critique(program, one, verification),
    },
    { task: one, predictions: verification.predictions, hasOthers: others.length > 0, limit: 40 },
  );
  return {
    seed: { candidateId: "seed", program },
    directives,
    problem: { task: one, facts: [] },
    others,
    budget: new NodeBudget(20_000),
    prng: createPrng(1),
    limit: 8,
    ...changes,
  };
}

const score = (program: Program, one: Task) =>
  verifierScoreOf(featuresOf(program, one, verify(program, one)));

/** The best edit of one op alone. */
function bestOf(op: string, program: Program, one: Task, others: Program[] = []): Program {
  const all = request(program, one, { others });
  const directives = all.directives.filter((directive) => directive.op === op);
  assert(directives.length > 0, `the critic asks for ${op}`);
  const [best] = proposeEdits({ ...all, directives });
  assert(best !== undefined, `${op} proposes something`);
  assertEquals(best.edit, op);
  return best.program;
}

const asymmetric = g("1200", "0300");
const NEAR_MISSES: { [op: string]: [Program, Task, Program[]?] } = {
  recolour: [{ steps: [flip] }, task([asymmetric, g("0041", "0030")])],
  reorient: [
    { steps: [step("offset", { dx: 1, dy: 0, edge: "around" }, 0)] },
    task([g("120"), g("210")]),
  ],
  translate: [{ steps: [flip] }, task([asymmetric, g("0210", "0300")])],
  resize: [{ steps: [flip] }, task([asymmetric, g("21", "30")], [g("400", "040"), g("04", "40")])],
  mutate_param: [
    { steps: [step("move_rigid", { motion: "turn180" }, 0)] },
    task([asymmetric, g("0021", "0030")]),
  ],
  insert_step: [{ steps: [flip] }, task([asymmetric, g("0001", "0000")])],
  delete_step: [
    { steps: [flip, step("erase_colour", { colour: 3 }, 1)] },
    task([asymmetric, g("0021", "0030")]),
  ],
  replace_step: [
    {
      steps: [step("filter_colour", { colour: 1 }, 0), step("move_rigid", { motion: "flip_x" }, 1)],
    },
    task([asymmetric, g("0020", "0030")]),
  ],
  stack_piece: [{ steps: [flip] }, task([asymmetric, g("1221", "0330")])],
  residual_rule: [
    { steps: [flip] },
    task(
      [g("1000", "0010"), g("0003", "0300")],
      [g("0100", "2000"), g("0030", "0002")],
      [g("0021", "1000"), g("3200", "0003")],
      [g("1001", "0200"), g("3003", "0020")],
    ),
  ],
  swap_suffix: [
    { steps: [step("erase_colour", { colour: 3 }, 0)] },
    task([asymmetric, g("0021", "0000")]),
    [{ steps: [flip] }],
  ],
};

for (const [op, [program, one, others]] of Object.entries(NEAR_MISSES)) {
  Deno.test(`${op} turns a near miss into a fit`, () => {
    assertEquals(verify(program, one).verdict.errorType === "ok", false);
    assertEquals(verify(bestOf(op, program, one, others), one).verdict.errorType, "ok");
  });
}

Deno.test("every edit of the registry has a near miss that it repairs", () => {
  assertEquals([...editOps.keys()].sort(), Object.keys(NEAR_MISSES).sort());
});

Deno.test("edits are well typed, distinct, not the seed, and come best first", () => {
  const [program, one] = NEAR_MISSES["replace_step"]!;
  const edits = [...proposeEdits(request(program, one, { limit: 300 }))];
  assertGreaterOrEqual(edits.length, 100);
  const texts = edits.map((edit) => JSON.stringify(edit.program));
  assertEquals(new Set([...texts, JSON.stringify(program)]).size, texts.length + 1);
  let last = 1;
  for (const edit of edits) {
    assertEquals(checkProgram(edit.program), []);
    const now = score(edit.program, one);
    assert(now <= last + 1e-6);
    last = now;
  }
});

Deno.test("the same request gives the same edits", () => {
  const [program, one] = NEAR_MISSES["mutate_param"]!;
  const first = [...proposeEdits(request(program, one))];
  assertEquals([...proposeEdits(request(program, one))], first);
});

Deno.test("edits stop at the node budget and at the limit", () => {
  const [program, one] = NEAR_MISSES["insert_step"]!;
  const budget = new NodeBudget(25);
  const edits = [...proposeEdits(request(program, one, { budget }))];
  assert(budget.spent <= 25);
  assert(edits.length < 25);
  assertEquals([...proposeEdits(request(program, one, { limit: 0 }))], []);
  assertEquals([...proposeEdits(request(program, one, { limit: 3 }))].length, 3);
  assertEquals([...proposeEdits(request(program, one, { budget: new NodeBudget(0) }))], []);
});

Deno.test("one greedy directive leaves nodes for the others", () => {
  const [program, one] = NEAR_MISSES["replace_step"]!;
  const edits = [
    ...proposeEdits(request(program, one, { budget: new NodeBudget(400), limit: 999 })),
  ];
  assertGreaterOrEqual(new Set(edits.map((edit) => edit.edit)).size, 3);
});

Deno.test("a directive for an edit that does not exist is refused by name", () => {
  const [program, one] = NEAR_MISSES["recolour"]!;
  const odd: Directive = {
    directiveId: "d",
    seedId: "seed",
    op: "wish",
    locus: { stage: "ruler", step: 0 },
    hint: {},
  };
  const run = () => [...proposeEdits(request(program, one, { directives: [odd] }))];
  assertThrows(run, RangeError, 'found "wish"');
});
