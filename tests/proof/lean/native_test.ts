import { assert, assertEquals, assertRejects } from "@std/assert";
import { openFileLean } from "../../../lib/proof/lean/native/file_door.ts";
import { NativeLean } from "../../../lib/proof/lean/native/native_backend.ts";
import { refusedText } from "../../../lib/proof/lean/native/proof_source.ts";
import { openRepl } from "../../../lib/proof/lean/native/repl_door.ts";
import { extractWithLean } from "../../../lib/proof/lean/sorries.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";

const here = (file: string) => new URL(file, import.meta.url).pathname;
/** The stand-ins are Deno programs, whose heap reserves more address space than a Lean needs. */
const memoryMb = 1024 * 1024;
const deno = (file: string, ...words: readonly string[]) => [
  ...[Deno.execPath(), "run", "--no-lock", "--allow-read", here(file)],
  ...words,
];
const common = { header: "import Init", toolchain: "scripted", memoryMb };
const GOAL = { statement: "1 = 1" };

async function repl(mode: string) {
  return new NativeLean(
    await openRepl({ ...common, command: deno("_scripted_repl.ts", mode), spares: 0 }),
  );
}

Deno.test("a REPL's answers become verdicts: proved, open goals, failure, timeout", async () => {
  await using lean = await repl("good");
  const proved = await lean.check(GOAL, "by exact rfl");
  assertEquals([proved.verdict, proved.axioms], ["proved", ["propext"]]);
  assertEquals((await lean.check(GOAL, "by nonsense")).error, "unknown tactic");
  assertEquals((await lean.check(GOAL, "by slow down")).verdict, "timeout");
  const opened = await lean.newState(GOAL);
  if (opened.verdict !== "open") throw new Error(opened.verdict);
  assertEquals(opened.state.goals, ["case a\n⊢ 1 = 1", "case b\n⊢ 2 = 2"]);
  const done = await lean.step(opened.state, "exact rfl");
  assertEquals([done.verdict, "state" in done && done.state.path], ["proved", ["exact rfl"]]);
});

Deno.test("a REPL that lies, knows a strange axiom, dies, prints noise or sleeps proves nothing", async () => {
  for (
    const [mode, verdict] of [
      ["liar", "failed"],
      ["axiom", "forbidden"],
      ["dying", "crashed"],
      ["noise", "crashed"],
      ["slow", "timeout"],
    ] as const
  ) {
    await using lean = await repl(mode);
    for (let i = 0; i < 2; i++) {
      const reply = await lean.check(GOAL, "by exact rfl", { deadlineMs: 3000 });
      assertEquals(reply.verdict, verdict, `${mode}: ${reply.error}`);
    }
  }
});

Deno.test("the lean command does the same a file at a time", async () => {
  const door = openFileLean({ ...common, command: deno("_scripted_lean.ts") });
  await using lean = new NativeLean(door);
  assertEquals((await lean.check(GOAL, "by exact rfl")).verdict, "proved");
  const opened = await lean.newState(GOAL);
  assertEquals("state" in opened && opened.state.goals, ["⊢ 1 = 1"]);
  assertEquals((await lean.check(GOAL, "by fall over")).verdict, "crashed");
  assertEquals((await lean.check(GOAL, "by sleep on", { deadlineMs: 1500 })).verdict, "timeout");
});

Deno.test("a native Lean that takes memory without end dies of its limit, and what it started with it", async () => {
  await inTempFolder(async (folder) => {
    const hog = `sleep 60 & echo $! > ${folder}/child; x=xxxxxxxx; while :; do x=$x$x; done`;
    const door = openFileLean({ ...common, command: ["sh", "-c", hog, "sh"], memoryMb: 100 });
    await using lean = new NativeLean(door);
    const { verdict } = await lean.check(GOAL, "by exact rfl", { deadlineMs: 30_000 });
    assertEquals(verdict, "crashed");
    const child = (await Deno.readTextFile(`${folder}/child`)).trim();
    const dead = async () =>
      /\) [ZX] /.test(await Deno.readTextFile(`/proc/${child}/stat`).catch(() => ") X "));
    for (let i = 0; i < 100 && !await dead(); i++) {
      await new Promise((done) => setTimeout(done, 10));
    }
    assert(await dead(), child);
  });
});

Deno.test("a native Lean that is not there is one clear line", async () => {
  const missing = openRepl({ ...common, command: ["no-such-repl"] });
  const error = await assertRejects(() => missing, UserError);
  assertEquals(error.message.startsWith("the Lean REPL does not start: "), true, error.message);
});

Deno.test("texts that could run commands or switch checks off never reach a native Lean", () => {
  const refused = [
    "by sorry",
    "by admit",
    "by native_decide",
    "by decide +native",
    "by set_option maxRecDepth 9 in rfl",
    "rfl\n#eval 1",
    "rfl\ntheorem b : 1 = 1 := rfl",
    "rfl\naxiom b : 1 = 2",
    "rfl\n@[simp] theorem b : 1 = 1 := rfl",
    "unsafe rfl",
    "Lean.ofReduceBool _ _ rfl",
    "«sorryAx» _",
    "by rfl /- open",
    'by exact "open',
  ];
  assertEquals(refused.filter((text) => refusedText(text) === undefined), []);
  const fine = ["by simp -- sorry", 'by exact h "axiom"', "fun n => by induction n <;> simp [*]"];
  assertEquals(fine.map(refusedText), [undefined, undefined, undefined]);
});

Deno.test("a native Lean says that it cannot keep to what was there before a theorem", async () => {
  await using lean = new NativeLean(
    openFileLean({ ...common, command: deno("_scripted_lean.ts") }),
  );
  const goal = { ...GOAL, before: "Nat.add_comm" };
  await assertRejects(() => lean.check(goal, "rfl"), UserError, "take the embedded one");
});

Deno.test("the sorries of a file come with their contexts, as Lean prints them", async () => {
  const { sorries, error } = await extractWithLean("Some/File.lean", {
    command: deno("_scripted_repl.ts", "good"),
    memoryMb,
  });
  assertEquals(error, undefined);
  assertEquals(
    sorries.map(({ line, column, parts }) => ({ line, column, ...parts })),
    [
      { line: 3, column: 3, context: ["(n : Nat)", "(h : 0 < n ∧ True)"], statement: "n ≠ 0" },
      { line: 9, column: 5, context: ["(α : Type)", "[Inhabited α]"], statement: "True" },
    ],
  );
});
