import { assert, assertEquals, assertRejects } from "@std/assert";
import { SPLITS } from "../../../lib/dataset/split.ts";
import type { Fact } from "../../../lib/arc/describer/fact.ts";
import { factFeatures, relevantFacts } from "../../../lib/arc/describer/learned/relevance.ts";
import {
  builtinSettings,
  linearDescriberSettingsSchema,
  symbolicModules,
} from "../../../lib/arc/loop/symbolic_modules.ts";
import { factTokens } from "../../../lib/arc/ruler/prior/fact_tokens.ts";
import type { DescribedTask } from "../../../lib/arc/training/describer_examples.ts";
import { describerSpec, trainDescriber } from "../../../lib/arc/training/train_describer.ts";
import { task } from "../loop/_fakes.ts";

const fact = (kind: string): Fact => ({ kind, args: {}, support: [0, 1] });

/** Half the tasks are mirrors, which geometry fits; every task states something that tells nothing. */
const tasks = Array.from({ length: 60 }, (_, i): DescribedTask => {
  const told = Math.floor(i / 3) % 2 === 0;
  const facts = [fact("palette.same"), fact(told ? "symmetry.motion" : "crop.object")];
  const features = factFeatures(facts, 2);
  return {
    taskId: `t${i}`,
    traceDigest: `d${i}`,
    split: SPLITS[i % 3]!,
    facts: facts.map((one, at) => ({ tokens: factTokens([one], 2), features: features[at]! })),
    searched: new Set(["geometry", "selection"]),
    fitting: new Set([told ? "geometry" : "selection"]),
  };
});

const learned = await trainDescriber(tasks, { seed: 1 });

Deno.test("trainDescriber() tells facts that foretell a family from facts that do not", () => {
  const facts = [fact("palette.same"), fact("symmetry.motion")];
  assertEquals(relevantFacts(learned.relevance, facts, 2), [fact("symmetry.motion")]);
  const { metrics } = learned.trained;
  assertEquals([metrics["accuracy"], metrics["keptRelevant"], metrics["keptFacts"]], [1, 1, 0.5]);
});

Deno.test("trainDescriber() says where solved traces are missing", async () => {
  const train = tasks.filter(({ split }) => split === "train");
  await assertRejects(() => trainDescriber(train, { seed: 1 }), Error, "expected solved traces");
});

Deno.test("a linear describer states fewer facts, and only such as the symbolic one states", () => {
  const settings = linearDescriberSettingsSchema.parse(describerSpec(learned).settings);
  const modules = symbolicModules({ ...builtinSettings, describer: { name: "learned", settings } });
  const flip = task("flip", ["120>021", "345>543"], ["67"]);
  const all = symbolicModules().describer.describe(flip);
  const some = modules.describer.describe(flip);
  assert(some.length > 0 && some.length < all.length);
  for (const one of some) {
    assert(all.some((other) => JSON.stringify(other) === JSON.stringify(one)));
  }
  assert(modules.describer.ref.digest !== symbolicModules().describer.ref.digest);
});
