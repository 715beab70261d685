import { type Ending } from "./_run_script.ts";

const root = new URL("../../", import.meta.url).pathname;
const { tasks } = JSON.parse(await Deno.readTextFile(`${root}deno.json`)) as {
  tasks: Record<string, string>;
};

/** A command of `deno.json` with exactly the permissions its task grants, ready to be run or spawned. */
export function taskCommand(
  task: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Deno.Command {
  const words = tasks[task]!.split(" ").filter((word) =>
    !word.includes("=") || word.startsWith("-")
  );
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...words.slice(2), ...args],
    cwd: root,
    env: { NO_COLOR: "1", USER: "tester", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs it to its end. */
export async function runTask(
  task: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ending> {
  const { code, stdout, stderr } = await taskCommand(task, args, env).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}
