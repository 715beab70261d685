import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  codeOf,
  findJupyterPython,
  findNotebooks,
  type Output,
  parseNotebook,
  printNotebook,
  resultLine,
  smokeModule,
  withOutputs,
} from "../../lib/notebook/mod.ts";
import { UserError } from "../../lib/substrate/values/user_error.ts";
import { makeNotebook } from "./_cells.ts";

const load = (cells: readonly string[]) => {
  using made = makeNotebook(cells);
  return parseNotebook(Deno.readTextFileSync(made.file), "toy.ipynb");
};
const stream = (name: string, text: string): Output => ({ output_type: "stream", name, text });

Deno.test("a notebook printed and read again is the same text", () => {
  const text = printNotebook(withOutputs(load(["1", "2"]), [[stream("stdout", "a\nb")], []]));
  assertEquals(printNotebook(parseNotebook(text, "x")), text);
});

Deno.test("stored outputs join each stream's pieces, keep text in lines and drop empty pieces", () => {
  const outputs = [
    stream("stdout", "a\nb"),
    stream("stdout", "c\n"),
    stream("stdout", ""),
    stream("stderr", "e"),
    stream("stdout", "d"),
  ];
  const cell = withOutputs(load(["1"]), [outputs]).cells[1]!;
  assertEquals(cell.cell_type === "code" && cell.outputs, [
    { output_type: "stream", name: "stdout", text: ["a\n", "bc\n"] },
    { output_type: "stream", name: "stderr", text: ["e"] },
    { output_type: "stream", name: "stdout", text: ["d"] },
  ]);
});

Deno.test("stored cells are numbered from one in order, whatever the kernel counted", () => {
  const result: Output = {
    output_type: "execute_result",
    data: { "text/plain": "1\n2", "image/svg+xml": "<svg>\n</svg>", "image/png": "iVBO\nRw0" },
    metadata: {},
    execution_count: 17,
  };
  const cells = withOutputs(load(["a", "b"]), [[], [result]]).cells;
  const last = cells[2]!;
  assertEquals(last.cell_type === "code" && [last.execution_count, last.outputs], [2, [{
    output_type: "execute_result",
    data: {
      "text/plain": ["1\n", "2"],
      "image/svg+xml": ["<svg>\n", "</svg>"],
      "image/png": "iVBO\nRw0",
    },
    metadata: {},
    execution_count: 2,
  }]]);
});

Deno.test("a file that is no notebook is refused with its name and field", () => {
  assertThrows(() => parseNotebook("{", "a.ipynb"), UserError, "a.ipynb: expected a notebook");
  assertThrows(() => parseNotebook('{"cells":1,"nbformat":4}', "a.ipynb"), UserError, "cells");
  assertThrows(() => parseNotebook('{"cells":[],"nbformat":3}', "a.ipynb"), UserError, "nbformat");
});

Deno.test("a line of the smoke module leads back to its cell and line", () => {
  const cells = codeOf(load(["const a = 1;\nconst b = 2;", "throw b;"]));
  const { source, placeOf } = smokeModule(cells);
  const at = (text: string) => placeOf(source.split("\n").indexOf(text) + 1);
  assertEquals(at("const b = 2;"), { cell: 1, line: 2 });
  assertEquals(at("throw b;"), { cell: 2, line: 1 });
  assertEquals(placeOf(1), undefined);
});

Deno.test("notebooks are found in order, hidden files and other files left out", async () => {
  using made = makeNotebook([], "b.ipynb");
  for (const name of ["a.ipynb", ".hidden.ipynb", "notes.md"]) {
    Deno.writeTextFileSync(`${made.folder}/${name}`, "");
  }
  assertEquals(
    await findNotebooks([], made.folder),
    ["a", "b"].map((n) => `${made.folder}/${n}.ipynb`),
  );
  assertEquals(await findNotebooks(["x/y.ipynb"], made.folder), ["x/y.ipynb"]);
  await assertRejects(() => findNotebooks(["x.ts"]), UserError, "x.ts: expected a file named");
});

Deno.test("no interpreter is found where the path holds none, or only broken ones", async () => {
  using made = makeNotebook([]);
  Deno.writeTextFileSync(`${made.folder}/python3`, "no program", { mode: 0o755 });
  assertEquals(await findJupyterPython(`${made.folder}:/no/such/folder:`), undefined);
});

Deno.test("a result is one line: cells and whether outputs changed, or the failure", () => {
  assertEquals(resultLine({ file: "a.ipynb", cells: 3 }), "ok    a.ipynb  3 cells");
  assertEquals(
    resultLine({ file: "a.ipynb", cells: 3, changed: false }),
    "ok    a.ipynb  3 cells, outputs as stored",
  );
  assertEquals(
    resultLine({ file: "a.ipynb", cells: 3, failure: "cell 2: Error: x" }),
    "FAIL  a.ipynb  cell 2: Error: x",
  );
});
