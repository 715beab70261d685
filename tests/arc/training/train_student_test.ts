import { assert, assertEquals, assertRejects } from "@std/assert";
import { SPLITS } from "../../../lib/dataset/split.ts";
import type { Directive } from "../../../lib/arc/critic/critique.ts";
import { directiveFeatures, likeliestDirectives } from "../../../lib/arc/ruler/prior/edit_prior.ts";
import { linearStudentSettingsSchema } from "../../../lib/arc/ruler/ruler_settings.ts";
import { builtinSettings, symbolicModules } from "../../../lib/arc/loop/symbolic_modules.ts";
import { buildTrace } from "../../../lib/arc/trace/build_trace.ts";
import { type EditExample, editExamples } from "../../../lib/arc/training/edit_examples.ts";
import { studentSpec, trainStudent } from "../../../lib/arc/training/train_student.ts";
import { parseTask } from "../../../lib/arc/task/parse_task.ts";
import { nearTask } from "../../scripts/_run_script.ts";
import { motions, solve } from "../loop/_fakes.ts";

const asked = ["recolour", "mutate_param", "stack_piece"].map((op, i): Directive => ({
  directiveId: `d${i}`,
  seedId: "s",
  op,
  locus: { stage: "ruler", step: i === 1 ? 0 : -1 },
  hint: {},
}));
const state = {
  program: motions("flip_x"),
  csa: { pairs: [], pooled: { colour: 0, shape: 0.2, arrangement: 0.4 } },
  tokens: ["size.same"],
};

/** Seeds that stacking a piece betters. */
const examples = Array.from({ length: 30 }, (_, i): EditExample => ({
  taskId: `t${i}`,
  split: SPLITS[i % 3]!,
  traceDigest: `d${i}`,
  choice: { options: directiveFeatures(state, asked), chosen: 2 },
}));

const learned = await trainStudent(examples, { seed: 1 });

Deno.test("trainStudent() learns which directive to follow and how many to keep", () => {
  assertEquals(likeliestDirectives(learned.prior, state, asked).map(({ op }) => op), [
    "stack_piece",
  ]);
  const { metrics } = learned.trained;
  assertEquals([metrics["top1"], metrics["criticTop1"], metrics["keptHits"]], [1, 0, 1]);
});

Deno.test("trainStudent() says where transitions are missing", async () => {
  await assertRejects(
    () => trainStudent(examples.filter(({ split }) => split === "test"), { seed: 1 }),
    Error,
    "expected seeds bettered by an edit in the train and validation splits, found 0 and 0",
  );
});

Deno.test("a linear student drafts nothing, edits by what it learned, and is credited", () => {
  const weights = { mutate_param: 9 };
  const prior = { directives: { weights, temperature: 1 }, keep: 2 };
  const settings = linearStudentSettingsSchema.parse(studentSpec({ ...learned, prior }).settings);
  const modules = symbolicModules({ ...builtinSettings, student: { name: "learned", settings } });
  const { task } = parseTask(nearTask("near"), { file: "test" });
  const options = { nodeBudget: 4000, editsPerSeed: 4, keptDrafts: 4, iterations: 1 };
  const { solution, events } = solve(task, modules, options);
  const drafted = events.filter((event) => event.kind === "stage_finished");
  assert(drafted.every((event) => event.source === "teacher"));
  const own = solution.iterations[0]!.candidates.filter(({ source }) => source === "student");
  assert(own.length > 0);
  assert(own.every(({ edit }) => edit === "mutate_param"));
  const trace = buildTrace(task, solution, {
    runId: "r",
    namespace: "n",
    seed: 0,
    nodeBudget: 4000,
    modules,
  });
  for (const { choice } of editExamples(trace)) {
    assert(choice.chosen < choice.options.length && choice.options.length > 1);
  }
});
