import { assert, assertEquals } from "@std/assert";
import { stagesFrom } from "../../../../lib/arc/ruler/ruler_settings.ts";
import { rulerSettingsSchema } from "../../../../lib/arc/ruler/ruler_settings.ts";
import { planStages } from "../../../../lib/arc/ruler/prior/plan_stages.ts";
import type { RulerPrior } from "../../../../lib/arc/ruler/prior/ruler_prior.ts";
import { ENUMERATION_OPS } from "../../../../lib/arc/ruler/enumeration/moves.ts";
import { task } from "../../loop/_fakes.ts";

const settings = rulerSettingsSchema.parse({});
const flip = task("flip", ["12>21", "345>543"], ["67"]);
const problem = (kind: string) => ({
  task: flip,
  facts: [{ kind, args: {}, support: [0, 1] }],
});

const prior: RulerPrior = {
  families: {
    weights: {
      geometry: -4,
      "geometry|palette.same": 7,
      counting: -3,
      "counting|size.constant": 6,
    },
    temperature: 1,
  },
  costs: {
    geometry: { mean: 100, rungs: [{ nodes: 20, share: 0.8 }, { nodes: 300, share: 1 }] },
    counting: { mean: 100, rungs: [{ nodes: 150, share: 1 }] },
    enumeration: { mean: 10_000, rungs: [{ nodes: 12_000, share: 1 }] },
  },
  ops: { weights: { "gravity|palette.same": 5, gravity: 0.1 }, temperature: 1 },
  opNames: [...ENUMERATION_OPS],
  focus: 4,
  focusHit: 0.5,
};

function plan(kind: string, of = prior) {
  return planStages(of, stagesFrom(settings), problem(kind))
    .map(({ name, families, nodes }) => [families[0]!.name, nodes, name] as const);
}

Deno.test("planStages() begins with the family that facts make likeliest per node", () => {
  assertEquals(plan("palette.same")[0], ["geometry", 20, "closed_form"]);
  assertEquals(plan("size.constant")[0], ["counting", 150, "closed_form"]);
});

Deno.test("planStages() searches a family with small allowances first, and leaves none out", () => {
  const names = plan("palette.same").map(([name]) => name);
  const rungs = plan("palette.same").filter(([name]) => name === "geometry");
  assertEquals(rungs.map(([, nodes]) => nodes), [20, 300]);
  const every = stagesFrom(settings).flatMap((stage) => stage.families.map(({ name }) => name));
  assertEquals(new Set(names), new Set(every));
});

Deno.test("planStages() puts a focused enumeration before the whole one, and the deep one last", () => {
  const planned = planStages(prior, stagesFrom(settings), problem("palette.same"));
  const searches = planned.filter(({ families }) => families[0]!.name === "enumeration");
  assertEquals(searches.length, 2);
  assert(searches[0]!.cost < searches[1]!.cost / 10);
  assertEquals(planned.at(-1)!.name, "deep_enumeration");
  assertEquals(
    plan("x", { ...prior, focus: 0 }).filter(([name]) => name === "enumeration").length,
    1,
  );
});
