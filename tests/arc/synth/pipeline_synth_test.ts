import { assert, assertEquals } from "@std/assert";
import { checkProgram } from "../../../lib/arc/dsl/check_program.ts";
import { solveTask } from "../../../lib/arc/loop/solve_task.ts";
import { symbolicModules } from "../../../lib/arc/loop/symbolic_modules.ts";
import { testCorrect } from "../../../lib/arc/run/solve_row.ts";
import { behaviourOf, knownTasks } from "../../../lib/arc/synth/pipeline_synth.ts";
import { verify } from "../../../lib/arc/verifier/verify.ts";

const tasks = [...knownTasks({ count: 12, seed: 5, steps: 1 })];

Deno.test("knownTasks() makes tasks that their programs solve, no two programs alike", () => {
  for (const { task, program, answers } of tasks) {
    assertEquals(checkProgram(program), []);
    const { verdict, testPredictions } = verify(program, task);
    assertEquals(verdict.errorType, "ok");
    assert(testPredictions[0]!.equals(answers.testOutputs[0]!));
  }
  const behaviours = tasks.map(({ program }) => behaviourOf(program));
  assertEquals(new Set(behaviours).size, tasks.length);
});

Deno.test("knownTasks() gives the same tasks again, a longer run more of them", () => {
  const digests = (count: number) =>
    [...knownTasks({ count, seed: 5, steps: 1 })].map(({ task }) => task.digest);
  assertEquals(digests(12), tasks.map(({ task }) => task.digest));
  assertEquals(digests(5), digests(12).slice(0, 5));
});

Deno.test("the pipeline finds programs that do on the tests what the known ones do", () => {
  const modules = symbolicModules();
  const right = tasks.filter(({ task, answers }) => {
    const steps = solveTask(task, modules, { nodeBudget: 20_000 });
    let step = steps.next();
    while (!step.done) step = steps.next();
    return testCorrect(step.value, answers);
  });
  assert(right.length >= 10, `${right.length} of ${tasks.length}`);
});
