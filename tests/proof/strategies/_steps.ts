import type {
  CheckReply,
  LeanBackend,
  LeanLimits,
  ProofState,
  StepReply,
} from "../../../lib/proof/lean/lean_backend.ts";
import type { Goal } from "../../../lib/proof/goal/goal.ts";
import type { StrategyTools } from "../../../lib/proof/strategies/strategy.ts";
import { manualClock } from "../../../lib/substrate/values/clock.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";

/** What a tactic makes of a state: goals left (none is proved), or a verdict that ends it. */
export type Effect = readonly string[] | "failed" | "timeout" | "crashed" | "forbidden";

/** A backend whose steps follow a script; it proves nothing. */
export interface SteppedLean extends LeanBackend {
  readonly asked: { readonly tactic: string; readonly limits: LeanLimits }[];
}

/** Options of {@linkcode steppedLean}. */
export interface SteppedOptions {
  readonly root: string;
  readonly effect: (tactic: string, state: ProofState) => Effect;
  /** Of every request, in thousands. @default {10} */
  readonly heartbeats?: number;
  /** @default whole scripts hold */
  readonly whole?: "proved" | "failed";
}

/** Makes one. */
export function steppedLean(options: SteppedOptions): SteppedLean {
  const { root, effect, heartbeats = 10, whole = "proved" } = options;
  const cost = { queueMs: 0, workMs: 1, heartbeats };
  const asked: { tactic: string; limits: LeanLimits }[] = [];
  return {
    asked,
    name: "scripted",
    toolchain: "scripted-1",
    check: (): Promise<CheckReply> =>
      Promise.resolve({ ...cost, verdict: whole, axioms: [], used: [] }),
    newState: (goal): Promise<StepReply> =>
      Promise.resolve({ ...cost, verdict: "open", state: { goal, path: [], goals: [root] } }),
    step: (state, tactic, limits = {}): Promise<StepReply> => {
      asked.push({ tactic, limits });
      const made = effect(tactic, state);
      if (typeof made === "string") return Promise.resolve({ ...cost, verdict: made, error: made });
      const next = { goal: state.goal, path: [...state.path, tactic], goals: made };
      if (made.length > 0) return Promise.resolve({ ...cost, verdict: "open", state: next });
      return Promise.resolve({ ...cost, verdict: "proved", state: next, axioms: [] });
    },
    reset: () => Promise.resolve(),
    close: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** A goal of a test. */
export function testGoal(statement: string): Goal {
  return {
    ...{ name: "test", statement, context: [], difficulty: 0.5, priority: 0.5 },
    ...{ category: "nat", source: "command" },
  };
}

/** Tools around a backend. */
export function testTools(lean: LeanBackend): StrategyTools {
  return { lean, lemmas: [], prng: createPrng(1), clock: manualClock() };
}
