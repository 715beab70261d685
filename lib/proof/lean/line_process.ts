import { killGroup } from "../../substrate/compute/deadline.ts";

/** A program that is spoken to over its standard input and output. */
export interface LineProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Gives the program that environment and nothing of the caller's. @default {false} */
  readonly clearEnv?: boolean;
}

/** Why no message came: the time was over, or the program ended. */
export type Silence = "timeout" | "ended";

/** How many bytes a program may print without finishing a message. */
const MAX_MESSAGE = 64 * 1024 * 1024;
const STDERR_KEPT = 2000;

/**
 * A running program that answers in text, killed with its whole process group.
 *
 * Messages end with `separator`; a program that prints on and on without one is killed.
 */
export class LineProcess {
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #encoder = new TextEncoder();
  #buffer = "";
  #stderr = "";
  #alive = true;
  /** Resolves when the program has ended, however it did. */
  readonly ended: Promise<void>;

  /** @throws {Deno.errors.NotFound} when there is no such program. */
  constructor(program: LineProgram, private readonly separator = "\n") {
    this.#child = new Deno.Command(program.command, {
      args: [...program.args],
      ...(program.cwd === undefined ? {} : { cwd: program.cwd }),
      ...(program.env === undefined ? {} : { env: { ...program.env } }),
      clearEnv: program.clearEnv ?? false,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      // The leader of a group that can be killed as one.
      detached: true,
    }).spawn();
    this.#stdin = this.#child.stdin.getWriter();
    this.#reader = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const errors = this.#readErrors();
    this.ended = this.#child.status.then(async () => {
      this.#alive = false;
      killGroup(this.#child.pid);
      await errors;
    });
  }

  get pid(): number {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** The end of what was printed to standard error. */
  get stderr(): string {
    return this.#stderr.trim();
  }

  /** Sends a text; a program that has ended does not hear it. */
  async send(text: string): Promise<void> {
    try {
      await this.#stdin.write(this.#encoder.encode(text));
    } catch {
      // The pipe is broken: the next receive says so.
    }
  }

  /**
   * The next message, without its separator. After a silence the process is dead or as good as dead; an abort
   * kills it.
   */
  async receive(
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<{ readonly text: string } | Silence> {
    const onAbort = () => this.kill();
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) onAbort();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<"timeout">((resolve) => {
      timer = setTimeout(() => resolve("timeout"), deadlineMs);
    });
    try {
      for (;;) {
        const at = this.#buffer.indexOf(this.separator);
        if (at >= 0) {
          const text = this.#buffer.slice(0, at);
          this.#buffer = this.#buffer.slice(at + this.separator.length);
          return { text };
        }
        if (this.#buffer.length > MAX_MESSAGE) {
          this.kill();
          return "ended";
        }
        const next = await Promise.race([this.#reader.read(), over]);
        if (next === "timeout") {
          this.kill();
          return "timeout";
        }
        if (next.done) return "ended";
        this.#buffer += next.value;
      }
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  /** Kills the program and all that it started. */
  kill(): void {
    if (this.#alive) killGroup(this.#child.pid);
  }

  /** Kills it and waits until it is gone. */
  async close(): Promise<void> {
    this.kill();
    await this.ended;
    await this.#reader.cancel().catch(() => {});
    await this.#stdin.abort().catch(() => {});
  }

  async #readErrors(): Promise<void> {
    try {
      for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
        this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT);
      }
    } catch {
      // Somebody outside the group holds the pipe.
    }
  }
}
