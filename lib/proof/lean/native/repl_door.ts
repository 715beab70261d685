import { z } from "zod";
import { UserError } from "../../../substrate/values/user_error.ts";
import { firstLine } from "../first_line.ts";
import { LineProcess } from "../line_process.ts";
import { type CrewWorker, WorkerCrew } from "../worker_crew.ts";
import { leanMessage } from "./lean_message.ts";
import type { NativeDoor } from "./native_backend.ts";
import { limitedCommand, type NativeProgram } from "./native_program.ts";

/** Options of {@linkcode openRepl}. */
export interface ReplOptions extends NativeProgram {
  /** What stands above every text, e.g. `import Mathlib`; elaborated once for each process. */
  readonly header: string;
  readonly toolchain: string;
  /** Texts after which a process is replaced, for what it has piled up. @default {200} */
  readonly maxTexts?: number;
  /** Milliseconds that the header may take. @default {600000} */
  readonly startMs?: number;
  /** @default {1} */
  readonly workers?: number;
  /** @default {1} */
  readonly spares?: number;
}

const sorry = z.object({
  pos: z.object({ line: z.number(), column: z.number() }),
  goal: z.string(),
});

/** What the REPL answers to a command. */
export const replReply = z.union([
  z.object({
    env: z.number().int(),
    messages: z.array(leanMessage).default([]),
    sorries: z.array(sorry).default([]),
  }),
  // Its word for a request that it does not understand.
  z.object({ message: z.string() }),
]);

/** A request of the REPL's protocol: one JSON document, and an empty line. */
export type ReplRequest =
  | { readonly cmd: string; readonly env?: number }
  | { readonly path: string };

/** One process of leanprover-community/repl. */
export class ReplProcess implements CrewWorker {
  #texts = 0;
  #broken = false;

  private constructor(
    private readonly process: LineProcess,
    private readonly env: number,
    private readonly maxTexts: number,
  ) {}

  /** Starts a REPL and elaborates the header. @throws {UserError} exit 1 when either fails. */
  static async start(options: ReplOptions, signal?: AbortSignal): Promise<ReplProcess> {
    const process = new LineProcess(limitedCommand(options), "\n\n");
    const reply = await ask(
      process,
      { cmd: options.header },
      options.startMs ?? 600_000,
      signal,
    );
    const env = typeof reply === "string" || !("env" in reply) ? undefined : reply;
    const error = env?.messages.find(({ severity }) => severity === "error")?.data;
    if (env !== undefined && error === undefined) {
      return new ReplProcess(process, env.env, options.maxTexts ?? 200);
    }
    await process.close();
    const why = error ?? (typeof reply === "string" ? process.stderr || reply : "no answer");
    throw new UserError(`the Lean REPL does not start: ${firstLine(why)}`, { exitCode: 1 });
  }

  get alive(): boolean {
    return this.process.alive && !this.#broken && this.#texts < this.maxTexts;
  }

  /** Elaborates a text above the header; earlier texts are not seen. */
  run(text: string, deadlineMs: number): ReturnType<typeof ask> {
    return this.#counted({ cmd: text, env: this.env }, deadlineMs);
  }

  async #counted(request: ReplRequest, deadlineMs: number): ReturnType<typeof ask> {
    this.#texts++;
    const reply = await ask(this.process, request, deadlineMs);
    if (typeof reply === "string") {
      this.#broken = true;
      this.process.kill();
    }
    return reply;
  }

  async close(): Promise<void> {
    this.#broken = true;
    await this.process.close();
  }
}

/** Asks a REPL once; a text says why there is no answer. */
export async function ask(
  process: LineProcess,
  request: ReplRequest,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<z.output<typeof replReply> | "timeout" | "ended" | "nonsense"> {
  await process.send(`${JSON.stringify(request)}\n\n`);
  const answer = await process.receive(deadlineMs, signal);
  if (typeof answer === "string") return answer;
  try {
    const reply = replReply.safeParse(JSON.parse(answer.text));
    return reply.success ? reply.data : "nonsense";
  } catch {
    return "nonsense";
  }
}

/** A native Lean behind its REPL: the header is imported once, processes are replaced when they die. */
export async function openRepl(options: ReplOptions): Promise<NativeDoor> {
  const crew = new WorkerCrew({
    start: (signal) => ReplProcess.start(options, signal),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.spares === undefined ? {} : { spares: options.spares }),
  });
  // Fails here, and not at the first proof, when the REPL cannot start.
  await crew.run(() => Promise.resolve());
  return {
    name: "repl",
    toolchain: options.toolchain,
    elaborate: (source, deadlineMs, onBegin, signal) =>
      crew.run(async (worker) => {
        onBegin();
        const reply = await worker.run(source, deadlineMs);
        if (reply === "timeout") {
          return { kind: "timeout", error: `no answer within ${deadlineMs} ms` };
        }
        if (typeof reply === "string") {
          const error = reply === "ended" ? "Lean died" : "the REPL said what is no answer";
          return { kind: "crashed", error };
        }
        if ("message" in reply) return { kind: "crashed", error: reply.message };
        return { kind: "messages", messages: reply.messages };
      }, { signal }),
    close: () => crew.close(),
  };
}
