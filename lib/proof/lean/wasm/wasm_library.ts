import { UserError } from "../../../substrate/values/user_error.ts";
import type { LeanGoal, LeanLibrary, LeanLimits, LibraryTheorem } from "../lean_backend.ts";
import type { NoReply } from "./checker_process.ts";
import type { CheckerReply } from "./checker_reply.ts";
import type { CheckerRequest } from "./checker_process.ts";

/** Theorems asked for at a time: less than a second of Lean's work. */
const CHUNK = 200;

/** Asks a free worker, in turn with the requests for proofs. */
export type AskLean = (
  request: CheckerRequest,
  limits: LeanLimits,
) => Promise<CheckerReply | NoReply>;

/** The embedded library, as the checker has it imported. */
export class WasmLibrary implements LeanLibrary {
  constructor(readonly toolchain: string, private readonly ask: AskLean) {}

  async *theorems(options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<LibraryTheorem> {
    const limits: LeanLimits = { deadlineMs: 120_000, ...options };
    for (let module = 0, modules = 1; module < modules; module++) {
      for (let from = 0, whole = false; !whole;) {
        options.signal?.throwIfAborted();
        const reply = await this.ask({ op: "theorems", module, from, count: CHUNK }, limits);
        if (reply.verdict !== "listed") throw refused("listing the library", reply);
        for (const theorem of reply.theorems) {
          yield { ...theorem, module: reply.module, order: module };
        }
        ({ next: from, whole, modules } = reply);
      }
    }
  }

  async normalise(goal: LeanGoal, limits: LeanLimits = {}): Promise<string> {
    const reply = await this.ask({ op: "normalise", ...goal }, limits);
    if (reply.verdict !== "normal") throw refused(goal.statement, reply);
    return reply.text;
  }
}

function refused(what: string, reply: CheckerReply | NoReply): UserError {
  const why = "error" in reply ? reply.error : `Lean answered ${reply.verdict}`;
  return new UserError(`${what}: ${why}`, { exitCode: 1 });
}
