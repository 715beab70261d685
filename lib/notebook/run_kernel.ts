import { z } from "zod";
import { writeAtomicFile } from "../substrate/records/atomic_file.ts";
import {
  codeOf,
  type Notebook,
  type Output,
  outputsSchema,
  parseNotebook,
  printNotebook,
} from "./notebook.ts";
import type { NotebookResult } from "./notebook_result.ts";
import { withOutputs } from "./stored_outputs.ts";

/** How a notebook is run on a real kernel. */
export interface KernelOptions {
  readonly file: string;
  /** A Python that has `jupyter_client`: {@linkcode findJupyterPython}. */
  readonly python: string;
  /** Write the fresh outputs into the file. @default {true} */
  readonly save?: boolean;
  /** Seconds the whole notebook may take. @default {300} */
  readonly seconds?: number;
  /** Stops the run together with its kernel. */
  readonly signal?: AbortSignal;
}

const DRIVER = new URL("./kernel_driver.py", import.meta.url);

const event = z.object({
  cell: z.number().int(),
  outputs: outputsSchema.optional(),
  stopped: z.enum(["timeout", "died"]).optional(),
});

/**
 * Runs a notebook on the Deno kernel through Jupyter, in the notebook's own folder, and stores its outputs.
 *
 * The kernel is registered in a temporary folder, never in the user's home, and is this very Deno. A
 * notebook that fails is left as it was.
 */
export async function runKernel(options: KernelOptions): Promise<NotebookResult> {
  const { file, save = true, seconds = 300 } = options;
  const before = await Deno.readTextFile(file);
  const notebook = parseNotebook(before, file);
  const cells = codeOf(notebook);
  const lines = await drive(options, cells, seconds);
  const outputs: Output[][] = [];
  for (const line of lines) {
    const { cell, outputs: own = [], stopped } = event.parse(JSON.parse(line));
    const error = own.find((output) => output.output_type === "error");
    const failure = stopped === "timeout"
      ? `not done after ${seconds} s`
      : stopped === "died"
      ? "the kernel ended"
      : error && `${error.ename}: ${error.evalue}`.replace(/\s*[\r\n]+\s*/g, " ");
    if (failure !== undefined) {
      return { file, cells: cells.length, failure: `cell ${cell + 1}: ${failure}` };
    }
    outputs.push(own);
  }
  const after = printNotebook(withOutputs(notebook, outputs));
  const changed = outputsOf(notebook) !== outputsOf(parseNotebook(after, file));
  if (save && after !== before) await writeAtomicFile(file, after);
  return { file, cells: cells.length, changed };
}

/** Runs the driver and returns its lines, one for each cell that was run. */
async function drive(
  options: KernelOptions,
  cells: readonly string[],
  seconds: number,
): Promise<string[]> {
  const home = await Deno.makeTempDir({ prefix: "baton-jupyter-" });
  try {
    await Deno.mkdir(`${home}/kernels/deno`, { recursive: true });
    const argv = [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"];
    const spec = { argv, display_name: "Deno", language: "typescript" };
    await Deno.writeTextFile(`${home}/kernels/deno/kernel.json`, JSON.stringify(spec));
    const child = new Deno.Command(options.python, {
      args: [decodeURIComponent(DRIVER.pathname)],
      env: {
        NO_COLOR: "1",
        JUPYTER_DATA_DIR: home,
        JUPYTER_RUNTIME_DIR: `${home}/runtime`,
        JUPYTER_CONFIG_DIR: `${home}/config`,
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      ...(options.signal && { signal: options.signal }),
    }).spawn();
    const folder = await Deno.realPath(options.file.replace(/[^/]*$/, "") || ".");
    const job = JSON.stringify({ kernel: "deno", cwd: folder, seconds, cells });
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(job));
    await writer.close();
    const { success, stdout, stderr } = await child.output();
    options.signal?.throwIfAborted();
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    const lines = text(stdout).split("\n").filter((line) => line !== "");
    if (success) return lines;
    const last = text(stderr).trim().split("\n").at(-1);
    throw new Error(`${options.file}: the Jupyter driver failed: ${last}`);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

/** The stored outputs as one text, for comparison. */
function outputsOf(notebook: Notebook): string {
  return JSON.stringify(
    notebook.cells.map((cell) => cell.cell_type === "code" ? cell.outputs : []),
  );
}
