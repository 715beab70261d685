import { assertEquals } from "@std/assert";
import { changeFoundLines, trailLines } from "../../../lib/taxonomy/explain/explain_text.ts";
import { gateRemedy } from "../../../lib/taxonomy/explain/gate_remedy.ts";
import { labelTrail } from "../../../lib/taxonomy/explain/label_trail.ts";
import { smallestChange } from "../../../lib/taxonomy/explain/smallest_change.ts";
import type { GateVerdict } from "../../../lib/taxonomy/records/gate_verdict.ts";
import { findRun } from "../../../lib/taxonomy/run/stored_run.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { runToy, toyOptions, toyPolicies } from "../_toy.ts";

const STRICT = {
  "levelThresholds.L2.minRecords": 2,
  "label.maxChars": 9,
} as const;

async function whyNot(runs: string, label: string, changes: object = STRICT) {
  const policies = await toyPolicies(changes);
  await runToy({ runs, policies });
  const stored = await findRun(undefined, { runs });
  const options = { ...await toyOptions(runs), policies };
  return {
    trail: trailLines(await labelTrail(stored, label)),
    change: changeFoundLines(await smallestChange(stored, label, options)),
    left: [...Deno.readDirSync(runs)].map(({ name }) => name).filter((name) =>
      name.startsWith(".")
    ),
  };
}

Deno.test("why: a kept label's place, mentions and gates with value, threshold and policy", () =>
  inTempFolder(async (runs) => {
    const { trail } = await whyNot(runs, " Optics ");
    assertEquals(trail, [
      "in the tree, L2: science › physics › optics",
      "  parent physics, confidence 1.00",
      "named by 3 source records",
      '  a.txt, a.txt: "2 optics < physics"',
      '  a.txt, a.txt: "3 lenses < optics"',
      '  b.txt, b.txt: "2 optics < physics"',
      "as a candidate for L2",
      "  S1 kept optics",
      "    passes label_chars: 6 ≤ 9 (label.maxChars)",
      "  S2 kept optics",
      "    passes records: 2 ≥ 2 (levelThresholds.L2.minRecords)",
      "  S3 kept optics",
      '    passes forbidden_characters: "optics" holds none of "-_./:" (singleToken.forbiddenCharacters)',
    ]);
  }));

Deno.test("why-not: the gates that fail one after the other, and the smallest change, found by running it", () =>
  inTempFolder(async (runs) => {
    const { trail, change, left } = await whyNot(runs, "rare thing");
    assertEquals(trail.slice(0, 1), ["not in the tree: rare thing"]);
    assertEquals(trail.at(-1), "    fails label_chars: 10 > 9 (label.maxChars)");
    assertEquals(change, [
      "smallest change that keeps it (found by 4 trial runs):",
      "  label.maxChars 9 → 10",
      "  levelThresholds.L2.minRecords 2 → 1",
      "  then: science › physics › rare thing",
    ]);
    assertEquals(left, []);
  }));

Deno.test("why-not: a forbidden character is taken out of the policy, and nothing else", () =>
  inTempFolder(async (runs) => {
    const { change } = await whyNot(runs, "astro-physics", {});
    assertEquals(change.slice(1), [
      '  singleToken.forbiddenCharacters "-_./:" → "_./:"',
      "  then: science › astro-physics",
    ]);
  }));

Deno.test("why-not: a label that no policy can keep, and one that was never proposed, are told apart", () =>
  inTempFolder(async (runs) => {
    const orphan = await whyNot(runs, "art");
    assertEquals(
      orphan.trail.at(-1),
      "set aside by assembly: orphan, no parent one level up: culture",
    );
    assertEquals(orphan.change, [
      "no change of policies keeps it: assembly set it aside: orphan, no parent one level up: culture (0 trial runs)",
    ]);
    const never = await whyNot(runs, "lens (x");
    assertEquals(never.trail, [
      "not in the tree: lens (x",
      "named by 0 source records",
      "no phase proposed it as a concept",
    ]);
    assertEquals(never.change, [
      "no change of policies keeps it: no phase proposed it as a concept, so no gate's policy can keep it (0 trial runs)",
    ]);
  }));

Deno.test("every rule has its remedy, and a gate without a policy has none", async () => {
  const { policies } = await toyPolicies({ "venue.names": ["acl", "icml"], "venue.levels": [3] });
  const remedy = (rule: GateVerdict["rule"], value: GateVerdict["value"], policyPath?: string) =>
    gateRemedy({
      gate: "g",
      passed: false,
      rule,
      value,
      threshold: "",
      ...(policyPath === undefined ? {} : { policyPath }),
    }, policies)?.after;
  assertEquals(remedy("at_least", 0.5, "label.parentSimilarity"), 0.5);
  assertEquals(remedy("is", true, "label.allowAcronyms"), true);
  assertEquals(remedy("one_of", "de", "rawExtraction.languages"), ["en", "de"]);
  assertEquals(remedy("none_of", "acl", "venue.names"), ["icml"]);
  assertEquals(remedy("contains_none_of", "ICML papers", "venue.names"), ["acl"]);
  assertEquals(remedy("matches_none_of", "Copyright 1999", "rawExtraction.boilerplate"), []);
  assertEquals(remedy("at_least", 1), undefined);
  assertEquals(remedy("at_least", 1, "label.nothing"), undefined);
});
