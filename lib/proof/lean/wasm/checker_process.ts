import { UserError } from "../../../substrate/values/user_error.ts";
import { LineProcess } from "../line_process.ts";
import type { CrewWorker } from "../worker_crew.ts";
import { checkerReady, type CheckerReply, checkerReply } from "./checker_reply.ts";
import type { PreparedLean } from "./prepared_lean.ts";
import { sandboxWords } from "./sandbox.ts";

/** A request to the checker, without its id. */
export type CheckerRequest = { readonly op: string } & Readonly<Record<string, unknown>>;

/** No answer: the process is dead, and why. */
export interface NoReply {
  readonly verdict: "deadline" | "crashed";
  readonly error: string;
}

/** A start on a machine that is busy with others. */
const START_MS = 300_000;

/** One sandboxed checker. */
export class CheckerProcess implements CrewWorker {
  #process: LineProcess;
  // What Lean runs cannot know the ids, and so not answer in the checker's place.
  readonly #session = crypto.randomUUID();
  #count = 0;
  #broken = false;
  /** As Lean tells it: version and commit. */
  readonly toolchain: string;

  private constructor(process: LineProcess, toolchain: string) {
    this.#process = process;
    this.toolchain = toolchain;
  }

  /**
   * Starts a checker and waits until it takes requests.
   *
   * @param signal kills it when it aborts before that
   * @throws {UserError} exit 1 when it does not start, with what it said.
   */
  static async start(prepared: PreparedLean, signal?: AbortSignal): Promise<CheckerProcess> {
    const process = new LineProcess({
      command: Deno.execPath(),
      args: [
        ...sandboxWords(prepared, `${prepared.checker}/launcher.cjs`, {
          read: [prepared.checker],
        }),
        "check",
        `${prepared.engine}/checker.cjs`,
        prepared.library,
        prepared.checker,
      ],
      cwd: prepared.checker,
    });
    const first = await process.receive(START_MS, signal);
    const ready = typeof first === "string" ? undefined : parseJson(first.text);
    const { success, data } = checkerReady.safeParse(ready);
    if (success) return new CheckerProcess(process, `Lean ${data.version} (${short(data.commit)})`);
    await process.close();
    const why = first === "timeout" ? "no answer in time" : lastWords(process.stderr);
    throw new UserError(`the embedded Lean does not start: ${why}`, { exitCode: 1 });
  }

  get alive(): boolean {
    return this.#process.alive && !this.#broken;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Asks, and waits for the answer until the deadline; then the process is killed. */
  async ask(request: CheckerRequest, deadlineMs: number): Promise<CheckerReply | NoReply> {
    const id = `${this.#session}:${this.#count++}`;
    await this.#process.send(`${JSON.stringify({ ...request, id })}\n`);
    const line = await this.#process.receive(deadlineMs);
    if (line === "timeout") {
      this.#broken = true;
      return { verdict: "deadline", error: `no answer within ${deadlineMs} ms` };
    }
    if (line === "ended") {
      this.#broken = true;
      await this.#process.close();
      return { verdict: "crashed", error: `Lean died: ${lastWords(this.#process.stderr)}` };
    }
    const reply = checkerReply.safeParse(parseJson(line.text));
    if (reply.success && reply.data.id === id) return reply.data;
    // Whatever speaks there, it is not the checker any more.
    this.#broken = true;
    this.#process.kill();
    return { verdict: "crashed", error: "Lean said what is no answer" };
  }

  async close(): Promise<void> {
    this.#broken = true;
    await this.#process.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// deno-lint-ignore no-control-regex -- colours of a terminal
const COLOUR = /\x1b\[\d*m/g;

/**
 * Why a process ended, from what it said: Lean's own last cry, else the last error, else the last words.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lastWords } from "./checker_process.ts";
 * assertEquals(lastWords("INTERNAL PANIC: too big\nerror: Uncaught ExitStatus {\n}"), "too big");
 * assertEquals(lastWords("error: Uncaught (in promise) 353433192"), "memory used up");
 * assertEquals(lastWords("error: Uncaught RangeError: deep\n    at f (x.js:1:2)"), "RangeError: deep");
 * assertEquals(lastWords(""), "it said nothing");
 * ```
 */
export function lastWords(text: string): string {
  const lines = text.replace(COLOUR, "").split("\n").map((line) => line.trim())
    .filter((line) => /\p{L}/u.test(line) && !line.startsWith("at "));
  const line = lines.findLast((one) => one.startsWith("INTERNAL PANIC: ")) ??
    lines.findLast((one) => /^error: |^\w*Error: /.test(one)) ?? lines.at(-1) ?? "it said nothing";
  // Lean's C++ throws a number; here that is what it does when it gets no more memory.
  if (/Uncaught (\(in promise\) )?\d+$/.test(line)) return "memory used up";
  return line.replace(/^INTERNAL PANIC: |^error: (Uncaught )?(\(in promise\) )?/, "");
}

const short = (commit: string): string => commit.slice(0, 12);
