import { assertEquals, assertMatch } from "@std/assert";
import { z } from "zod";
import { defineVerb, intFlag, runGroup } from "../../lib/cli/mod.ts";
import { manualClock } from "../../lib/substrate/values/clock.ts";

const heard: string[] = [];
const verb = (name: string) =>
  defineVerb(
    {
      name: `demo ${name}`,
      summary: `does ${name}.`,
      flags: z.object({ count: intFlag({ doc: "a number" }) }),
    },
    ({ options }) => void heard.push(`${name} ${options.count}`),
  );
const group = {
  name: "demo",
  summary: "shows commands that share a door.",
  verbs: ["run", "list", "list all", "queue drop"].map(verb),
  examples: ["deno task demo run --count 3"],
};

async function given(...args: string[]) {
  const printed: string[] = [], noted: string[] = [];
  const code = await runGroup(group, {
    args,
    terminal: {
      print: (line) => void printed.push(line),
      note: (line) => void noted.push(line),
      rewrite: () => {},
      isTty: false,
      colour: false,
      width: () => 80,
      debug: false,
    },
    interrupts: { listen: () => {}, unlisten: () => {}, exit: () => {}, clock: manualClock() },
  });
  return { code, printed, noted };
}

Deno.test("the first words name the command, the longest name wins, the rest are its flags", async () => {
  heard.length = 0;
  for (const words of ["run --count 1", "list --count 2", "list all --count 3", "queue drop"]) {
    assertEquals((await given(...words.split(" "))).code, 0);
  }
  assertEquals(heard, ["run 1", "list 2", "list all 3", "queue drop undefined"]);
});

Deno.test("help lists the commands; each has a page of its own", async () => {
  const { code, printed } = await given("--help");
  assertEquals([code, printed[0]], [0, "demo: shows commands that share a door."]);
  assertEquals(printed.filter((line) => /^ {2}(run|list all) +does/.test(line)).length, 2);
  const page = (await given("list", "all", "--help")).printed.join("\n");
  assertMatch(page, /^demo list all: does list all\.\n\nusage: deno task demo list all \[flags\]/);
  assertEquals((await given()).code, 2);
});

Deno.test("an unknown command, half a command and a flag without a command are refused in one line", async () => {
  for (
    const [words, says] of [
      ["rum", 'error: unknown command "rum", did you mean run?'],
      ["zebra", 'error: unknown command "zebra", see --help'],
      ["queue", "error: queue: say queue drop"],
      ["--n=3", "error: unknown flag --n, name a command first"],
      ["run --cuont", "error: unknown flag --cuont, did you mean --count?"],
    ] as const
  ) {
    const { code, noted } = await given(...words.split(" "));
    assertEquals([code, noted], [2, [says]]);
  }
});
