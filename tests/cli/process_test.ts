import { assertEquals } from "@std/assert";

const script = new URL("./_demo_script.ts", import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the demo script; `onReady` is called when it has printed its first words. */
async function run(
  args: readonly string[],
  onReady?: (child: Deno.ChildProcess) => void,
): Promise<Ended> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-read=.", script, ...args],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const err = new Response(child.stderr).text();
  let out = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    if (out === "") onReady?.(child);
    out += text;
  }
  return { code: (await child.status).code, out, err: await err };
}

Deno.test("a script ends with 2 and exactly one line for a wrong flag", async () => {
  const { code, out, err } = await run(["--nonsense"]);
  assertEquals({ code, out, err }, {
    code: 2,
    out: "",
    err: "error: unknown flag --nonsense, see --help\n",
  });
});

Deno.test("a permission the task lacks is told in one line, not as a question or a trace", async () => {
  const { code, err } = await run(["--batch-file", "/etc/hostname"]);
  assertEquals(code, 2);
  assertEquals(
    err,
    'error: read access to "/etc/hostname": not among the permissions this task runs with\n',
  );
});

Deno.test("a script that waits is interrupted by SIGTERM and ends with 130", async () => {
  const { code, err } = await run(["--batch-file", "wait"], (child) => child.kill("SIGTERM"));
  assertEquals(code, 130);
  assertEquals(err.split("\n").at(-2), "interrupted");
});
