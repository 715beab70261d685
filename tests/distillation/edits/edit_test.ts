import { assertEquals, assertNotEquals } from "@std/assert";
import {
  type EditAction,
  editActionSchema,
  editIdOf,
} from "../../../lib/distillation/edits/edit.ts";
import { EDIT_OPS } from "../../../lib/distillation/edits/payloads.ts";

const budget: EditAction = {
  op: "set_search_budget",
  payload: { setting: "nodeBudget", value: 3000 },
};

Deno.test("the model system has eleven ops, and all of them are known", () => {
  const theirs = EDIT_OPS.slice(0, EDIT_OPS.indexOf("set_search_budget"));
  assertEquals(theirs.length, 11);
});

Deno.test("an edit's name says what it does and to which state, not why", () => {
  assertEquals(editIdOf(budget, "a"), editIdOf({ ...budget }, "a"));
  assertNotEquals(editIdOf(budget, "a"), editIdOf(budget, "b"));
  assertEquals(editIdOf(budget, "a").length, 16);
});

const refused: readonly (readonly [string, unknown])[] = [
  ["an op nobody knows", { op: "drop_tables", payload: {} }],
  ["a payload of another op", { op: "set_agent_class", payload: { agent: "a", toolName: "t" } }],
  ["an agent that is a path", {
    op: "replace_system_prompt",
    payload: { agent: "../../etc/passwd", newContent: "x" },
  }],
  ["a key that is a name of the language", {
    op: "set_agent_param",
    payload: { agent: "__proto__", param: "polluted", value: true },
  }],
  ["a family named twice", {
    op: "set_family_order",
    payload: { level: "stages", order: ["rules", "rules"] },
  }],
  ["a field too many", { ...budget, riskTier: "auto" }],
];

for (const [what, action] of refused) {
  Deno.test(`an edit is refused for ${what}`, () => {
    assertEquals(editActionSchema.safeParse(action).success, false);
  });
}

Deno.test("a well-formed edit is read as it was written", () => {
  assertEquals(editActionSchema.parse(budget), budget);
});
