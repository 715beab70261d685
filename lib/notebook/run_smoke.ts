import { codeOf, parseNotebook } from "./notebook.ts";
import { smokeModule } from "./smoke_module.ts";
import type { NotebookResult } from "./notebook_result.ts";

/** How notebooks are smoke-tested. */
export interface SmokeOptions {
  readonly file: string;
  /** Stops the run and removes what it made. */
  readonly signal?: AbortSignal;
}

/**
 * Type-checks and runs a notebook's code cells without Jupyter, in the notebook's own folder.
 *
 * The cells become a hidden module beside the notebook, because imports are resolved from there; it
 * is removed afterwards.
 */
export async function runSmoke(options: SmokeOptions): Promise<NotebookResult> {
  const { file, signal } = options;
  const cells = codeOf(parseNotebook(await Deno.readTextFile(file), file));
  const { source, placeOf } = smokeModule(cells);
  const slash = file.lastIndexOf("/") + 1;
  const name = `.${file.slice(slash)}.smoke.ts`;
  const folder = file.slice(0, slash) || "./";
  await Deno.writeTextFile(folder + name, source);
  try {
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--check", "--no-prompt", ...PERMISSIONS, name],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      ...(signal && { signal }),
    }).output();
    signal?.throwIfAborted();
    if (success) return { file, cells: cells.length };
    return { file, cells: cells.length, failure: explain(new TextDecoder().decode(stderr), name) };
  } finally {
    await Deno.remove(folder + name);
  }

  function explain(stderr: string, module: string): string {
    const [, line] = new RegExp(`${RegExp.escape(module)}:(\\d+):\\d+`).exec(stderr) ?? [];
    const place = line === undefined ? undefined : placeOf(Number(line));
    const said = stderr.split("\n").find((text) => /Error|error|TS\d+/.test(text)) ?? stderr.trim();
    const problem = said.replace(/^error: /, "").replace(/^Uncaught (\(in promise\) )?/, "").trim();
    return place === undefined ? problem : `cell ${place.cell}, line ${place.line}: ${problem}`;
  }
}

/** Everything the kernel may do, except starting programs. */
const PERMISSIONS = [
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-ffi",
];
