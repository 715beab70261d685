import { assertEquals, assertStringIncludes } from "@std/assert";
import { ROOT } from "./_tree.ts";

/** Each line is a wrong use of a function declared in lib/types, with the error that must refuse it. */
const WRONG: readonly (readonly [code: string, error: string])[] = [
  ['import { assertNothing } from "@std/assert"; assertNothing();', "TS2305"],
  ['import { assertEquals } from "@std/assert"; assertEquals(1, "1");', "TS2345"],
  ['import { assert } from "@std/assert"; assert(true, 3);', "TS2345"],
  ['import { assertMatch } from "@std/assert"; assertMatch("a", "a");', "TS2345"],
  ['import { assertRejects } from "@std/assert"; await assertRejects(() => 3);', "TS2322"],
  ['import { parseArgs } from "@std/cli/parse-args"; parseArgs("--a");', "TS2345"],
  [
    'import { parseArgs } from "@std/cli/parse-args"; const a: string = parseArgs([])["a"];',
    "TS2322",
  ],
  ['import { parseArgs } from "@std/cli/parse-args"; parseArgs([], { strings: ["a"] });', "TS2561"],
  ['import { bold } from "@std/fmt/colors"; bold(3);', "TS2345"],
  ['import { parse } from "@std/jsonc"; const n: number = parse("1");', "TS2322"],
];

/** Uses that must pass: assertions narrow what they assert. */
const RIGHT = [
  'import { assert, assertExists } from "@std/assert";',
  "const a = [1].at(0); assert(a !== undefined); const b: number = a;",
  "const c = [1].at(0); assertExists(c); const d: number = c;",
  "void [b, d];",
].join("\n");

async function check(files: readonly string[]): Promise<{ code: number; text: string }> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--config", `${ROOT}deno.json`, ...files],
    env: { NO_COLOR: "1" },
  }).output();
  return { code, text: new TextDecoder().decode(stderr) };
}

Deno.test("the ambient types of @std refuse wrong uses, each with its own error, and pass right ones", async () => {
  const folder = await Deno.makeTempDir();
  const right = `${folder}/right.ts`;
  await Deno.writeTextFile(right, RIGHT);
  const wrong = await Promise.all(WRONG.map(async ([code], i) => {
    const file = `${folder}/wrong_${i}.ts`;
    await Deno.writeTextFile(file, `${code}\nexport {};\n`);
    return file;
  }));
  try {
    const passed = await check([right]);
    assertEquals(passed.code, 0, passed.text);
    const { code, text } = await check(wrong);
    assertEquals(code, 1);
    const reports = text.replace(/^Check .*\n/gm, "").split(/\n\n(?=TS)/);
    WRONG.forEach(([, error], i) => {
      const report = reports.find((one) => one.includes(`wrong_${i}.ts`)) ?? "no error at all";
      assertStringIncludes(report, error, WRONG[i]![0]);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
