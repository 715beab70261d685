import { runWithDeadline } from "../../../substrate/compute/deadline.ts";
import { WorkerCrew } from "../worker_crew.ts";
import { type LeanMessage, leanMessage } from "./lean_message.ts";
import type { Elaborated, NativeDoor } from "./native_backend.ts";
import { limitedCommand, type NativeProgram } from "./native_program.ts";

/** Options of {@linkcode openFileLean}. */
export interface FileLeanOptions extends NativeProgram {
  /** What stands above every text, e.g. `import Mathlib`; imported anew each time. */
  readonly header: string;
  readonly toolchain: string;
  /** Texts elaborated side by side. @default {1} */
  readonly workers?: number;
}

/** Lean prints at most a hundred errors; a proof needs one. */
const MAX_OUTPUT = 4 * 1024 * 1024;

/** A native Lean as the `lean --json` command: a whole file each time, simple and slow. */
export function openFileLean(options: FileLeanOptions): NativeDoor {
  const seats = new WorkerCrew({
    start: () => Promise.resolve({ alive: true, close: () => Promise.resolve() }),
    workers: options.workers ?? 1,
    spares: 0,
  });
  return {
    name: "file",
    toolchain: options.toolchain,
    elaborate: (source, deadlineMs, onBegin, signal) =>
      seats.run(() => {
        onBegin();
        return elaborateFile(options, `${options.header}\n\n${source}`, deadlineMs);
      }, { signal }),
    close: () => seats.close(),
  };
}

async function elaborateFile(
  options: FileLeanOptions,
  text: string,
  deadlineMs: number,
): Promise<Elaborated> {
  const folder = await Deno.makeTempDir({ prefix: "baton-lean-" });
  try {
    const file = `${folder}/proof.lean`;
    await Deno.writeTextFile(file, text);
    const command = [...options.command, "--json", file];
    const done = await runWithDeadline({
      ...limitedCommand({ ...options, command }),
      deadlineMs,
      maxOutputBytes: MAX_OUTPUT,
    });
    if (done.ended === "deadline") {
      return { kind: "timeout", error: `no answer within ${deadlineMs} ms` };
    }
    const messages = parseMessages(done.stdout);
    // Lean ends with 0 or 1; anything else is a death, whatever it printed before.
    if (messages === undefined || done.truncated || done.code > 1) {
      const said = done.stderr.trim().split("\n").at(-1) || `exit code ${done.code}`;
      return { kind: "crashed", error: `Lean died: ${said}` };
    }
    return { kind: "messages", messages };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** One message a line; nothing where a line is none. */
function parseMessages(stdout: string): LeanMessage[] | undefined {
  const messages: LeanMessage[] = [];
  for (const line of stdout.split("\n")) {
    if (line.trim() === "") continue;
    try {
      messages.push(leanMessage.parse(JSON.parse(line)));
    } catch {
      return undefined;
    }
  }
  return messages;
}
