import { type Ending } from "./_run_script.ts";

const root = new URL("../../", import.meta.url).pathname;
const { tasks } = JSON.parse(await Deno.readTextFile(`${root}deno.json`)) as {
  tasks: Record<string, string>;
};

/** Runs a command of `deno.json` with exactly the permissions its task grants. */
export async function runTask(
  task: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ending> {
  const words = tasks[task]!.split(" ").filter((word) =>
    !word.includes("=") || word.startsWith("-")
  );
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...words.slice(2), ...args],
    cwd: root,
    env: { NO_COLOR: "1", USER: "tester", ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}
