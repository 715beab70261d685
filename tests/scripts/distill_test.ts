import { assertEquals, assertMatch } from "@std/assert";
import { ROOT } from "../house/_tree.ts";

async function distill(...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "scripts/distill.ts", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", USER: "tester" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("distill makes a home, freezes a benchmark, tells of both, and refuses what is wrong by one line", async () => {
  const home = await Deno.makeTempDir();
  try {
    const missing = await distill("history", "--home", home);
    assertEquals(missing.code, 2);
    assertMatch(missing.err, /holds no state yet; deno task distill init makes one/);
    const inside = await distill("init", "--home", "out/home-of-a-test");
    assertEquals(inside.code, 2);
    assertMatch(inside.err, /lies inside the source tree/);
    assertEquals((await distill("init", "--home", home)).code, 0);
    const shown = await distill("show", "--home", home);
    assertMatch(shown.out, /state [0-9a-f]{16}, 8 files/);
    const frozen = await distill("benchmark", "refresh", "--home", home);
    assertEquals([frozen.code, frozen.out], [0, "arc v1: 130 tasks\n"]);
    const again = await distill("benchmark", "refresh", "--home", home);
    assertEquals(again.out, "arc v1: 130 tasks, unchanged\n");
    assertMatch((await distill("benchmark", "show", "--home", home)).out, /^version +tasks/);
    assertEquals((await distill("review", "--home", home)).out, "nothing waits\n");
    assertEquals((await distill("flag", "some-trace", "--home", home)).code, 0);
    const none = await distill("rollback", "--last", "--home", home);
    assertEquals([none.code, none.err], [
      2,
      "error: no edit is in force: the state is as it began\n",
    ]);
    const both = await distill("rollback", "abc", "--last", "--home", home);
    assertMatch(both.err, /say which edit or session to take back, or --last/);
    await Deno.writeTextFile(`${home}/state/config.jsonc`, "{}");
    const dirty = await distill("run", "--home", home);
    assertEquals(dirty.code, 2);
    assertMatch(dirty.err, /config.jsonc: has changes that are not committed/);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("a session that has too little to learn from ends well and says what is missing", async () => {
  const home = await Deno.makeTempDir();
  try {
    await distill("init", "--home", home);
    const { code, out } = await distill("run", "--min-traces", "1000", "--home", home);
    assertEquals(code, 0);
    assertMatch(out, /not ready/);
    assertMatch(out, /at least 1000 are needed/);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("a command of the user's own is a benchmark too", async () => {
  const home = await Deno.makeTempDir();
  try {
    const scorer = `${home}/scorer.sh`;
    await Deno.writeTextFile(
      scorer,
      'echo \'{"taskId":"a","score":1}\'\necho \'{"taskId":"é","score":0}\'\n',
    );
    await distill("init", "--home", home);
    const words = ["benchmark", "refresh", "--home", home, "--benchmark", "command"];
    const alone = await distill(...words);
    assertMatch(alone.err, /--benchmark command and --command need each other/);
    const frozen = await distill(...words, "--command", `sh ${scorer}`);
    assertEquals([frozen.code, frozen.out], [0, "command v1: 2 tasks\n"]);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("taxonomy is a benchmark of the command, below the synset that is named", async () => {
  const home = await Deno.makeTempDir();
  try {
    const refresh = ["benchmark", "refresh", "--benchmark", "taxonomy", "--home", home];
    await distill("init", "--home", home);
    const { code, out, err } = await distill(...refresh, "--gold", "sport,athletics");
    if (code !== 0 && /could not be fetched/.test(err)) return;
    assertEquals([code, out], [0, "taxonomy v1: 159 tasks\n"]);
    assertEquals((await distill(...refresh)).out, "taxonomy v2: 1143 tasks\n");
    const none = await distill(...refresh, "--gold", "no such thing");
    assertEquals([none.code, none.err.split("\n").length], [2, 2]);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("the proof bank is a benchmark of the command, and so are goals of the user's own", async () => {
  const home = await Deno.makeTempDir();
  try {
    const refresh = ["benchmark", "refresh", "--benchmark", "proof", "--home", home];
    await distill("init", "--home", home);
    assertEquals((await distill(...refresh)).out, "proof v1: 64 tasks\n");
    await Deno.writeTextFile(`${home}/goals.txt`, "1 = 1\n2 = 2\n");
    const own = await distill(...refresh, "--goals", `${home}/goals.txt`);
    assertEquals(own.out, "proof v2: 2 tasks\n");
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
