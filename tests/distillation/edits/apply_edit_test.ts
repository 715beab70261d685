import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { EditAction, RiskTier } from "../../../lib/distillation/edits/edit.ts";
import { applyEdit } from "../../../lib/distillation/edits/apply_edit.ts";
import { opOf } from "../../../lib/distillation/edits/edit_ops.ts";
import { replacementOf } from "../../../lib/distillation/edits/ops/patch_system_prompt.ts";
import { EDIT_OPS } from "../../../lib/distillation/edits/payloads.ts";
import { takeBack } from "../../../lib/distillation/state/inverse.ts";
import {
  stateDigestOf,
  stateFilesOf,
  withChanges,
} from "../../../lib/distillation/state/state_files.ts";
import { sampleState } from "./_state.ts";

const DIFF = "--- a\n+++ b\n@@ -1,4 +1,4 @@\n one\n-two\n+deux\n three\n four\n";

interface Case {
  readonly action: EditAction;
  readonly tier: RiskTier;
  /** The file that changes, and a piece of its new text. */
  readonly path: string;
  readonly shows: string;
}

const cases: readonly Case[] = [
  {
    action: {
      op: "set_model_for_query_class",
      payload: { queryClass: "chess", model: "größer" },
    },
    tier: "auto",
    path: "config.jsonc",
    shows: '"chess": "größer"',
  },
  {
    action: {
      op: "set_model_param",
      payload: { model: "small", param: "max_tokens", value: 99 },
    },
    tier: "auto",
    path: "config.jsonc",
    shows: '"max_tokens": 99, "max_tokens_hard": 20',
  },
  {
    action: {
      op: "set_agent_param",
      payload: { agent: "solver", param: "style", value: "brief" },
    },
    tier: "auto",
    path: "config.jsonc",
    shows: '"style": "brief"',
  },
  {
    action: { op: "set_agent_class", payload: { agent: "solver", newClass: "plan" } },
    tier: "review",
    path: "config.jsonc",
    shows: '"class": "plan"',
  },
  {
    action: { op: "add_tool_to_agent", payload: { agent: "solver", toolName: "run" } },
    tier: "auto",
    path: "config.jsonc",
    shows: '"run"',
  },
  {
    action: { op: "remove_tool_from_agent", payload: { agent: "solver", toolName: "search" } },
    tier: "auto",
    path: "config.jsonc",
    shows: '"tools": []',
  },
  {
    action: {
      op: "edit_tool_description",
      payload: { toolName: "run", newDescription: 'Runs a "program".' },
    },
    tier: "auto",
    path: "tools/descriptions.jsonc",
    shows: '"Runs a \\"program\\"."',
  },
  {
    action: { op: "patch_system_prompt", payload: { agent: "solver", diff: DIFF } },
    tier: "review",
    path: "prompts/solver.md",
    shows: "one\ndeux\nthree\nfour\n",
  },
  {
    action: {
      op: "replace_system_prompt",
      payload: { agent: "solver", newContent: "All new.\n" },
    },
    tier: "review",
    path: "prompts/solver.md",
    shows: "All new.\n",
  },
  {
    action: {
      op: "edit_few_shot_exemplars",
      payload: { agent: "solver", exemplars: [{ input: "1+1", output: "2" }] },
    },
    tier: "review",
    path: "exemplars/solver.json",
    shows: '"output": "2"',
  },
  {
    action: { op: "set_search_budget", payload: { setting: "nodeBudget", value: 1000 } },
    tier: "auto",
    path: "arc/search.jsonc",
    shows: '{ "nodeBudget": 1000 }',
  },
  {
    action: { op: "set_search_budget", payload: { setting: "nodeBudget", value: 1001 } },
    tier: "review",
    path: "arc/search.jsonc",
    shows: '{ "nodeBudget": 1001 }',
  },
  {
    action: { op: "set_family_order", payload: { level: "stages", order: ["rules", "deep"] } },
    tier: "auto",
    path: "arc/ruler.jsonc",
    shows: '"rules"',
  },
  {
    action: {
      op: "select_module_spec",
      payload: { module: "ruler", spec: "builtin:exploring" },
    },
    tier: "auto",
    path: "arc/modules.jsonc",
    shows: '"ruler": "builtin:exploring"',
  },
  {
    action: { op: "select_module_spec", payload: { module: "ruler", spec: "arc/ruler.jsonc" } },
    tier: "review",
    path: "arc/modules.jsonc",
    shows: '"ruler": "arc/ruler.jsonc"',
  },
  {
    action: { op: "set_memory_setting", payload: { setting: "enabled", value: true } },
    tier: "auto",
    path: "arc/memory.jsonc",
    shows: '"enabled": true',
  },
  {
    action: {
      op: "set_proof_portfolio",
      payload: { heartbeats: 500 },
    },
    tier: "auto",
    path: "proof/portfolio.jsonc",
    shows: '"heartbeats": 500',
  },
  {
    action: { op: "set_proof_portfolio", payload: { heartbeats: 1001 } },
    tier: "review",
    path: "proof/portfolio.jsonc",
    shows: '{ "heartbeats": 1001 }',
  },
  {
    action: { op: "set_proof_portfolio", payload: { strategies: ["micro", "sketch"] } },
    tier: "auto",
    path: "proof/portfolio.jsonc",
    shows: '"micro"',
  },
  {
    action: { op: "set_tactic_list", payload: { list: "closing", tactics: ["omega", "simp"] } },
    tier: "auto",
    path: "proof/portfolio.jsonc",
    shows: '"omega"',
  },
  {
    action: { op: "set_taxonomy_policy", payload: { path: ["gates", "least"], value: 0.4 } },
    tier: "auto",
    path: "taxonomy/policies.jsonc",
    shows: '"least": 0.4',
  },
  {
    action: {
      op: "set_taxonomy_policy",
      payload: { path: ["gates", "labels"], value: ["a", "b"] },
    },
    tier: "review",
    path: "taxonomy/policies.jsonc",
    shows: '"b"',
  },
];

for (const { action, tier, path, shows } of cases) {
  Deno.test(`${action.op} (${tier}) changes ${path}, and its inverse restores the digest`, () => {
    const before = sampleState();
    assertEquals(opOf(action.op).tier(action.payload, stateFilesOf(before)), tier);
    const applied = applyEdit(action, before);
    assert(applied.kind === "applied", JSON.stringify(applied));
    assertEquals(applied.inverse.map((file) => file.path), [path]);
    const after = stateFilesOf(applied.files);
    assertStringIncludes(after.read(path)!, shows);
    if (path === "config.jsonc") {
      assertStringIncludes(after.read(path)!, "// which model answers what");
    }
    const back = takeBack(applied.inverse, after);
    assertEquals(back.conflicts, []);
    assertEquals(stateDigestOf(withChanges(applied.files, back.changes)), stateDigestOf(before));
    const again = applyEdit(action, applied.files);
    assertEquals(again.kind, "invalid");
  });
}

Deno.test("every op but the one that is refused has a case here", () => {
  const shown = new Set<string>(cases.map(({ action }) => action.op));
  assertEquals(EDIT_OPS.filter((op) => !shown.has(op)), ["lora_finetune"]);
});

const invalid: readonly (readonly [EditAction, string])[] = [
  [{ op: "lora_finetune", payload: {} }, "weights are not part of the state"],
  [
    { op: "set_model_param", payload: { model: "smal", param: "max_tokens", value: 1 } },
    "no model smal; known: größer, small",
  ],
  [
    { op: "set_agent_class", payload: { agent: "nobody", newClass: "x" } },
    "no agent nobody; known: solver",
  ],
  [
    { op: "add_tool_to_agent", payload: { agent: "solver", toolName: "search" } },
    "solver has search already",
  ],
  [
    { op: "add_tool_to_agent", payload: { agent: "solver", toolName: "rm" } },
    "no tool rm; known: run, search",
  ],
  [
    { op: "remove_tool_from_agent", payload: { agent: "solver", toolName: "run" } },
    "solver has no tool run; it has: search",
  ],
  [
    { op: "patch_system_prompt", payload: { agent: "solver", diff: "not a diff" } },
    "the diff does not fit prompts/solver.md",
  ],
  [
    {
      op: "patch_system_prompt",
      payload: { agent: "solver", diff: DIFF.replace("-two", "-zwei") },
    },
    "the diff does not fit prompts/solver.md",
  ],
  [
    { op: "replace_system_prompt", payload: { agent: "ghost", newContent: "x" } },
    "prompts/ghost.md: no such prompt",
  ],
  [
    { op: "select_module_spec", payload: { module: "ruler", spec: "../../etc/passwd" } },
    'the path "../../etc/passwd" does not stay inside the state folder',
  ],
  [
    { op: "select_module_spec", payload: { module: "critic", spec: null } },
    "the critic cannot be left out",
  ],
  [
    { op: "set_memory_setting", payload: { setting: "enabled", value: 3 } },
    "enabled: expected a boolean, found 3",
  ],
  [
    { op: "set_search_budget", payload: { setting: "nodeBudget", value: 0 } },
    "nodeBudget: expected at least 1, found 0",
  ],
  [
    { op: "set_tactic_list", payload: { list: "closing", tactics: ["simp", "exact sorry"] } },
    '"exact sorry" proves nothing',
  ],
  [
    { op: "set_taxonomy_policy", payload: { path: ["gates", "labels", "x"], value: 1 } },
    "cannot set",
  ],
];

for (const [action, reason] of invalid) {
  Deno.test(`${action.op} is invalid: ${reason}`, () => {
    const applied = applyEdit(action, sampleState());
    assert(applied.kind === "invalid", applied.kind);
    assertStringIncludes(applied.reason, reason);
  });
}

Deno.test("a state file that is no JSONC makes the edit invalid, by file and line", () => {
  const broken = sampleState({ "config.jsonc": '{\n  "agents": {\n' });
  const applied = applyEdit(
    { op: "set_agent_class", payload: { agent: "solver", newClass: "x" } },
    broken,
  );
  assert(applied.kind === "invalid");
  assertStringIncludes(applied.reason, "config.jsonc:3: is not JSONC");
});

Deno.test("an op that throws, or that writes outside the state, fails and hands no files out", () => {
  const action: EditAction = {
    op: "set_search_budget",
    payload: { setting: "nodeBudget", value: 5 },
  };
  const throwing = applyEdit(action, sampleState(), {
    ...opOf(action.op),
    apply: () => {
      throw new Error("scripted\nfailure");
    },
  });
  assertEquals(throwing, { kind: "apply_failed", reason: "scripted failure" });
  for (const path of ["../outside", "/etc/passwd", ".git/config", "a/../../b"]) {
    const escaping = applyEdit(action, sampleState(), {
      ...opOf(action.op),
      apply: () => [{ path, after: "x" }],
    });
    assert(escaping.kind === "invalid");
    assertStringIncludes(escaping.reason, "does not stay inside the state folder");
  }
});

Deno.test("a patch of more than half of the lines is told as a replacement, a small one is not", () => {
  const text = "one\ntwo\nthree\nfour\n";
  assertEquals(replacementOf({ agent: "solver", diff: DIFF }, text), undefined);
  const large = "--- a\n+++ b\n@@ -1,4 +1,4 @@\n-one\n-two\n-three\n+1\n+2\n+3\n four\n";
  assertEquals(replacementOf({ agent: "solver", diff: large }, text), "1\n2\n3\nfour\n");
});
