/** How a script ended, and what it said. */
export interface Ending {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const root = new URL("../../", import.meta.url).pathname;

const ENVIRONMENT =
  "--allow-env=BATON_DEBUG,ARC_V3_MEMORY_DIR,ARC_V3_MEMORY_NAMESPACE,LIBSQL_JS_DEV";

/** What a memory needs besides: its library is native and looks at the machine. */
export const NATIVE = ["--allow-ffi", "--allow-sys=cpus,networkInterfaces,hostname"];

/** The command line of a script, with the permissions its task grants but for a memory's. */
export function scriptLine(script: string, args: readonly string[]) {
  const permissions = ["--allow-read", "--allow-write", ENVIRONMENT];
  const words = ["run", "--no-check", ...permissions, `${root}scripts/${script}`, ...args];
  return { spawnargs: [Deno.execPath(), ...words], words };
}

/** A script that is ready to be run or spawned. */
export function scriptCommand(script: string, args: readonly string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: scriptLine(script, args).words,
    cwd: root,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs a script to its end. */
export async function runScript(script: string, args: readonly string[]): Promise<Ending> {
  const { code, stdout, stderr } = await scriptCommand(script, args).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: decode(stdout), err: decode(stderr) };
}

/** A small task that the cheapest families solve: a mirror image. */
export function mirrorTask(taskId: string, shift = 0): Record<string, unknown> {
  const row = (from: number, length: number) =>
    Array.from({ length }, (_, i) => (from + i * (i + shift)) % 10);
  const pair = (from: number, width: number) => {
    const input = [row(from, width), row(from + 3, width)];
    return { input, output: input.map((cells) => cells.toReversed()) };
  };
  return { task_id: taskId, train: [pair(1, 3), pair(2, 4)], test: [pair(5, 5)] };
}

/** A small task that nothing solves: outputs without any relation to inputs. */
export function hopelessTask(taskId: string, salt = 0): Record<string, unknown> {
  const noise = (seed: number, width: number, height: number) =>
    Array.from(
      { length: height },
      (_, y) =>
        Array.from({ length: width }, (_, x) => (seed * 7 + x * x * 3 + y * 5 + x * y) % 10),
    );
  const pair = (seed: number) => ({
    input: noise(seed + salt, 4, 3),
    output: noise(seed * seed + 3 + salt, 3 + seed % 2, 4),
  });
  return { task_id: taskId, train: [pair(1), pair(2), pair(3)], test: [pair(4)] };
}

/** Writes rows as a batch file and returns its path. */
export async function writeBatch(path: string, rows: readonly unknown[]): Promise<string> {
  await Deno.writeTextFile(path, rows.map((row) => JSON.stringify(row) + "\n").join(""));
  return path;
}

/** A mirror image with stray cells here and there: many programs come near, none fits. */
export function nearTask(taskId: string): Record<string, unknown> {
  const pair = (input: number[][], strays: readonly (readonly number[])[]) => {
    const output = input.map((cells) => cells.toReversed());
    for (const [y, x, colour] of strays) output[y!]![x!] = colour!;
    return { input, output };
  };
  return {
    task_id: taskId,
    train: [
      pair([[1, 2, 0, 0], [3, 4, 0, 0], [0, 0, 0, 6]], [[1, 0, 8], [2, 3, 5]]),
      pair([[5, 6, 7, 0, 0], [0, 0, 0, 0, 2]], [[0, 1, 9]]),
      pair([[1, 0, 2, 0], [0, 3, 0, 4]], [[1, 1, 5], [0, 0, 7], [1, 3, 7]]),
    ],
    test: [pair([[8, 9, 0, 0], [0, 0, 1, 0]], [[0, 0, 3]])],
  };
}
