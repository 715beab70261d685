import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { supportOf } from "../../../lib/arc/describer/describe.ts";
import { registry } from "../../../lib/arc/dsl/registry.ts";
import { dslManual } from "../../../lib/arc/endpoint/dsl_manual.ts";
import { readProgram } from "../../../lib/arc/endpoint/endpoint_ruler.ts";
import type { EndpointSettings } from "../../../lib/arc/endpoint/endpoint_settings.ts";
import { decidingEndpoints } from "../../../lib/arc/endpoint/endpoint_settings.ts";
import { rulerPrompt } from "../../../lib/arc/endpoint/prompts.ts";
import { withEndpoints } from "../../../lib/arc/endpoint/with_endpoints.ts";
import { builtinSettings, symbolicModules } from "../../../lib/arc/loop/symbolic_modules.ts";
import { solve } from "../loop/_fakes.ts";
import { hopelessTask, mirrorTask, nearTask } from "../../scripts/_run_script.ts";
import { model, scriptedAsk, taskOf } from "./_scripted.ts";

const MIRROR = 'v1 = move_rigid(input, motion: "flip_x")';
const rulerEndpoint = { model, samples: 1, programs: 4, turn: 1 };
const mirror = taskOf(mirrorTask("mirror-task"));
const near = taskOf(nearTask("near-task"));
const quietDescriber = {
  ...builtinSettings,
  describer: { name: "d", settings: { minSupport: 0.5, maxPartial: 4, facts: ["palette"] } },
};

function modulesWith(endpoints: EndpointSettings, script: (form: string) => unknown) {
  const { ask, asked } = scriptedAsk((question) => script(question.module));
  return { modules: withEndpoints(symbolicModules(quietDescriber), endpoints, ask), asked };
}

Deno.test("the manual names every primitive of the registry, its parameters and what it does", () => {
  const manual = dslManual();
  for (const op of registry.values()) {
    assertStringIncludes(manual, `\n${op.name}(`);
    assertStringIncludes(manual, op.doc);
    for (const name of Object.keys(op.params)) assertStringIncludes(manual, `${name}: `);
  }
  assertStringIncludes(
    manual,
    'gravity(grid, to: "down"|"up"|"right"|"left", of: "objects"|"cells") -> grid: ',
  );
  assert(manual.length < 40_000, `${manual.length}`);
});

Deno.test("a prompt shows grids and facts, and neither the task's id nor a test output", () => {
  const row = mirrorTask("mirror-task") as { test: { output: number[][] }[] };
  const text = rulerPrompt(mirror, [{ kind: "size.same", args: {}, support: [0, 1] }], 3)
    .map((message) => message.content).join("\n");
  assertStringIncludes(text, "Pair 1, output: 4x2\n");
  assertStringIncludes(text, "Test 0, input: 5x2\n");
  assertStringIncludes(text, "size.same {} holds on pairs 0, 1");
  assert(!text.includes("mirror-task"));
  assert(!text.includes(row.test[0]!.output.map((cells) => cells.join(" ")).join("\n")));
});

Deno.test("a describer's claims count where they hold, with the support they have; lies and nonsense do not", () => {
  const facts = [
    { kind: "size.same", args: [] },
    { kind: "symmetry.motion", args: [{ name: "motion", value: "flip_x" }] },
    { kind: "symmetry.motion", args: [{ name: "motion", value: "flip_y" }] },
    { kind: "symmetry.motion", args: [{ name: "motion", value: "fly" }] },
    { kind: "symmetry.motion", args: [] },
    { kind: "size.constant", args: [{ name: "width", value: 3 }, { name: "height", value: 2 }] },
    { kind: "size.squared", args: [] },
    { kind: "__proto__", args: [{ name: "__proto__", value: "x" }] },
    { kind: "size.same", args: [] },
  ];
  const { modules } = modulesWith({ describer: { model } }, () => ({ facts }));
  const plain = symbolicModules(quietDescriber).describer.describe(mirror);
  const stated = modules.describer.describe(mirror);
  const added = stated.filter(({ kind }) => !kind.startsWith("palette."));
  assertEquals(added.map(({ kind, support }) => [kind, support]), [
    ["size.same", [0, 1]],
    ["symmetry.motion", [0, 1]],
    ["size.constant", [0]],
  ]);
  for (const fact of stated) assertEquals(supportOf(fact, mirror.train), [...fact.support]);
  assertEquals(stated.filter(({ kind }) => kind.startsWith("palette.")), plain);
  const silent = modulesWith({ describer: { model } }, () => undefined);
  assertEquals(silent.modules.describer.describe(mirror), plain);
});

Deno.test("a ruler's programs are verified like any other; nonsense costs candidates, never the task", () => {
  const deep = "[".repeat(3900) + "]".repeat(3900);
  const programs = [`v1 = cell_tree(input, tree: ${deep})`, "DROP TABLE", MIRROR, "never read"];
  const { modules, asked } = modulesWith(
    { ruler: { model, samples: 2, programs: 3, turn: 1 } },
    () => ({ programs }),
  );
  const { solution, events } = solve(mirror, modules);
  assertEquals([solution.solved, solution.best?.origin.family], [true, "model"]);
  assertEquals(asked.map(({ module, trial }) => [module, trial]), [["ruler", 0], ["ruler", 1]]);
  assertEquals(solution.nodes, 6);
  assertEquals(solution.nodesToSolution, 3);
  const stages = events.flatMap((event) => event.kind === "stage_finished" ? [event.stage] : []);
  assertEquals(stages, ["model"]);
  for (const script of [() => undefined, () => ({ programs: [] }), () => ({ programs: [""] })]) {
    const { solution } = solve(mirror, modulesWith({ ruler: rulerEndpoint }, script).modules);
    assertEquals([solution.solved, solution.verified], [false, 1]);
  }
});

Deno.test("a program that paints what is no colour is no candidate, even where only a test input shows it", () => {
  const map = (to: number) => [-1, -1, -1, -1, -1, -1, -1, -1, -1, to];
  const programs = [77, 8].map((to) =>
    `${MIRROR}\nv2 = map_colours(v1, map: ${JSON.stringify(map(to))})`
  );
  const nine = taskOf({
    task_id: "nine",
    train: [{ input: [[1, 2]], output: [[2, 1]] }],
    test: [{ input: [[9, 2]] }],
  });
  const { modules } = modulesWith({ ruler: rulerEndpoint }, () => ({ programs }));
  const { solution } = solve(nine, modules);
  assertEquals(solution.verified, 2);
  assertEquals(solution.attempts[0]!.outputs[0].toRows(), [[2, 8]]);
});

Deno.test("texts that are no programs are told from those that are", () => {
  assertEquals(readProgram(MIRROR)?.steps.length, 1);
  const chain = (length: number) =>
    Array.from(
      { length },
      (_, i) => `v${i + 1} = move_rigid(${i === 0 ? "input" : `v${i}`}, motion: "flip_x")`,
    ).join("\n");
  assertEquals(readProgram(chain(64))?.steps.length, 64);
  const wrong = [
    "",
    "   \n",
    chain(65),
    MIRROR + " ".repeat(9000),
    "v1 = split_colours(input)",
    'v1 = move_rigid(v9, motion: "flip_x")',
    'v1 = move_rigid(input, motion: "fly")',
    "v1 = __proto__(input)",
    "\u0000",
    'v1 = gravity(input, to: "down")',
  ];
  for (const text of wrong) assertEquals(readProgram(text), undefined, text);
});

Deno.test("a student drafts first and keeps its source; the teacher stays what it was", () => {
  const settings = {
    ...quietDescriber,
    student: { name: "s", settings: builtinSettings.ruler.settings },
  };
  const { ask } = scriptedAsk(() => ({ programs: [MIRROR] }));
  const modules = withEndpoints(symbolicModules(settings), { student: rulerEndpoint }, ask);
  const { solution } = solve(mirror, modules);
  assertEquals([solution.best?.origin.source, solution.best?.origin.family], ["student", "model"]);
  assert(solution.verified > 2, "the teacher drafted too");
  assertEquals(modules.teacher.ref, symbolicModules(settings).teacher.ref);
});

Deno.test("a student that is asked in a later turn is not asked for tasks that are solved by then", () => {
  const settings = {
    ...quietDescriber,
    student: { name: "s", settings: builtinSettings.ruler.settings },
  };
  const turns = (subject: typeof mirror, turn: number, iterations: number) => {
    const { ask, asked } = scriptedAsk(() => ({ programs: [MIRROR] }));
    const student = { ...rulerEndpoint, turn };
    const { events } = solve(subject, withEndpoints(symbolicModules(settings), { student }, ask), {
      iterations,
      nodeBudget: 3000,
    });
    const at = events.flatMap((event) =>
      event.kind === "stage_finished" && event.stage === "model" ? [event.iterIdx] : []
    );
    return [asked.length, ...at];
  };
  assertEquals(turns(mirror, 1, 3), [1, 0]);
  assertEquals(turns(mirror, 2, 3), [0]);
  assertEquals(turns(near, 2, 3), [1, 1]);
  assertEquals(turns(near, 9, 3), [1, 2]);
});

Deno.test("a critic's directives are of known edits at steps that are there; judging stays with the critic", () => {
  const directives = [
    { op: "recolour", step: -1, hint: [{ name: "from", value: 77 }, { name: "to", value: 1 }] },
    { op: "recolour", step: -1, hint: [{ name: "from", value: 3 }, { name: "to", value: 1 }] },
    { op: "translate", step: -1, hint: [{ name: "dx", value: 0.5 }] },
    { op: "explode", step: 0, hint: [] },
    { op: "delete_step", step: 500, hint: [] },
    { op: "reorient", step: -1, hint: [{ name: "motion", value: "turn90" }] },
    { op: "reorient", step: -1, hint: [{ name: "__proto__", value: "turn90" }] },
  ];
  const { modules, asked } = modulesWith({ critic: { model } }, () => ({ directives }));
  const plain = symbolicModules(quietDescriber);
  const options = { iterations: 2, editsPerSeed: 3, keptDrafts: 2, nodeBudget: 3000 };
  const { solution } = solve(near, modules, options);
  const [first] = solution.iterations;
  assertEquals(first!.directives.slice(0, 2).map(({ op, hint }) => [op, hint]), [
    ["recolour", { from: 3, to: 1 }],
    ["reorient", { motion: "turn90" }],
  ]);
  assertStringIncludes(asked[0]!.messages[1]!.content, "What it makes of the inputs:");
  const scored = solve(near, plain, options).solution.iterations[0]!.candidates[0]!;
  assertEquals(first!.candidates[0]!.critic, scored.critic);
  const silent = modulesWith({ critic: { model } }, () => undefined);
  assertEquals(
    solve(near, silent.modules, options).solution.iterations,
    solve(near, plain, options).solution.iterations,
  );
});

Deno.test("nothing a model says makes a task fail, and equal answers give equal runs", () => {
  const junk = [
    {
      facts: [{
        kind: "size.multiple",
        args: [{ name: "x", value: 1e308 }, { name: "y", value: -1 }],
      }],
    },
    {
      programs: [
        "v1 = map_colours(input, map: [1e99])",
        "v1 = map_colours(input, map: [77, 300, -9])",
      ],
    },
    {
      directives: [{ op: "mutate_param", step: -1, hint: [] }, {
        op: "swap_suffix",
        step: 0,
        hint: [],
      }],
    },
  ];
  const script = (module: string) =>
    module === "describer" ? junk[0] : module === "critic" ? junk[2] : junk[1];
  const endpoints = { describer: { model }, ruler: rulerEndpoint, critic: { model } };
  const hopeless = taskOf(hopelessTask("h"));
  const options = { iterations: 3, editsPerSeed: 3, keptDrafts: 3, nodeBudget: 3000 };
  const [once, twice] = [1, 2].map(() =>
    solve(hopeless, modulesWith(endpoints, script).modules, options).solution
  );
  assertEquals(once!.iterations, twice!.iterations);
  assertEquals(once!.solved, false);
});

Deno.test("a module's digest changes with what decides its answers, and only with that", () => {
  const digest = (change: object, more: object = {}) =>
    modulesWith(
      { ruler: { ...rulerEndpoint, model: { ...model, ...change }, ...more } },
      () => undefined,
    )
      .modules.teacher.ref.digest;
  const plain = digest({});
  const patient = { timeoutMs: 5, retries: 9, concurrency: 1, apiKeyEnv: "X" };
  assertEquals(digest(patient), plain);
  for (const change of [{ model: "n" }, { temperature: 1 }, { maxTokens: 5 }]) {
    assertNotEquals(digest(change), plain);
  }
  assertNotEquals(digest({}, { samples: 2 }), plain);
  const prices = { inputPerMillion: 1, outputPerMillion: 1 };
  const run = (change: object) => decidingEndpoints({ critic: { model: { ...model, ...change } } });
  assertEquals(run({ ...patient, prices }), run({}));
});
