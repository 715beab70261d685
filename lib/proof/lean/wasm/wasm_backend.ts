import { type Clock, systemClock } from "../../../substrate/values/clock.ts";
import type {
  CheckReply,
  LeanBackend,
  LeanCost,
  LeanGoal,
  LeanLibrary,
  LeanLimits,
  ProofState,
  StepReply,
} from "../lean_backend.ts";
import { WorkerCrew } from "../worker_crew.ts";
import { CheckerProcess, type NoReply } from "./checker_process.ts";
import type { CheckerReply } from "./checker_reply.ts";
import { WasmLibrary } from "./wasm_library.ts";
import { prepareLean } from "./prepare.ts";
import type { PrepareOptions } from "./prepared_lean.ts";

/** Options of {@linkcode openWasmLean}. */
export interface WasmLeanOptions extends PrepareOptions {
  /** Lean processes that work side by side, about 1.5 GB of memory each. @default {1} */
  readonly workers?: number;
  /** Processes kept ready for when one dies. @default {1} */
  readonly spares?: number;
  /** @default the machine's clock */
  readonly clock?: Clock;
}

/** Milliseconds that a request without a deadline may take. */
const DEADLINE_MS = 30_000;
const HEARTBEATS = 200_000;
/** Library search grows its index as it goes: what it costs is a matter of what was asked before. */
const LIBRARY_SEARCH = /\b(exact|apply|rw)\?/;

/**
 * Opens the embedded Lean: prepares it if need be and starts it.
 *
 * A proof counts when the kernel accepted it and every declaration that it made on the pristine library,
 * and its own terms name no axiom but `propext`, `Classical.choice` and `Quot.sound`. The library itself
 * is taken as the package ships it; proofs of its theorems are not in the package.
 *
 * @throws {UserError} exit 1 when it cannot be fetched or does not start.
 */
export async function openWasmLean(options: WasmLeanOptions): Promise<LeanBackend> {
  const prepared = await prepareLean(options);
  options.onProgress?.("starting Lean");
  const crew = new WorkerCrew({
    start: async (signal) => await warmUp(await CheckerProcess.start(prepared, signal), signal),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.spares === undefined ? {} : { spares: options.spares }),
  });
  const toolchain = await crew.run(({ toolchain }) => Promise.resolve(toolchain));
  return new WasmLean(crew, toolchain, options.clock ?? systemClock);
}

/** Where a state is kept. */
interface Kept {
  readonly worker: CheckerProcess;
  readonly id: number;
}

type Answer = CheckerReply | NoReply;
type Asked = { readonly answer: Answer; readonly worker: CheckerProcess } & LeanCost;

class WasmLean implements LeanBackend {
  readonly name = "wasm";
  readonly library: LeanLibrary;
  #kept = new WeakMap<ProofState, Kept>();

  constructor(
    private readonly crew: WorkerCrew<CheckerProcess>,
    readonly toolchain: string,
    private readonly clock: Clock,
  ) {
    this.library = new WasmLibrary(toolchain, async (request, limits) => {
      const asked = await this.#ask(
        limits,
        undefined,
        (worker, deadlineMs) => worker.ask({ ...request, ...wireLimits(limits) }, deadlineMs),
      );
      return asked.answer;
    });
  }

  async check(goal: LeanGoal, proof: string, limits: LeanLimits = {}): Promise<CheckReply> {
    const asked = await this.#ask(
      limits,
      undefined,
      (worker, deadlineMs) =>
        worker.ask({ op: "check", ...wireGoal(goal), proof, ...wireLimits(limits) }, deadlineMs),
    );
    const { answer } = asked;
    const nothing = { axioms: [], used: [], ...costOf(asked) };
    if (answer.verdict === "proved") {
      return {
        ...nothing,
        verdict: "proved",
        axioms: answer.axioms.toSorted(),
        used: answer.used.toSorted(),
      };
    }
    return { ...nothing, ...failure(answer) };
  }

  async newState(goal: LeanGoal, limits: LeanLimits = {}): Promise<StepReply> {
    const asked = await this.#ask(
      limits,
      undefined,
      (worker, deadlineMs) => openState(worker, goal, limits, deadlineMs),
    );
    return this.#stepReply(asked, goal, []);
  }

  async step(state: ProofState, tactic: string, limits: LeanLimits = {}): Promise<StepReply> {
    const kept = this.#kept.get(state);
    const asked = await this.#ask(limits, kept?.worker, async (worker, deadlineMs) => {
      const end = this.clock.monotonic() + deadlineMs;
      const left = () => Math.max(1, end - this.clock.monotonic());
      const step = (id: number) =>
        worker.ask({ op: "step", state: id, tactic, ...wireLimits(limits) }, left());
      if (kept?.worker === worker) {
        const answer = await step(kept.id);
        if (answer.verdict !== "gone") return answer;
      }
      const again = await this.#reach(worker, state, limits, left);
      return typeof again === "number" ? await step(again) : again;
    });
    const { heartbeats: _, ...untold } = asked;
    const told = LIBRARY_SEARCH.test(tactic) ? untold : asked;
    return this.#stepReply(told, state.goal, [...state.path, tactic]);
  }

  async reset(): Promise<void> {
    this.#kept = new WeakMap();
    for (const worker of this.crew.members) {
      await this.crew.run((free) => free.ask({ op: "reset" }, DEADLINE_MS), { prefer: worker });
    }
  }

  close(): Promise<void> {
    return this.crew.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Makes a state again from its path, in a process that does not have it. */
  async #reach(
    worker: CheckerProcess,
    state: ProofState,
    limits: LeanLimits,
    left: () => number,
  ): Promise<number | Answer> {
    let answer = await openState(worker, state.goal, limits, left());
    for (const tactic of state.path) {
      if (answer.verdict !== "open") break;
      const request = { op: "step", state: answer.state, tactic, ...wireLimits(limits) };
      answer = await worker.ask(request, left());
    }
    if (answer.verdict !== "open") {
      if (answer.verdict !== "proved" && answer.verdict !== "failed") return answer;
      return { verdict: "crashed", error: "the state cannot be reached again by its path" };
    }
    this.#kept.set(state, { worker, id: answer.state });
    return answer.state;
  }

  async #ask(
    limits: LeanLimits,
    prefer: CheckerProcess | undefined,
    work: (worker: CheckerProcess, deadlineMs: number) => Promise<Answer>,
  ): Promise<Asked> {
    const asked = this.clock.monotonic();
    return await this.crew.run(async (worker) => {
      const begun = this.clock.monotonic();
      const answer = await work(worker, limits.deadlineMs ?? DEADLINE_MS);
      const workMs = this.clock.monotonic() - begun;
      const heartbeats = "heartbeats" in answer ? { heartbeats: answer.heartbeats } : {};
      return { answer, worker, queueMs: begun - asked, workMs, ...heartbeats };
    }, { prefer, signal: limits.signal });
  }

  #stepReply(asked: Asked, goal: LeanGoal, path: readonly string[]): StepReply {
    const { answer, worker } = asked;
    const cost = costOf(asked);
    if (answer.verdict === "open" || answer.verdict === "proved") {
      const state: ProofState = { goal, path, goals: answer.goals ?? [] };
      if (answer.state !== undefined) this.#kept.set(state, { worker, id: answer.state });
      if (answer.verdict === "open") return { ...cost, verdict: "open", state };
      return { ...cost, verdict: "proved", state, axioms: answer.axioms.toSorted() };
    }
    return { ...cost, ...failure(answer) };
  }
}

/** What Lean makes once and keeps is made before the first request, whose heartbeats would tell of it. */
async function warmUp(worker: CheckerProcess, signal: AbortSignal): Promise<CheckerProcess> {
  const limits = { heartbeats: HEARTBEATS };
  // A dead worker answers at once.
  signal.addEventListener("abort", () => void worker.close(), { once: true });
  const open = await worker.ask(
    { op: "new", statement: WARM_UP.statement, ...limits },
    DEADLINE_MS,
  );
  if (open.verdict !== "open") return worker;
  for (const tactic of WARM_UP.tactics) {
    await worker.ask({ op: "step", state: open.state, tactic, ...limits }, DEADLINE_MS);
  }
  await worker.ask({ op: "reset" }, DEADLINE_MS);
  return worker;
}

const WARM_UP = {
  statement: "∀ (n m : Nat) (xs : List Nat), n + m = m + n ∧ xs ++ [] = xs",
  tactics: [
    "intros; omega",
    "simp",
    "intros; grind",
    "decide",
    "intro n m xs; cases xs <;> simp_all",
  ],
};

function openState(
  worker: CheckerProcess,
  goal: LeanGoal,
  limits: LeanLimits,
  deadlineMs: number,
): Promise<Answer> {
  return worker.ask({ op: "new", ...wireGoal(goal), ...wireLimits(limits) }, deadlineMs);
}

function wireGoal({ statement, lemmas, before }: LeanGoal) {
  return {
    statement,
    ...(lemmas === undefined || lemmas.length === 0 ? {} : { lemmas }),
    ...(before === undefined ? {} : { before }),
  };
}

function wireLimits({ heartbeats }: LeanLimits) {
  return { heartbeats: heartbeats ?? HEARTBEATS };
}

function costOf({ queueMs, workMs, heartbeats }: LeanCost): LeanCost {
  return { queueMs, workMs, ...(heartbeats === undefined ? {} : { heartbeats }) };
}

function failure(answer: Answer) {
  switch (answer.verdict) {
    case "failed":
    case "forbidden":
    case "timeout":
      return { verdict: answer.verdict, error: answer.error };
    case "deadline":
      return { verdict: "timeout" as const, error: answer.error };
    case "crashed":
      return { verdict: "crashed" as const, error: answer.error };
    default:
      return { verdict: "crashed" as const, error: `Lean answered ${answer.verdict}` };
  }
}
