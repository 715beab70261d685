import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type BlameRow,
  blameRows,
  COUNTERFACTUALS_PER_STEP,
  counterfactualsAt,
  firstChange,
  LEAST_GAIN,
} from "../../../lib/arc/datasets/mod.ts";
import type { Program } from "../../../lib/arc/dsl/program.ts";
import type { Task } from "../../../lib/arc/task/task.ts";
import { verifierScoreOf } from "../../../lib/arc/verifier/comparator.ts";
import { featuresOf } from "../../../lib/arc/verifier/features.ts";
import { verify, verifyCache } from "../../../lib/arc/verifier/verify.ts";
import { compareCandidates } from "../../../lib/arc/verifier/comparator.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { motions, task } from "../loop/_fakes.ts";
import { TASKS, TRACES } from "./_saved_traces.ts";

const rowsOf = TRACES.map((trace, i) => [...blameRows(trace, { task: TASKS[i]! })]);

function fresh(program: Program, subject: Task): number {
  return verifierScoreOf(featuresOf(program, subject, verify(program, subject)));
}

function forEachRow(check: (row: BlameRow, subject: Task, index: number) => void): void {
  rowsOf.forEach((rows, i) => rows.forEach((row) => check(row, TASKS[i]!, i)));
}

Deno.test("blameRows() gives every recorded candidate one row, −1 exactly where no step is to blame", () => {
  rowsOf.forEach((rows, i) => {
    const ids = TRACES[i]!.iterations.flatMap((turn) => turn.candidates.map((c) => c.candidateId));
    assertEquals(rows.map((row) => row.candidateId), ids);
  });
  forEachRow(({ locus, errorType, evidence, steps, program }) => {
    assertEquals(locus.stage === "none", errorType === "ok");
    assertEquals(locus.step < 0, locus.stage === "none" || locus.stage === "describer");
    assert(locus.step < steps.length && steps.length === program.steps.length);
    assertEquals(evidence.counterfactual !== null, locus.stage === "ruler");
  });
});

Deno.test("evidence, verified anew, gains what the row says and changes the blamed step first", () => {
  const methods = new Set<string>();
  forEachRow(({ program, locus, evidence: { method, deltaScore, counterfactual } }, subject) => {
    methods.add(method);
    if (counterfactual === null) return assertEquals(deltaScore, 0);
    assertEquals(fresh(counterfactual, subject) - fresh(program, subject), deltaScore);
    assert(deltaScore >= LEAST_GAIN);
    // Steps before it go only where the change leaves them without a reader.
    const changed = firstChange(program, counterfactual);
    assert(method === "trace_edit" ? changed === locus.step : changed <= locus.step);
  });
  assertEquals([...methods].sort(), ["exact", "exhausted", "no_steps", "search", "trace_edit"]);
});

Deno.test("the blamed step is the earliest: no counterfactual of an earlier one helps", () => {
  let later = 0;
  forEachRow(({ program, locus, candidateId }, subject, i) => {
    if (locus.stage !== "ruler" || locus.step === 0) return;
    later++;
    const others = TRACES[i]!.iterations.flatMap((turn) => turn.candidates)
      .sort(compareCandidates).filter((one) => one.candidateId !== candidateId).slice(0, 8);
    const request = {
      program,
      task: subject,
      others: others.map((other) => other.program),
      memo: verifyCache(subject),
    };
    const own = fresh(program, subject);
    for (let step = 0; step < locus.step; step++) {
      const tried = [...counterfactualsAt(request, step)];
      assert(tried.length <= COUNTERFACTUALS_PER_STEP);
      for (const one of tried) assert(fresh(one.program, subject) - own < LEAST_GAIN);
    }
  });
  assert(later > 10);
});

Deno.test("without grids only edits of the trace are evidence; the rest is counted as unmeasured", () => {
  let unmeasured = 0;
  const rows = [...blameRows(TRACES[0]!, { onUnmeasured: () => unmeasured++ })];
  assertEquals(rows.length + unmeasured, rowsOf[0]!.length);
  assert(unmeasured > 0);
  for (const { evidence } of rows) {
    assert(["exact", "no_steps", "trace_edit"].includes(evidence.method));
  }
});

Deno.test("a task whose grids do not give the recorded scores is refused", () => {
  const other = task("größe 1", ["120/340/006>021/043/600"], ["89/10"]);
  const error = assertThrows(() => [...blameRows(TRACES[0]!, { task: other })], UserError);
  assert(error.message.includes("its score does not hold for task größe 1"), error.message);
});

Deno.test("firstChange() is the length of a program that was only added to", () => {
  const one = motions("flip_x"), two = motions("flip_x", "turn90");
  assertEquals([firstChange(one, two), firstChange(two, one), firstChange(one, motions())], [
    1,
    1,
    0,
  ]);
});
