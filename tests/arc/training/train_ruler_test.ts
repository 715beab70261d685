import { assert, assertEquals, assertRejects } from "@std/assert";
import { familyCosts } from "../../../lib/arc/training/family_costs.ts";
import { evalRuler, inferRuler } from "../../../lib/arc/training/eval_ruler.ts";
import { rulerSpec, trainRuler } from "../../../lib/arc/training/train_ruler.ts";
import { specText } from "../../../lib/arc/training/write_spec.ts";
import { clearExamples } from "./_examples.ts";

const examples = clearExamples(72);
const learned = await trainRuler(examples, { seed: 3 });

Deno.test("trainRuler() learns which family and which primitive facts call for", () => {
  const { families, ops } = inferRuler(learned.prior, ["motion.gravity"], [
    "geometry",
    "selection",
    "enumeration",
  ]);
  assertEquals(families[0]!.family, "enumeration");
  assertEquals(ops[0]!.op, "gravity");
});

Deno.test("trainRuler() measures on tasks it did not learn from, and finds the shorter order", () => {
  const { metrics, rows } = learned.trained;
  assertEquals(rows, { train: 36, validation: 18, test: 18 });
  assert(metrics["familyAccuracy"]! > 0.95 && metrics["familyAccuracyBaseline"]! < 0.7);
  assert(metrics["replayedNodesAfter"]! <= metrics["replayedNodesBefore"]!);
});

Deno.test("trainRuler() gives the same bytes for the same seed and traces", async () => {
  const again = await trainRuler(examples, { seed: 3 });
  assertEquals(specText(rulerSpec(again)), specText(rulerSpec(learned)));
  const other = await trainRuler(examples.slice(3), { seed: 3 });
  assert(other.trained.dataDigest !== learned.trained.dataDigest);
});

Deno.test("trainRuler() says which split has nothing to learn from", async () => {
  const train = examples.filter(({ split }) => split === "train");
  await assertRejects(
    () => trainRuler(train, { seed: 1 }),
    Error,
    "expected solved traces with searches in the validation split, found none among 0 traces",
  );
});

Deno.test("evalRuler() reports only what the traces can tell", async () => {
  const unsolved = examples.slice(0, 4).map((one) => ({
    ...one,
    fitting: [],
    searches: one.searches.map(({ nodesToFit: _n, foundAt: _f, ...search }) => ({
      ...search,
      fits: 0,
    })),
  }));
  const metrics = await evalRuler(learned.prior, unsolved);
  assertEquals("opAccuracy" in metrics || "replayedNodesAfter" in metrics, false);
});

Deno.test("familyCosts() sets rising allowances from where successes were found", () => {
  const at = (foundAt: number) => ({
    ...examples[0]!,
    searches: [{ ...examples[0]!.searches[0]!, nodes: 2000, nodesToFit: 2000, foundAt }],
  });
  const costs = familyCosts([...Array(8).fill(at(30)), at(1000), at(1000)]);
  assertEquals(costs["geometry"], {
    mean: 2000,
    rungs: [{ nodes: 53, share: 0.8 }, { nodes: 1344, share: 1 }],
  });
});
