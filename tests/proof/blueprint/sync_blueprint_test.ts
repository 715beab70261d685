import { assertEquals, assertRejects } from "@std/assert";
import type { DeclarationState } from "../../../lib/proof/blueprint/project_declarations.ts";
import { readBlueprint } from "../../../lib/proof/blueprint/read_blueprint.ts";
import { syncBlueprint } from "../../../lib/proof/blueprint/sync_blueprint.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";

const LEAN = `namespace A
/-- theorem hidden : sorry -/
theorem done : 1 = 1 := rfl
theorem stated : 2 = 2 := by sorry
def hole : Nat := sorry
structure S where
  field : Nat
end A
`;

const TEX = String.raw`\chapter{One} % \begin{theorem}\leanok
\begin{theorem}[A name]
  \label{thm:done}
  \lean{A.done}
  It holds in 100\% of cases.
\end{theorem}
\begin{proof}
  \uses{thm:stated, thm:nowhere}
  Clear.
\end{proof}
\begin{lemma}\label{thm:stated}\lean{A.stated}\leanok
  $x$
\end{lemma}
\begin{proof}
  \leanok
  Not so clear.
\end{proof}
\begin{definition} \label{def:hole} \lean{A.hole, A.S.field} \leanok text \end{definition}
\begin{theorem}\label{thm:gone}\lean{A.gone}
\end{theorem}
\begin{theorem}\label{thm:lib}\lean{Nat.lib}\mathlibok
\end{theorem}
\begin{theorem}\label{thm:later}\notready
  later
\end{theorem}
\begin{verbatim}
\begin{theorem}\lean{A.no}\leanok\end{theorem}
\end{verbatim}
`;

const FIXED = TEX.replace("\\lean{A.done}\n", "\\lean{A.done}\n  \\leanok\n")
  .replace("\\begin{proof}\n  \\uses", "\\begin{proof}\n\\leanok\n  \\uses")
  .replace("\\begin{proof}\n  \\leanok\n", "\\begin{proof}\n")
  .replace("\\lean{A.hole, A.S.field} \\leanok text", "\\lean{A.hole, A.S.field}  text");

async function withProject(
  work: (folder: string) => Promise<void>,
  tex = TEX,
): Promise<void> {
  await inTempFolder(async (folder) => {
    await Deno.mkdir(`${folder}/blueprint/src`, { recursive: true });
    await Deno.mkdir(`${folder}/.lake`);
    await Deno.writeTextFile(`${folder}/.lake/Other.lean`, "theorem A.gone : 1 = 1 := rfl\n");
    await Deno.writeTextFile(`${folder}/A.lean`, LEAN);
    await Deno.writeTextFile(`${folder}/blueprint/src/content.tex`, tex);
    await Deno.writeTextFile(`${folder}/blueprint/lean_decls`, "A.done\nA.old\n");
    await work(folder);
  });
}

Deno.test("nodes are read with their labels, names and marks; comments and verbatim are none", () => {
  const nodes = readBlueprint("c.tex", TEX);
  assertEquals(
    nodes.map(({ environment, line, label, proves }) => [environment, line, label ?? proves]),
    [
      ["theorem", 2, "thm:done"],
      ["proof", 7, "thm:done"],
      ["lemma", 11, "thm:stated"],
      ["proof", 14, "thm:stated"],
      ["definition", 18, "def:hole"],
      ["theorem", 19, "thm:gone"],
      ["theorem", 21, "thm:lib"],
      ["theorem", 23, "thm:later"],
    ],
  );
  assertEquals(nodes[4]!.lean, ["A.hole", "A.S.field"]);
  assertEquals(nodes[7]!.notReady, true);
});

Deno.test("drift is told with its place, and nothing is written with checkOnly", async () => {
  await withProject(async (project) => {
    const { drift, written, counts } = await syncBlueprint({ project, checkOnly: true });
    const tex = `${project}/blueprint/src/content.tex`;
    const told = drift.map(({ kind, place, says }) =>
      `${kind} ${place.replace(`${project}/blueprint/`, "")}: ${says}`
    );
    assertEquals(told, [
      "unmarked src/content.tex:2: thm:done is done in Lean but carries no \\leanok",
      "unknown_label src/content.tex:7: \\uses names thm:nowhere, which no node has",
      "unmarked src/content.tex:7: the proof of thm:done is done in Lean but carries no \\leanok",
      "stale_leanok src/content.tex:14: the proof of thm:stated carries \\leanok but is not done in Lean",
      "stale_leanok src/content.tex:18: def:hole carries \\leanok but is not done in Lean",
      "missing_declaration src/content.tex:19: A.gone is not declared in the project",
      "stale_lean_decls lean_decls: does not list A.stated",
      "stale_lean_decls lean_decls: does not list A.hole",
      "stale_lean_decls lean_decls: does not list A.S.field",
      "stale_lean_decls lean_decls: does not list A.gone",
      "stale_lean_decls lean_decls: does not list Nat.lib",
      "stale_lean_decls lean_decls: lists A.old, which the blueprint does not name",
    ]);
    assertEquals([written, await Deno.readTextFile(tex)], [[], TEX]);
    assertEquals(counts, { statements: 6, stated: 3, proofs: 2, proved: 1, notReady: 1 });
  });
});

Deno.test("marks are brought up to date and nothing else changes; a second time there is nothing to do", async () => {
  await withProject(async (project) => {
    const tex = `${project}/blueprint/src/content.tex`;
    const first = await syncBlueprint({ project });
    assertEquals(first.written, [tex, `${project}/blueprint/lean_decls`]);
    assertEquals(await Deno.readTextFile(tex), FIXED);
    const again = await syncBlueprint({ project });
    assertEquals(again.written, []);
    assertEquals(again.drift.map(({ kind }) => kind), ["unknown_label", "missing_declaration"]);
  });
});

Deno.test("what Lean knows counts, whatever the sources declare; their text says whose a sorry is", async () => {
  await withProject(async (project) => {
    const states = new Map<string, DeclarationState>([
      ["A.done", { keyword: "theorem", sorry: true, axioms: ["sorryAx"] }],
      ["A.gone", { keyword: "theorem", sorry: false, axioms: ["propext", "A.luck"] }],
      ["Nat.lib", { keyword: "theorem", sorry: false, axioms: [] }],
    ]);
    const asked: string[] = [];
    const inLean = (names: readonly string[]) => {
      asked.push(...names);
      return Promise.resolve(states);
    };
    const { drift, by } = await syncBlueprint({ project, inLean, checkOnly: true });
    assertEquals(by, "lean");
    assertEquals(asked, [
      ...["A.done", "A.stated", "A.hole", "A.S.field", "A.gone", "Nat.lib"],
    ]);
    const says = (kind: string) => drift.flatMap((one) => one.kind === kind ? [one.says] : []);
    const unknown = "it is not declared, or in no module that is imported";
    assertEquals(says("missing_declaration"), [
      ...["A.stated", "A.hole", "A.S.field"].map((name) =>
        `Lean does not know ${name}: ${unknown}`
      ),
    ]);
    assertEquals(says("foreign_axiom"), ["A.gone stands on the axiom A.luck"]);
    // It stands on somebody else's sorry, and has none itself.
    assertEquals(says("unmarked").some((one) => one.startsWith("the proof of thm:done ")), true);
  });
});

Deno.test("where Lean cannot be asked, the text decides", async () => {
  await withProject(async (project) => {
    const inLean = () => Promise.resolve(undefined);
    const { drift, by } = await syncBlueprint({ project, inLean, checkOnly: true });
    const { drift: byText } = await syncBlueprint({ project, checkOnly: true });
    assertEquals([by, drift], ["text", byText]);
  });
});

Deno.test("a folder without a blueprint or without Lean is one clear line", async () => {
  await inTempFolder(async (folder) => {
    await assertRejects(() => syncBlueprint({ project: folder }), UserError, "no such file");
    await Deno.mkdir(`${folder}/blueprint`);
    await assertRejects(() => syncBlueprint({ project: folder }), UserError, "holds no .tex file");
    await Deno.writeTextFile(`${folder}/blueprint/a.tex`, "");
    await assertRejects(() => syncBlueprint({ project: folder }), UserError, "holds no .lean file");
  });
});
