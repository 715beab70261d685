import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  builtinSettings,
  criticSettingsSchema,
  describerSettingsSchema,
  symbolicModules,
} from "../../../lib/arc/loop/symbolic_modules.ts";
import { familiesByStage } from "../../../lib/arc/ruler/families.ts";
import { rulerSettingsSchema } from "../../../lib/arc/ruler/ruler_settings.ts";
import { hopelessTask } from "../../scripts/_run_script.ts";
import { parseTask } from "../../../lib/arc/task/parse_task.ts";
import { solve, task } from "./_fakes.ts";

const flip = task("flip", ["12/34>21/43", "567>765"], ["89/10"]);
const { task: hopeless } = parseTask(hopelessTask("h"), { file: "test" });

/** Mirrors with a stray cell: nearly solved by many programs, so that edits have something to do. */
const near = task(
  "near",
  ["1200/3400>2100/4305", "5670/0000>0765/0050", "1020/0304>0201/4530"],
  ["8900/0000"],
);

type Part = "describer" | "ruler" | "student" | "critic";

/** The built-in modules with the settings of one part replaced. */
function withSettings(part: Part, settings: unknown, name = "mine") {
  const schema = {
    describer: describerSettingsSchema,
    ruler: rulerSettingsSchema,
    student: rulerSettingsSchema,
    critic: criticSettingsSchema,
  }[part];
  return symbolicModules({
    ...builtinSettings,
    [part]: { name, settings: schema.parse(settings) },
  });
}

/** Stages that ran, with who ran them, in order. */
function stagesRun(part: Part, settings: unknown, subject = hopeless): string[] {
  const { events } = solve(subject, withSettings(part, settings), { nodeBudget: 1000 });
  return events.flatMap((event) =>
    event.kind === "stage_finished" ? [`${event.source} ${event.stage}`] : []
  );
}

Deno.test("ruler setting `stages` chooses stages and their order", () => {
  assertEquals(stagesRun("ruler", { stages: ["rules", "closed_form"] }), [
    "teacher rules",
    "teacher closed_form",
  ]);
});

Deno.test("ruler setting `settle` off runs every stage, whatever was found", () => {
  const deep = (settle: boolean) =>
    stagesRun("ruler", { settle }, flip).includes("teacher deep_enumeration");
  assertEquals([deep(true), deep(false)], [false, true]);
});

Deno.test("ruler setting `deep` leaves the deep stage out", () => {
  assert(stagesRun("ruler", {}).includes("teacher deep_enumeration"));
  assert(!stagesRun("ruler", { deep: false }).includes("teacher deep_enumeration"));
});

Deno.test("ruler setting `families` chooses families and their order within a stage", () => {
  const names = familiesByStage.closed_form.map((family) => family.name);
  const chosen = [names.at(-1)!, names[0]!];
  const ruler = withSettings("ruler", { families: chosen }).teacher;
  assertEquals(
    ruler.stages.flatMap((stage) => stage.families.map((family) => family.name)),
    chosen,
  );
  const { solution } = solve(flip, withSettings("ruler", { families: ["enumeration"] }), {
    keptDrafts: 20,
  });
  const families = new Set(solution.iterations[0]!.candidates.map((one) => one.family));
  assertEquals([...families].filter((name) => name !== "identity"), ["enumeration"]);
});

Deno.test("ruler setting `shares` divides the nodes", () => {
  const nodesOf = (share: number) => {
    const modules = withSettings("ruler", {
      stages: ["enumeration"],
      shares: { enumeration: share },
    });
    return solve(hopeless, modules, { nodeBudget: 4000 }).solution.nodes;
  };
  assert(nodesOf(0.1) <= 400);
  assert(nodesOf(0.9) > 800);
});

Deno.test("ruler setting `draftLimit` bounds what is verified of one family", () => {
  const draftsOf = (draftLimit: number) => {
    const modules = withSettings("ruler", { families: ["enumeration"], draftLimit });
    return solve(near, modules, { nodeBudget: 10_000 }).solution.verified;
  };
  assertEquals(draftsOf(1), 2, "one draft and the identity");
  assert(draftsOf(10) > 2);
});

Deno.test("ruler setting `edits` chooses the edits", () => {
  const editsOf = (settings: unknown) => {
    const modules = withSettings("ruler", settings);
    const { solution } = solve(near, modules, { nodeBudget: 4000, editsPerSeed: 6 });
    return new Set(solution.iterations[0]!.candidates.flatMap((one) => one.edit ?? []));
  };
  assertNotEquals(editsOf({}), editsOf({ edits: ["insert_step"] }));
  assertEquals(editsOf({ edits: ["insert_step"] }), new Set(["insert_step"]));
});

Deno.test("a student drafts before the teacher, with settings of its own", () => {
  const stages = stagesRun("student", { stages: ["rules"] });
  assertEquals(stages[0], "student rules");
  assert(stages.includes("teacher closed_form"));
});

Deno.test("describer setting `facts` chooses kinds and groups of facts", () => {
  const kindsOf = (settings: unknown) =>
    withSettings("describer", settings).describer.describe(flip).map((fact) => fact.kind);
  assertEquals(new Set(kindsOf({ facts: ["symmetry.motion"] })), new Set(["symmetry.motion"]));
  assert(kindsOf({ facts: ["size"] }).every((kind) => kind.startsWith("size.")));
  assert(kindsOf({}).length > kindsOf({ facts: ["size"] }).length);
});

Deno.test("describer settings `minSupport` and `maxPartial` bound what is stated", () => {
  const factsOf = (settings: unknown) =>
    withSettings("describer", settings).describer.describe(hopeless);
  assert(factsOf({ minSupport: 1 }).length < factsOf({ minSupport: 0.3 }).length);
  assert(factsOf({ maxPartial: 0 }).length < factsOf({}).length);
});

Deno.test("critic settings `directives` and `limit` decide what is asked", () => {
  const askedOf = (settings: unknown) => {
    const options = { nodeBudget: 2000, editsPerSeed: 2 };
    return solve(near, withSettings("critic", settings), options).solution.iterations[0]!
      .directives.map((directive) => directive.op);
  };
  assertEquals(askedOf({ limit: 2 }).length, 2);
  assert(askedOf({}).length > 2);
  const asked = askedOf({ directives: ["stack_piece", "insert_step"] });
  assert(asked.length > 0);
  assert(asked.every((op) => op === "stack_piece" || op === "insert_step"));
});

Deno.test("a module's name and settings show in its ref", () => {
  for (const part of ["describer", "ruler", "critic"] as const) {
    const of = (settings: unknown, name?: string) => {
      const { describer, teacher, critic } = withSettings(part, settings, name);
      return { describer, ruler: teacher, critic }[part].ref;
    };
    assertEquals(of({}).name, "mine");
    assertEquals(of({}).digest, of({}, "other").digest);
    const changed = { describer: { maxPartial: 1 }, ruler: { deep: false }, critic: { limit: 1 } };
    assertNotEquals(of(changed[part]).digest, of({}).digest);
  }
});
