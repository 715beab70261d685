import { assertEquals, assertMatch } from "@std/assert";
import { read, ROOT } from "./_tree.ts";

const { tasks } = JSON.parse(read("deno.json")) as { tasks: Record<string, unknown> };

/** Every task that is a script, with its own permissions: the words after `deno`. */
const doors = Object.entries(tasks).flatMap(([name, command]) =>
  typeof command === "string" && /^deno run .*\bscripts\//.test(command)
    ? [[name, command.split(" ").slice(1)] as const]
    : []
);

async function open(words: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [words[0]!, "--no-check", ...words.slice(1)],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

for (const [name, words] of doors) {
  Deno.test(`deno task ${name} explains itself, and refuses a flag it does not know`, async () => {
    const help = await open([...words, "--help"]);
    assertEquals([help.code, help.err], [0, ""]);
    assertMatch(help.out, new RegExp(`^${name}: .+\\n`));
    assertMatch(help.out, new RegExp(`\\nusage: deno task ${name} `));
    const wrong = await open([...words, "--no-such-flag"]);
    assertEquals([wrong.code, wrong.out], [2, ""]);
    assertMatch(wrong.err, /^error: unknown flag --no-such-flag, .+\n$/);
  });
}

Deno.test("deno task doctor tells a machine what it found as one JSON document", async () => {
  const [, words] = doors.find(([name]) => name === "doctor")!;
  const { code, out } = await open([...words, "--json"]);
  const { schema, parts } = JSON.parse(out) as { schema: string; parts: { name: string }[] };
  assertEquals([code, schema, parts.length], [0, "doctor/1", 6]);
});
