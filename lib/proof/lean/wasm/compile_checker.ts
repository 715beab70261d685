import { runWithDeadline } from "../../../substrate/compute/deadline.ts";
import { UserError } from "../../../substrate/values/user_error.ts";
import { firstLine } from "../first_line.ts";
import type { PreparedLean, PrepareOptions } from "./prepared_lean.ts";
import { sandboxWords } from "./sandbox.ts";

/**
 * Compiles the checker with the embedded Lean itself, so that a start loads it instead of elaborating it.
 *
 * @throws {UserError} exit 1 with Lean's first message when it does not compile.
 */
export async function compileChecker(
  folder: string,
  { engine, library, checker }: PreparedLean,
  sources: URL,
  options: PrepareOptions,
): Promise<void> {
  options.onProgress?.("compiling the proof checker");
  for (const name of ["checker.lean", "launcher.cjs"]) {
    await Deno.writeTextFile(`${folder}/${name}`, await Deno.readTextFile(new URL(name, sources)));
  }
  const launcher = `${folder}/launcher.cjs`;
  const words = sandboxWords({ engine, library, checker }, launcher, {
    read: [folder],
    write: [folder],
  });
  const compiled = await runWithDeadline({
    command: Deno.execPath(),
    args: [
      ...words,
      "lean",
      `${engine}/lean.cjs`,
      library,
      folder,
      "-o",
      "/files/checker.olean",
      "/files/checker.lean",
    ],
    deadlineMs: 600_000,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  options.signal?.throwIfAborted();
  if (compiled.code !== 0) {
    const said = firstLine(`${compiled.stdout}\n${compiled.stderr}`.trim());
    throw new UserError(`the proof checker does not compile: ${said}`, { exitCode: 1 });
  }
  // Only the compiled code is loaded, never the declarations that it came from.
  for (const part of ["checker.olean", "checker.olean.server", "checker.olean.private"]) {
    await Deno.remove(`${folder}/${part}`);
  }
}
