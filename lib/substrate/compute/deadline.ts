/** A command to run under a deadline. */
export interface DeadlineOptions {
  readonly command: string;
  readonly args?: readonly string[];
  /** @default the caller's folder */
  readonly cwd?: string;
  /** Added to the caller's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** @default nothing: the child reads an empty input */
  readonly stdin?: string;
  /** Wall-clock milliseconds after which the command and all its children are killed. */
  readonly deadlineMs: number;
  /**
   * Bytes kept of each of stdout and stderr; the rest is read and dropped.
   *
   * @default {1048576}
   */
  readonly maxOutputBytes?: number;
  /** Kills the command as the deadline does. */
  readonly signal?: AbortSignal;
}

/** How a command under a deadline ended. */
export interface DeadlineResult {
  readonly ended: "exited" | "deadline" | "aborted";
  /** Exit code; 137 after a kill. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** More was printed than was kept. */
  readonly truncated: boolean;
}

/** How long output may still trickle in once the group is dead; then someone else holds the pipe. */
const DRAIN_MS = 200;

/**
 * Runs a command in a process group of its own and kills the whole group, children and their children
 * included, when the deadline passes, the signal aborts, or the command ends and leaves some behind.
 *
 * A descendant that makes a session of its own (`setsid`) escapes. Unix only.
 *
 * @throws {Deno.errors.NotFound} when there is no such command.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { runWithDeadline } from "./deadline.ts";
 * const done = await runWithDeadline({ command: "sleep", args: ["60"], deadlineMs: 20 });
 * assertEquals(done.ended, "deadline");
 * ```
 */
export async function runWithDeadline(options: DeadlineOptions): Promise<DeadlineResult> {
  options.signal?.throwIfAborted();
  const child = new Deno.Command(options.command, {
    args: [...options.args ?? []],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
    stdin: options.stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
    // A session of its own makes the child the leader of a group that can be killed as one.
    detached: true,
  }).spawn();
  let ended: DeadlineResult["ended"] = "exited";
  const kill = (why: "deadline" | "aborted") => {
    ended = why;
    killGroup(child.pid);
  };
  const timer = setTimeout(() => kill("deadline"), options.deadlineMs);
  const onAbort = () => kill("aborted");
  options.signal?.addEventListener("abort", onAbort);
  const max = options.maxOutputBytes ?? 1024 * 1024;
  const outputs = [collect(child.stdout, max), collect(child.stderr, max)] as const;
  try {
    if (options.stdin !== undefined) void feed(child.stdin, options.stdin);
    const status = await child.status;
    // Children that outlive their parent would keep both the CPU and the pipes.
    killGroup(child.pid);
    await settledWithin(DRAIN_MS, Promise.all(outputs.map((output) => output.done)));
    for (const output of outputs) output.stop();
    const [stdout, stderr] = outputs;
    return {
      ended,
      code: status.code,
      stdout: stdout.text(),
      stderr: stderr.text(),
      truncated: stdout.truncated() || stderr.truncated(),
    };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
  }
}

/** Kills every process of a group; one that is gone already is no error. */
export function killGroup(leader: number): void {
  try {
    Deno.kill(-leader, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** A child that ends without reading its input breaks the pipe, which is its right. */
async function feed(stdin: WritableStream<Uint8Array>, text: string): Promise<void> {
  try {
    await new Blob([text]).stream().pipeTo(stdin);
  } catch {
    return;
  }
}

function collect(stream: ReadableStream<Uint8Array>, max: number) {
  const reader = stream.getReader();
  const kept: Uint8Array[] = [];
  let bytes = 0;
  let truncated = false;
  const read = async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const piece = next.value.subarray(0, max - bytes);
      if (piece.length < next.value.length) truncated = true;
      if (piece.length > 0) kept.push(piece);
      bytes += piece.length;
    }
  };
  return {
    done: read().catch(() => {}),
    stop: () => void reader.cancel().catch(() => {}),
    text: () => {
      const decoder = new TextDecoder();
      return kept.map((piece) => decoder.decode(piece, { stream: true })).join("") +
        decoder.decode();
    },
    truncated: () => truncated,
  };
}

async function settledWithin(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
