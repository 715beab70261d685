import { assertEquals } from "@std/assert";
import { type AskLeanOptions, declarationsInLean } from "../../../lib/proof/blueprint/ask_lean.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";

const repl = new URL("../lean/_scripted_repl.ts", import.meta.url).pathname;
const says = (data: string) => ({ severity: "info", data, pos: { line: 1, column: 0 } });
const PRINTS = {
  messages: [
    says("'A.done' does not depend on any axioms"),
    says("@[simp] theorem A.done : 1 = 1 :=\nrfl"),
    says("'A.hole' depends on axioms: [propext,\n sorryAx]"),
    says("def A.hole.{u} : Type u :=\nsorry"),
    { severity: "error", data: "unknown constant 'A.gone'", pos: { line: 5, column: 0 } },
  ],
};

/** What the stand-in REPL of a project knows, and what was noted. */
async function asked(options: AskLeanOptions, prints: unknown = PRINTS, files = ["A.lean"]) {
  return await inTempFolder(async (project) => {
    const version = "Lean (version 4.24.0, x86_64, commit 797c613eb9b6, Release)";
    await Deno.writeTextFile(`${project}/lean.sh`, `echo "${version}"\n`);
    await Deno.writeTextFile(`${project}/prints.json`, JSON.stringify(prints));
    for (const file of files) await Deno.writeTextFile(`${project}/${file}`, "");
    const notes: string[] = [];
    const known = await declarationsInLean(project, ["A.done", "A.hole", "A.gone", "no name"], {
      replCommand: [Deno.execPath(), "run", "--no-lock", "--allow-read", repl],
      leanCommand: ["sh", "lean.sh"],
      memoryMb: 1024 * 1024,
      onNote: (line) => notes.push(line.replaceAll(project, "P")),
      ...options,
    });
    return { known: known && Object.fromEntries(known), notes };
  });
}

const PROJECT = ["A.lean", "lakefile.lean"];
const INSTEAD = "what is declared is read off the sources' text";

Deno.test("Lean says what is declared, what it is and what it stands on", async () => {
  assertEquals(await asked({}, PRINTS, PROJECT), {
    known: {
      "A.done": { keyword: "theorem", sorry: false, axioms: [] },
      "A.hole": { keyword: "def", sorry: true, axioms: ["propext", "sorryAx"] },
    },
    notes: [],
  });
});

Deno.test("where Lean cannot be asked, one line says why", async () => {
  const cases: [Awaited<ReturnType<typeof asked>>, string][] = [
    [await asked({}), "it is no Lake project"],
    [await asked({}, PRINTS, ["lakefile.lean"]), "it has no root module"],
    [await asked({ leanCommand: ["no-such-lean"] }, PRINTS, PROJECT), "there is no no-such-lean"],
    [
      await asked({}, { messages: [] }, PROJECT),
      "Lean knows none of the names under import A; is the project built?",
    ],
  ];
  for (const [{ known, notes }, why] of cases) {
    assertEquals([known, notes], [undefined, [`P: ${why}: ${INSTEAD}`]]);
  }
});
