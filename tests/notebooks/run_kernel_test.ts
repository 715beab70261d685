import { assertEquals, assertStringIncludes } from "@std/assert";
import { codeOf, findJupyterPython, parseNotebook, runKernel } from "../../lib/notebook/mod.ts";
import { makeNotebook } from "./_cells.ts";

const python = await findJupyterPython(Deno.env.get("PATH") ?? "");
const ignore = python === undefined;
const note = ignore ? " (skipped: no Python with jupyter_client here)" : "";

Deno.test({
  name: `the kernel's outputs are stored whole, the same at every run${note}`,
  ignore,
  fn: async () => {
    const shown = '({ [Symbol.for("Jupyter.display")]: () => ({ "image/svg+xml": "<svg/>" }) })';
    using made = makeNotebook([
      'for (let i = 0; i < 200; i++) console.log("line", i);\nshown();\nfunction shown() {}',
      `console.error("to the other stream");\n${shown}`,
      "const here = Deno.cwd();\nhere",
    ]);
    const first = await runKernel({ file: made.file, python: python! });
    assertEquals(first, { file: made.file, cells: 3, changed: true });
    const stored = Deno.readTextFileSync(made.file);
    assertStringIncludes(stored, '"line 199\\n"');
    assertStringIncludes(stored, '"<svg/>"');
    assertStringIncludes(stored, Deno.realPathSync(made.folder));
    const again = await runKernel({ file: made.file, python: python!, save: false });
    assertEquals(again.changed, false);
    assertEquals(Deno.readTextFileSync(made.file), stored);
  },
});

Deno.test({
  name:
    `a failing, a dying and an endless cell are each told in one line, the file untouched${note}`,
  ignore,
  fn: async () => {
    const cases = [
      ['throw new TypeError("ragged\\ngrid");', "cell 2: TypeError: ragged grid"],
      ["Deno.exit(0)", "cell 2: the kernel ended"],
      ["await new Promise(() => setInterval(() => {}, 1000))", "cell 2: not done after 15 s"],
    ] as const;
    for (const [cell, failure] of cases) {
      using made = makeNotebook(["1 + 1", cell, "2"]);
      const before = Deno.readTextFileSync(made.file);
      const result = await runKernel({ file: made.file, python: python!, seconds: 15 });
      assertEquals(result.failure, failure);
      assertEquals(Deno.readTextFileSync(made.file), before);
      assertEquals(codeOf(parseNotebook(before, made.file)).length, 3);
    }
  },
});
