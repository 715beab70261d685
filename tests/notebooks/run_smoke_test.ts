import { assertEquals, assertMatch } from "@std/assert";
import { runSmoke } from "../../lib/notebook/mod.ts";
import { makeNotebook } from "./_cells.ts";

async function smoke(...cells: string[]) {
  using made = makeNotebook(cells);
  const result = await runSmoke({ file: made.file });
  return { ...result, left: [...Deno.readDirSync(made.folder)].map((entry) => entry.name) };
}

Deno.test("cells share names, await at top level and use Deno.jupyter without a kernel", async () => {
  const result = await smoke(
    "const a: number = await Promise.resolve(1)",
    '(a as number) + 1;\nawait Deno.jupyter.display(Deno.jupyter.html`<b>${"x"}</b>`);',
    'const shown = { [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "x" }) };\nshown',
    "if (a !== 1) throw new Error();",
  );
  assertEquals([result.failure, result.cells, result.left], [undefined, 4, ["toy.ipynb"]]);
});

Deno.test("a cell that throws is named with its line, and nothing stays beside the notebook", async () => {
  const result = await smoke("const a = 1;", 'void a;\nthrow new TypeError("ragged");');
  assertEquals(result.failure, "cell 2, line 2: TypeError: ragged");
  assertEquals(result.left, ["toy.ipynb"]);
});

Deno.test("a cell with a type error fails before anything runs", async () => {
  const result = await smoke("const a = 1;", "const b: string = a;");
  assertMatch(result.failure!, /^cell 2, line 1: TS2322/);
});
