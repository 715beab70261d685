import { assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { helpText, parseOptions } from "../../lib/cli/mod.ts";
import { UserError } from "../../lib/substrate/values/user_error.ts";
import { demoCommand, demoFlags } from "./_demo_command.ts";

const parse = (...args: string[]) => parseOptions(demoCommand, args);
const options = (...args: string[]) => {
  const parsed = parse("--batch-file", "tasks.jsonl", ...args);
  if (parsed.kind !== "run") throw new Error("help was not asked for");
  return parsed.options;
};

Deno.test("every flag has its default and its type when nothing is given", () => {
  assertEquals(options(), {
    "batch-file": "tasks.jsonl",
    "loop-iters": 1,
    "K-drafts": undefined,
    "delta-threshold": 1e-6,
    "fail-fast": false,
    "metrics": true,
    "kind": "a",
  });
});

Deno.test("a value follows its flag after a space or an equals sign, letters' case counting", () => {
  assertEquals(options("--K-drafts", "4")["K-drafts"], 4);
  assertEquals(options("--K-drafts=4")["K-drafts"], 4);
  assertEquals(options("--delta-threshold", "1e-3")["delta-threshold"], 1e-3);
  assertEquals(options("--delta-threshold=.5")["delta-threshold"], 0.5);
  assertEquals(parse("--batch-file=a=b.jsonl"), parse("--batch-file", "a=b.jsonl"));
});

Deno.test("an alias sets the flag it stands for", () => {
  assertEquals(options("--iters", "3")["loop-iters"], 3);
});

Deno.test("a switch is turned on by its name and off by its name with no-", () => {
  const read = options("--fail-fast", "--no-metrics");
  assertEquals([read["fail-fast"], read.metrics], [true, false]);
});

Deno.test("help wins over everything else on the line, but not after a lone double dash", () => {
  assertEquals(parse("--nonsense", "--help").kind, "help");
  assertEquals(parse("-h", "--loop-iters", "two").kind, "help");
  assertThrows(() => parse("--batch-file", "x", "--", "--help"), UserError, "unexpected argument");
});

const REFUSALS: readonly (readonly [string, readonly string[], string])[] = [
  [
    "an unknown flag, naming the nearest",
    ["--loop-itres", "2"],
    "unknown flag --loop-itres, did you mean --loop-iters?",
  ],
  [
    "an unknown flag with a value tied to it",
    ["--lop-iters=2"],
    "unknown flag --lop-iters, did you mean --loop-iters?",
  ],
  [
    "another case of a known flag",
    ["--k-drafts", "2"],
    "unknown flag --k-drafts, did you mean --K-drafts?",
  ],
  ["an unknown flag near to nothing", ["--zebra"], "unknown flag --zebra, see --help"],
  ["an unknown short flag", ["-x"], "unknown flag -x, see --help"],
  [
    "a flag named like a member of every object",
    ["--__proto__", "1"],
    "unknown flag --__proto__, see --help",
  ],
  ["a missing value at the end", ["--loop-iters"], "--loop-iters: a value is missing"],
  [
    "a missing value before a flag",
    ["--loop-iters", "--fail-fast"],
    "--loop-iters: a value is missing",
  ],
  ["an empty value", ["--loop-iters="], "--loop-iters: a value is missing"],
  [
    "a word for a number",
    ["--loop-iters", "two"],
    '--loop-iters: expected a whole number of at least 1, found "two"',
  ],
  [
    "a number below the least",
    ["--loop-iters", "0"],
    '--loop-iters: expected a whole number of at least 1, found "0"',
  ],
  [
    "a negative number",
    ["--loop-iters", "-3"],
    '--loop-iters: expected a whole number of at least 1, found "-3"',
  ],
  [
    "a fraction for a whole number",
    ["--loop-iters", "1.5"],
    '--loop-iters: expected a whole number of at least 1, found "1.5"',
  ],
  [
    "hexadecimal digits",
    ["--loop-iters", "0x10"],
    '--loop-iters: expected a whole number of at least 1, found "0x10"',
  ],
  [
    "a number too large to be exact",
    ["--loop-iters", "9".repeat(20)],
    `--loop-iters: expected a whole number of at least 1, found "${"9".repeat(20)}"`,
  ],
  [
    "a number above the greatest",
    ["--K-drafts", "65"],
    '--K-drafts: expected a whole number from 1 to 64, found "65"',
  ],
  [
    "not a number",
    ["--delta-threshold", "NaN"],
    '--delta-threshold: expected a number of at least 0, found "NaN"',
  ],
  [
    "infinity",
    ["--delta-threshold", "1e999"],
    '--delta-threshold: expected a number of at least 0, found "1e999"',
  ],
  ["a word outside a list", ["--kind", "c"], '--kind: expected one of a, b, found "c"'],
  ["a value given twice", ["--kind", "a", "--kind=b"], "--kind: given 2 times"],
  ["a switch given twice", ["--fail-fast", "--no-fail-fast"], "--fail-fast: given 2 times"],
  [
    "a flag beside its alias",
    ["--iters", "3", "--loop-iters", "2"],
    "--loop-iters and --iters are the same flag: give only one of them",
  ],
  [
    "a bad value under the alias's own name",
    ["--iters", "x"],
    '--iters: expected a whole number of at least 1, found "x"',
  ],
  [
    "a switch with a value",
    ["--fail-fast=yes"],
    "--fail-fast: a switch takes no value, say --fail-fast or --no-fail-fast",
  ],
  [
    "a switch with a value on its own",
    ["--fail-fast", "false"],
    "--fail-fast: a switch takes no value, say --fail-fast or --no-fail-fast",
  ],
  ["turning off what is no switch", ["--no-kind"], "unknown flag --no-kind, see --help"],
  [
    "a flag of a later version",
    ["--memory-k", "4"],
    "--memory-k is not available in this version: memory is not built yet",
  ],
  [
    "a flag of a later version with its value tied to it",
    ["--memory-k=4"],
    "--memory-k is not available in this version: memory is not built yet",
  ],
  ["a stray word", ["tasks.jsonl"], 'unexpected argument "tasks.jsonl", see --help'],
  ["a path with a zero byte", ["--log\0"], "unknown flag --log\0, see --help"],
];

for (const [name, args, message] of REFUSALS) {
  Deno.test(`refused with one line and exit code 2: ${name}`, () => {
    const error = assertThrows(() => parse("--batch-file", "x", ...args), UserError);
    assertEquals([error.message, error.exitCode], [message, 2]);
  });
}

Deno.test("a missing required flag is named", () => {
  assertThrows(() => parse(), UserError, "--batch-file is required, see --help");
});

Deno.test("a wrong value is told before a missing required flag", () => {
  assertThrows(() => parse("--kind", "z"), UserError, "--kind: expected one of a, b");
});

Deno.test("a long wrong value is cut in the message", () => {
  const error = assertThrows(() => options("--kind", "x".repeat(500)), UserError);
  assertEquals(error.message.length < 120, true);
});

Deno.test("declared words are kept in order, and their number is checked", () => {
  const words = { ...demoCommand, positional: { name: "file", doc: "files", min: 1, max: 2 } };
  const read = (...args: string[]) => parseOptions(words, ["--batch-file", "x", ...args]);
  const parsed = read("007", "--", "--dash");
  assertEquals(parsed.kind === "run" && parsed.positional, ["007", "--dash"]);
  assertThrows(() => read(), UserError, "<file> is missing");
  assertThrows(() => read("a", "b", "c"), UserError, 'unexpected argument "c": at most 2 file');
});

Deno.test("a rule across flags speaks under the flag it names", () => {
  const flags = demoFlags.refine((o) => o["loop-iters"] < 5 || o["fail-fast"], {
    path: ["loop-iters"],
    error: "more than 4 needs --fail-fast",
  });
  const strict = { ...demoCommand, flags };
  assertThrows(
    () => parseOptions(strict, ["--batch-file", "x", "--iters", "9"]),
    UserError,
    "--iters: more than 4 needs --fail-fast",
  );
});

Deno.test("a table that declares a name twice is a defect, not a user's mistake", () => {
  const twice = z.object({ ...demoFlags.shape, iters: demoFlags.shape["loop-iters"] });
  assertThrows(() => parseOptions({ ...demoCommand, flags: twice }, []), TypeError, "--iters");
});

Deno.test("the help page names every flag, its default, its group, and what is not available", async (t) => {
  await t.assertSnapshot(helpText(demoCommand));
});

Deno.test("no line of the help page is wider than asked for", () => {
  for (const width of [60, 80, 120]) {
    const widest = Math.max(...helpText(demoCommand, width).split("\n").map((l) => l.length));
    assertEquals(widest <= width, true, `${widest} columns at ${width}`);
  }
});
