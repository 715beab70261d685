import { assertEquals } from "@std/assert";
import { previewPolicies } from "../../../lib/taxonomy/diff/preview_policies.ts";
import { changeLine, diffTrees } from "../../../lib/taxonomy/diff/tree_diff.ts";
import type { Concept } from "../../../lib/taxonomy/records/concept.ts";
import type { Level } from "../../../lib/taxonomy/records/level.ts";
import { storedConcepts } from "../../../lib/taxonomy/run/stored_rows.ts";
import { findRun } from "../../../lib/taxonomy/run/stored_run.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { lastingFiles, runToy, TOY_FILES, toyCorpus, toyOptions, toyPolicies } from "../_toy.ts";

/** `science > physics > optics` makes three concepts; `optics=light` gives a variant. */
function tree(...paths: string[]): Concept[] {
  const concepts = new Map<string, Concept>();
  for (const path of paths) {
    const labels = path.split(" > ");
    labels.forEach((text, level) => {
      const id = labels.slice(0, level + 1).join(">");
      const [label, ...variants] = text.split("=");
      const parents = level === 0
        ? []
        : [{ id: labels.slice(0, level).join(">"), confidence: 1, evidence: [] }];
      concepts.set(id, {
        id,
        level: level as Level,
        canonicalLabel: label!,
        parents,
        variants,
        observedForms: [],
        support: { recordIds: [], publishers: [], rawCount: 0 },
        rationale: { gates: [] },
      });
    });
  }
  return [...concepts.values()];
}

const lines = (before: Concept[], after: Concept[]) =>
  diffTrees(before, after).changes.map(changeLine);

Deno.test("what appeared, vanished, moved and was renamed is told; what stayed is counted", () => {
  const before = tree("science > physics > optics", "science > chemistry", "arts > music");
  const after = tree(
    "science > optics",
    "science > physics",
    "science > alchemy=chemistry",
    "arts",
  );
  assertEquals(diffTrees(before, after).unchanged, 3);
  assertEquals(lines(before, after), [
    "renamed chemistry → alchemy",
    "vanished music: L1 under arts",
    "moved optics: L2 under physics → L1 under science",
  ]);
  assertEquals(lines(after, before), [
    "renamed alchemy → chemistry",
    "appeared music: L1 under arts",
    "moved optics: L1 under science → L2 under physics",
  ]);
});

Deno.test("children of a renamed parent have not moved", () => {
  const before = tree("science > physics > optics"),
    after = tree("science > natural philosophy=physics > optics");
  assertEquals(lines(before, after), ["renamed physics → natural philosophy"]);
});

Deno.test("concepts of one label are paired by place", () => {
  const before = tree("science > statics", "arts > statics");
  assertEquals(diffTrees(before, before), { changes: [], unchanged: 4 });
  assertEquals(lines(before, tree("science > statics", "arts")), [
    "vanished statics: L1 under arts",
  ]);
});

Deno.test("a preview tells what a change of policies would do, and leaves no trace", () =>
  inTempFolder(async (runs) => {
    const { folder } = await runToy({ runs });
    const before = await lastingFiles(folder);
    const executed: string[] = [];
    const policies = await toyPolicies({
      "levelThresholds.L2.minRecords": 2,
      "singleToken.forbiddenCharacters": "_",
    });
    const stored = await findRun(undefined, { runs });
    const { changes } = await previewPolicies(stored, policies, await toyOptions(runs, executed));
    assertEquals(changes.map(changeLine), [
      "appeared astro-physics: L1 under science",
      "vanished rare thing: L2 under physics",
    ]);
    assertEquals(executed, ["S2/consolidate", "S3/verify", "assembly/assemble"]);
    assertEquals(await lastingFiles(folder), before);
    assertEquals([...Deno.readDirSync(runs)].length, 1);
  }));

Deno.test("two runs, one with documents withdrawn: the difference is what moved", () =>
  inTempFolder(async (runs) => {
    const all = await runToy({ runs });
    const files = {
      ...TOY_FILES,
      "b.txt": TOY_FILES["b.txt"]!.replace("1 chemistry < science\n", ""),
    };
    const fewer = await runToy({ runs, corpus: toyCorpus(files), base: all.runId });
    const [before, after] = await Promise.all(
      [all, fewer].map(async ({ runId }) =>
        await storedConcepts(await findRun(runId.slice(0, 8), { runs }))
      ),
    );
    assertEquals(lines([...before!], [...after!]), ["vanished chemistry: L1 under science"]);
  }));
