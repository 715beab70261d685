import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { checkPolicies, loadPolicies } from "../../../lib/taxonomy/policies/load_policies.ts";
import { ENVIRONMENTS } from "../../../lib/taxonomy/policies/policy_layer.ts";
import { policyChanges } from "../../../lib/taxonomy/policies/policy_drift.ts";
import { changeText } from "../../../lib/taxonomy/policies/policy_drift.ts";
import { sliceOf, withPolicy } from "../../../lib/taxonomy/policies/policy_leaves.ts";
import { policyView } from "../../../lib/taxonomy/policies/policy_view.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";

Deno.test("the built-in policies of every environment are valid, and differ", async () => {
  const sets = await Promise.all(ENVIRONMENTS.map((environment) => loadPolicies(environment)));
  assertEquals(new Set(sets.map((set) => set.digest)).size, ENVIRONMENTS.length);
});

Deno.test("a user's file says only what it wants otherwise; the environment's file wins over the base", () =>
  inTempFolder(async (folder) => {
    await Deno.writeTextFile(
      `${folder}/base.jsonc`,
      '{ "label": { "maxTokens": 3, "minTokens": 2 } }',
    );
    await Deno.writeTextFile(`${folder}/testing.jsonc`, '{ "label": { "maxTokens": 4 } }');
    const { policies } = await loadPolicies("testing", `${folder}/`);
    assertEquals([policies.label.minTokens, policies.label.maxTokens], [2, 4]);
    assertEquals(policies.label.maxChars, (await loadPolicies("testing")).policies.label.maxChars);
  }));

Deno.test("every fault is named with file, line, field, value and what was expected", () =>
  inTempFolder(async (folder) => {
    const file = `${folder}/testing.jsonc`;
    const text = '{\n  // too sure\n  "label": {\n    "parentSimilarity": 1.5,\n' +
      '    "maxTokns": 4\n  },\n  "rawExtraction": {\n    "boilerplate": ["(" ]\n  }\n}\n';
    await Deno.writeTextFile(file, text);
    const { faults } = await checkPolicies("testing", folder);
    assertEquals(faults.map((fault) => fault.message), [
      `${file}:8: rawExtraction.boilerplate[0]: expected a regular expression, found "("`,
      `${file}:4: label.parentSimilarity: expected at most 1, found 1.5`,
      `${file}:5: label: unknown field "maxTokns"`,
    ]);
    const error = await assertRejects(() => loadPolicies("testing", folder), Error);
    assertEquals(error.message, faults[0]!.message);
  }));

Deno.test("a folder without policies, and a file that is no object, are refused", () =>
  inTempFolder(async (folder) => {
    const none = await assertRejects(() => loadPolicies("testing", folder), Error);
    assertMatch(none.message, /holds neither base\.jsonc nor testing\.jsonc$/);
    await Deno.writeTextFile(`${folder}/base.jsonc`, "[1]");
    const list = await assertRejects(() => loadPolicies("testing", folder), Error);
    assertMatch(list.message, /base\.jsonc:1: expected an object of policies, found \[1\]$/);
  }));

Deno.test("a change tells old and new; of a list, what came and what went", async () => {
  const { policies } = await loadPolicies("testing");
  let changed = withPolicy(policies, "levelThresholds.L2.minRecords", 7);
  changed = withPolicy(changed, "venue.levels", [2, 3]);
  assertEquals(policyChanges(policies, changed).map(changeText), [
    `levelThresholds.L2.minRecords ${policies.levelThresholds.L2.minRecords} → 7`,
    "venue.levels +2",
  ]);
  assertEquals(policyChanges(policies, policies), []);
  assertThrows(() => withPolicy(policies, "label.nothing", 1), RangeError, "label.nothing");
});

Deno.test("a phase sees its slices only: reading another value, listing and writing fail", async () => {
  const { policies } = await loadPolicies("testing");
  const view = policyView(policies, ["venue", "levelThresholds.L2.minRecords"], "S2");
  assertEquals(view.venue.levels, policies.venue.levels);
  assertEquals(view.levelThresholds.L2.minRecords, policies.levelThresholds.L2.minRecords);
  assertThrows(() => view.levelThresholds.L2.minPublishers, Error, "S2 reads policy");
  assertThrows(() => view.levelThresholds.L3.minRecords, Error, "levelThresholds.L3,");
  assertThrows(() => ({ ...view.levelThresholds }), Error, "name each");
  assertThrows(() => (view.venue.levels as number[]).push(1), TypeError);
  assertEquals(Object.keys(sliceOf(policies, ["levelThresholds.L2.minRecords", "llm"])), [
    "levelThresholds.L2.minRecords",
    "llm.votes",
    "llm.minApproval",
  ]);
});
