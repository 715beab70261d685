import { assert, assertEquals, assertRejects } from "@std/assert";
import { runWithDeadline } from "../../../lib/substrate/compute/mod.ts";

/** Starts a grandchild that sleeps, prints its id, then goes on as told. */
const shell = (rest: string) => ({
  command: "sh",
  args: ["-c", `sh -c 'sleep 60 & echo $!; wait' & sleep 0.05; ${rest}`],
});

function alive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch {
    return false;
  }
}

/** The kernel may need a moment to carry out a kill. */
async function dead(pid: number): Promise<boolean> {
  for (let i = 0; i < 100 && alive(pid); i++) await new Promise((done) => setTimeout(done, 10));
  return !alive(pid);
}

Deno.test("a command that ends in time hands over code and output", async () => {
  const done = await runWithDeadline({
    command: "sh",
    args: ["-c", 'cat; echo "$GREETING" >&2; exit 3'],
    env: { GREETING: "grüß" },
    stdin: "in 😀",
    deadlineMs: 10_000,
  });
  const { ended, code, stdout, stderr, truncated } = done;
  assertEquals([ended, code, stdout, stderr, truncated], ["exited", 3, "in 😀", "grüß\n", false]);
});

Deno.test("the deadline kills the command, its children and theirs", async () => {
  const done = await runWithDeadline({ ...shell("sleep 60"), deadlineMs: 200 });
  assertEquals([done.ended, done.code], ["deadline", 137]);
  const grandchild = Number(done.stdout);
  assert(grandchild > 1, done.stdout);
  assert(await dead(grandchild), "the grandchild lives");
});

Deno.test("children left behind by a command that ended are killed too", async () => {
  const done = await runWithDeadline({ ...shell("exit 0"), deadlineMs: 10_000 });
  assertEquals([done.ended, done.code], ["exited", 0]);
  assert(await dead(Number(done.stdout)), "the grandchild lives");
});

Deno.test("a command that ignores polite signals dies all the same", async () => {
  const done = await runWithDeadline({
    command: "sh",
    args: ["-c", "trap '' TERM INT HUP; while :; do :; done"],
    deadlineMs: 100,
  });
  assertEquals(done.ended, "deadline");
});

Deno.test("an abort signal kills at once", async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  const done = await runWithDeadline({
    command: "sleep",
    args: ["60"],
    deadlineMs: 60_000,
    signal: stop.signal,
  });
  assertEquals(done.ended, "aborted");
  await assertRejects(() =>
    runWithDeadline({ command: "true", deadlineMs: 1, signal: AbortSignal.abort() })
  );
});

Deno.test("a flood of output is read to its end but kept only in part", async () => {
  const done = await runWithDeadline({
    command: "sh",
    args: ["-c", "head -c 3000000 /dev/zero | tr '\\0' x; exit 0"],
    deadlineMs: 10_000,
    maxOutputBytes: 1000,
  });
  assertEquals([done.ended, done.stdout.length, done.truncated], ["exited", 1000, true]);
});

Deno.test("a command that does not read its input is no error", async () => {
  const stdin = "x".repeat(1_000_000);
  const done = await runWithDeadline({ command: "true", stdin, deadlineMs: 10_000 });
  assertEquals(done.code, 0);
});

Deno.test("a missing command is refused", async () => {
  await assertRejects(
    () => runWithDeadline({ command: "no-such-command-here", deadlineMs: 10 }),
    Deno.errors.NotFound,
  );
});
