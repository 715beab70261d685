import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { commandGoal, readGoals } from "../../../lib/proof/goal/read_goals.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";

async function read(name: string, text: string) {
  let goals: unknown;
  await inTempFolder(async (folder) => {
    const path = `${folder}/${name}`;
    await Deno.writeTextFile(path, text);
    goals = await Array.fromAsync(
      readGoals(path),
      ({ goal, place }) => ({ ...goal, place: place.slice(folder.length + 1) }),
    );
  });
  return goals;
}

Deno.test("rows of the bank's shape are read, and fields left out are guessed", async () => {
  const full = { id: "a", goal: "n = n", context: ["(n : Nat)"], difficulty: 0.1, priority: 1 };
  const rows = [{ ...full, category: "nat", more: 1 }, { id: "b", goal: "∀ b : Bool, b = b" }];
  assertEquals(await read("g.jsonl", rows.map((row) => JSON.stringify(row)).join("\n")), [
    {
      ...{ name: "a", statement: "n = n", context: ["(n : Nat)"], difficulty: 0.1, priority: 1 },
      ...{ category: "nat", source: "file", place: "g.jsonl:1" },
    },
    {
      ...{ name: "b", statement: "∀ b : Bool, b = b", context: [], difficulty: 0.5 },
      ...{ priority: 0.5, category: "bool", source: "file", place: "g.jsonl:2" },
    },
  ]);
});

Deno.test("plain text holds a goal a line; a .lean file holds one per sorry", async () => {
  const lines = await read("g.txt", "# remark\n\n∀ n : Nat, n = n\n-- no\n1 = 1\n") as {
    name: string;
  }[];
  assertEquals(lines.map(({ name }) => name), ["line 3", "line 5"]);
  const sorries = await read("g.lean", "theorem t : 1 = 1 := by\n  sorry\n") as { place: string }[];
  assertEquals(sorries.map(({ place }) => place), ["g.lean:2"]);
});

Deno.test("bad rows are refused in one line that names file, line, field and value", async () => {
  const row = (change: object) => JSON.stringify({ id: "a", goal: "1 = 1", ...change }) + "\n";
  const cases: [string, string, string][] = [
    ["g.jsonl", row({ difficulty: 2 }), "g.jsonl:1: difficulty: expected at most 1, found 2"],
    ["g.jsonl", row({ goal: "  " }), "g.jsonl:1: goal: expected text like /\\S/, found"],
    ["g.jsonl", row({ context: ["Nat"] }), "g.jsonl:1: context[0]: expected a binder in brackets"],
    ["g.jsonl", row({}) + row({}), "g.jsonl:2: id: expected an id that is not at"],
    ["g.jsonl", "{", "g.jsonl:1: is not JSON"],
    ["g.jsonl", "", "g.jsonl: expected at least one goal, found nothing"],
    ["g.lean", "theorem t : 1 = 1 := rfl", "g.lean: expected at least one goal, found nothing"],
    ["g.txt", "# only a remark", "g.txt: expected at least one goal, found nothing"],
  ];
  for (const [name, text, says] of cases) {
    await assertRejects(() => read(name, text), UserError, says);
  }
  await assertRejects(() => Array.fromAsync(readGoals("none.jsonl")), UserError, "no such file");
  assertThrows(() => commandGoal(" -- "), UserError, "the goal is empty");
});
