import { assertEquals } from "@std/assert";
import { codeOnly, filesUnder, places, read, ROOT } from "./_tree.ts";

const lib = filesUnder("lib", ".ts");
const scripts = filesUnder("scripts", ".ts");
const written = [
  ...lib,
  ...scripts,
  ...filesUnder("tests", ".ts"),
  ...filesUnder("bench", ".ts"),
];

const lines = (file: string): number => read(file).trimEnd().split("\n").length;

function inCode(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) => places(file, codeOnly(read(file)), pattern));
}

Deno.test("no file of lib has more than 300 lines, no script more than 60, no part that scripts share more than 200", () => {
  const longer = (limit: number, files: readonly string[]) => files.filter((f) => lines(f) > limit);
  const shared = scripts.filter((file) => file.startsWith("scripts/_"));
  const doors = scripts.filter((file) => !shared.includes(file));
  assertEquals([...longer(300, lib), ...longer(60, doors), ...longer(200, shared)], []);
});

Deno.test("files are named in snake_case, and none is a grab-bag", () => {
  const name = (file: string) => file.slice(file.lastIndexOf("/") + 1);
  const odd = [...lib, ...scripts].filter((file) => !/^_?[a-z0-9_]+(\.d)?\.ts$/.test(name(file)));
  const bags = /(^|[/_])(utils?|helpers?|misc|common|manager|stuff)([/_.]|$)/;
  assertEquals([...odd, ...lib.filter((file) => bags.test(file))], []);
});

Deno.test("lib neither prints, nor draws chance, nor reads a clock but in one file", () => {
  assertEquals(inCode(lib, /\bconsole\.|\bMath\.random\b/), []);
  const clocks = lib.filter((file) => file !== "lib/substrate/values/clock.ts");
  assertEquals(inCode(clocks, /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/), []);
});

Deno.test("lib reads the environment where a setting becomes a typed value, nowhere else", () => {
  const doors = ["lib/cli/terminal.ts", "lib/doctor/machine.ts"];
  assertEquals(inCode(lib.filter((file) => !doors.includes(file)), /\bDeno\.env\b/), []);
});

Deno.test("nothing in lib depends on the reader's language or country", () => {
  assertEquals(inCode(lib, /\.(toLocale\w*|localeCompare)\(|\bIntl\./), []);
});

Deno.test("no file switches the type checker off, nor the linter's word against any", () => {
  const off =
    /@ts-(ignore|nocheck|expect-error)|deno-lint-ignore.*(no-explicit-any|ban-ts-comment)/;
  assertEquals([...lib, ...scripts].flatMap((file) => places(file, read(file), off)), []);
});

Deno.test("nothing is left for later, and no path of somebody's machine is written down", () => {
  // The words are put together here so that this file does not find itself.
  const later = new RegExp(
    `\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b`,
  );
  const machine = new RegExp(
    ["/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "/wo" + "rk/"].join("|"),
  );
  const texts = [
    ...written,
    ...filesUnder("notebooks", ".ipynb"),
    ...filesUnder("datasets", ".md"),
  ];
  const found = texts.flatMap((file) => [
    ...places(file, read(file), later),
    ...places(file, read(file), machine),
  ]);
  assertEquals(found, []);
});

Deno.test("the top level holds nothing but what belongs there", () => {
  const belongs = new Set([
    ..."deno.json deno.lock lib scripts notebooks datasets bench tests README.md LICENSE".split(
      " ",
    ),
    // What git does not keep: the output of runs, and other tools' dotfiles.
    "out",
    "output",
  ]);
  const stray = [...Deno.readDirSync(ROOT)].map((entry) => entry.name)
    .filter((name) => !name.startsWith(".") && !belongs.has(name));
  assertEquals(stray, []);
});

interface Config {
  readonly tasks: Readonly<Record<string, string | { readonly command?: string }>>;
  readonly imports: Readonly<Record<string, string>>;
}

const config = JSON.parse(read("deno.json")) as Config;
const tasks = Object.entries(config.tasks).map(([name, task]) =>
  [name, typeof task === "string" ? task : task.command ?? ""] as const
);

Deno.test("only tests and benchmarks run with every permission", () => {
  const all = tasks.filter(([, command]) => /(^|\s)(-A|--allow-all)(\s|$)/.test(command));
  assertEquals(all.filter(([, command]) => !/^deno (test|bench)\b/.test(command)), []);
});

Deno.test("every task that runs a script names one that is there", () => {
  const named = tasks.flatMap(([, command]) => command.match(/\bscripts\/\S+\.ts\b/g) ?? []);
  assertEquals(named.filter((file) => !scripts.includes(file)), []);
});

Deno.test("every dependency is an npm package pinned to one version", () => {
  const loose = Object.values(config.imports)
    .filter((target) => !/^npm:(@[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+(\/.*)?$/.test(target));
  assertEquals(loose, []);
});
