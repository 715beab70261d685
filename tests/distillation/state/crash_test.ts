import { assert, assertEquals } from "@std/assert";
import { runGit } from "../../../lib/distillation/state/git.ts";
import { initState } from "../../../lib/distillation/state/init_state.ts";
import { folderDigest } from "../../../lib/distillation/state/state_repository.ts";
import { clock, FILES, withState } from "./_homes.ts";

const SCRIPT = decodeURIComponent(new URL("_dying_move.ts", import.meta.url).pathname);

/** Runs the script until it dies or ends; hands back the steps it made. */
async function run(home: string, kind: string, at: number): Promise<readonly string[]> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", SCRIPT, home, kind, String(at)],
  }).output();
  const died = code === 137;
  const steps = new TextDecoder().decode(stdout).trim().split("\n").filter((line) => line !== "");
  assert(died || code === 0, new TextDecoder().decode(stderr));
  assertEquals(died, at > 0 && steps.length === at);
  return steps;
}

interface Homes {
  readonly fresh: () => Promise<string>;
  readonly before: string;
  readonly after: string;
}

/** Copies of one home, with the digests from before and after the move that is to be interrupted. */
async function homes(root: string, kind: string): Promise<Homes> {
  const first = `${root}/first`;
  await initState({ home: first, clock, files: FILES });
  if (kind === "rollback") { for (const edit of ["promote", "second"]) await run(first, edit, 0); }
  const before = await folderDigest(`${first}/state`);
  const done = await copied(first, `${root}/done`);
  await run(done, kind, 0);
  const after = await folderDigest(`${done}/state`);
  let made = 0;
  return { fresh: () => copied(first, `${root}/${made++}`), before, after };
}

async function copied(from: string, to: string): Promise<string> {
  await new Deno.Command("cp", { args: ["-a", from, to] }).output();
  return to;
}

/** What must hold once a killed process's state was opened again. */
async function checkWhole(home: string, moved: boolean, { before, after }: Homes): Promise<void> {
  await withState(home, async (store) => {
    const head = await store.head();
    assertEquals(head.digest, moved ? after : before);
    assertEquals(await folderDigest(store.folder), head.digest);
    const { text } = await runGit(store.folder, ["status", "--porcelain"]);
    assertEquals(text, "");
  });
  // A second opening finds nothing left to repair.
  await withState(home, (store) => {
    assertEquals(store.recovered, { kind: "nothing" });
    return Promise.resolve();
  });
}

for (const kind of ["promote", "rollback"]) {
  const named = kind === "rollback" ? "rollback of two edits" : kind;
  Deno.test(`killed at any step of a ${named}, the state is the one before or the one after, never a mixture`, async () => {
    const root = await Deno.realPath(await Deno.makeTempDir());
    try {
      const all = await homes(root, kind);
      const steps = await run(await all.fresh(), kind, 0);
      assertEquals(steps, [
        "intent",
        "committed",
        "prepared",
        "moved",
        "file arc/search.jsonc",
        "file more/new.md",
        "file prompts/solver.md",
        "indexed",
        "done",
      ]);
      for (let at = 1; at <= steps.length; at++) {
        const home = await all.fresh();
        await run(home, kind, at);
        await checkWhole(home, at >= steps.indexOf("moved") + 1, all);
      }
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  });
}

Deno.test("killed again at any step of the recovery, the next one makes the state whole all the same", async () => {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    const all = await homes(root, "promote");
    for (const first of ["prepared", "file arc/search.jsonc"]) {
      const at =
        ["intent", "committed", "prepared", "moved", "file arc/search.jsonc"].indexOf(first) + 1;
      for (let second = 1;; second++) {
        const home = await all.fresh();
        await run(home, "promote", at);
        const made = await run(home, "nothing", second);
        await checkWhole(home, first !== "prepared", all);
        if (made.length < second) break;
      }
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("a file edited by hand after the crash is not written over", async () => {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    const all = await homes(root, "promote");
    const home = await all.fresh();
    await run(home, "promote", 4);
    await Deno.writeTextFile(`${home}/state/arc/search.jsonc`, "mine");
    const opened = await withState(home, () => Promise.resolve("opened")).catch((error) =>
      error.message
    );
    assert(/was edited after an interrupted session/.test(opened), opened);
    assertEquals(await Deno.readTextFile(`${home}/state/arc/search.jsonc`), "mine");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("git's own locks, left by a git that was killed, do not stand in the way", async () => {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    const all = await homes(root, "promote");
    const home = await all.fresh();
    await run(home, "promote", 4);
    await Deno.writeTextFile(`${home}/state/.git/index.lock`, "");
    await checkWhole(home, true, all);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
