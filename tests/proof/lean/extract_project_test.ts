import { assertEquals, assertMatch } from "@std/assert";
import { extractGoals, type ExtractGoalsOptions } from "../../../lib/proof/lean/extract_project.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";

const repl = new URL("_scripted_repl.ts", import.meta.url).pathname;
const SOURCE = `theorem a (n : Nat) (h : 0 < n) : n ≠ 0 ∧ True := by
  constructor
  · sorry
  · sorry
def d : Nat := sorry
theorem later : 1 = 1 := by sorry
`;
const ANSWER = {
  messages: [{ severity: "error", data: "unexpected end\nof input", pos: { line: 6, column: 0 } }],
  sorries: [
    { pos: { line: 3, column: 4 }, goal: "n : Nat\nh : 0 < n\n⊢ n ≠ 0" },
    { pos: { line: 4, column: 4 }, goal: "case right\nn : Nat\nh : 0 < n\n⊢ True" },
    { pos: { line: 5, column: 15 }, goal: "⊢ Nat" },
  ],
};

/** What is found in a small project, and what was noted; the REPL is the stand-in. */
async function found(project: string, options: ExtractGoalsOptions = {}) {
  const notes: string[] = [];
  const goals = await Array.fromAsync(
    extractGoals([project], {
      lakeCommand: ["true"],
      replCommand: [Deno.execPath(), "run", "--no-lock", "--allow-read", repl],
      memoryMb: 1024 * 1024,
      onNote: (line) => notes.push(line.replaceAll(project, "P")),
      ...options,
    }),
    ({ sorry: { name, line, column, goal, without } }) => [
      `${name} ${line}:${column}`,
      goal === undefined ? without : `${goal.context.join(" ")} ⊢ ${goal.statement}`,
    ],
  );
  return { goals, notes };
}

async function inProject(work: (project: string) => Promise<void>): Promise<void> {
  await inTempFolder(async (temp) => {
    const project = `${await Deno.realPath(temp)}/P`;
    await Deno.mkdir(`${project}/Sub`, { recursive: true });
    await Deno.writeTextFile(`${project}/lakefile.toml`, "");
    await Deno.writeTextFile(`${project}/Sub/A.lean`, SOURCE);
    await Deno.writeTextFile(`${project}/Sub/A.lean.json`, JSON.stringify(ANSWER));
    await Deno.writeTextFile(`${project}/Sub/B.lean`, "theorem whole : 1 = 1 := rfl\n");
    await work(project);
  });
}

const BY_TEXT = [
  ["a 3:5", "(n : Nat) (h : 0 < n) ⊢ n ≠ 0 ∧ True"],
  ["d 5:16", "a def need not be a proposition"],
  ["later 6:29", " ⊢ 1 = 1"],
];

Deno.test("in a Lake project each sorry has the goal that Lean shows; what Lean did not reach is read by text", async () => {
  await inProject(async (project) => {
    const { goals, notes } = await found(project);
    assertEquals(goals, [
      ["a:1 3:5", "(n : Nat) (h : 0 < n) ⊢ n ≠ 0"],
      ["a:2 4:5", "(n : Nat) (h : 0 < n) ⊢ True"],
      ["d 5:16", "Lean does not take it for a proposition by itself: type mismatch"],
      ["later 6:29", " ⊢ 1 = 1"],
    ]);
    assertEquals(notes, ["P/Sub/A.lean: line 6: unexpected end"]);
  });
});

Deno.test("without Lake, without a REPL, or when told so, text alone is read, and one line says why", async () => {
  await inProject(async (project) => {
    const says = "its sorries are read by text alone, each with its whole declaration";
    assertEquals(await found(project, { lakeCommand: ["no-such-lake"] }), {
      goals: BY_TEXT,
      notes: [`P: there is no no-such-lake: ${says}`],
    });
    const dead = await found(project, { replCommand: ["no-such-repl"] });
    assertEquals([dead.goals, dead.notes.length], [BY_TEXT, 1]);
    assertMatch(dead.notes[0]!, /^P: Sub\/A\.lean: the Lean REPL does not read it: .*no-such-repl/);
    assertEquals(await found(project, { textOnly: true }), { goals: BY_TEXT, notes: [] });
  });
});

Deno.test("outside a Lake project no Lean is asked", async () => {
  await inProject(async (project) => {
    await Deno.remove(`${project}/lakefile.toml`);
    assertEquals(await found(project), { goals: BY_TEXT, notes: [] });
  });
});
