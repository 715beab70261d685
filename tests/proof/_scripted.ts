import type {
  CheckReply,
  LeanBackend,
  LeanGoal,
  StepReply,
  Verdict,
} from "../../lib/proof/lean/lean_backend.ts";
import type { Strategy, StrategyResult } from "../../lib/proof/strategies/strategy.ts";

/** How the scripted backend is to behave. */
export interface ScriptedLeanOptions {
  /** Which proofs hold of which statement. @default every proof but those that say `wrong` */
  readonly holds?: (goal: LeanGoal, proof: string) => boolean;
  /** Heartbeats of a request. @default {10} */
  readonly heartbeats?: (goal: LeanGoal, proof: string) => number | undefined;
  /** Milliseconds that a request takes. @default {0} */
  readonly ms?: number;
  /** @default {"scripted-1"} */
  readonly toolchain?: string;
}

/** A backend for tests that proves nothing: it says what it was told to say. */
export interface ScriptedLean extends LeanBackend {
  readonly checked: { readonly goal: LeanGoal; readonly proof: string }[];
  readonly resets: number;
}

/** Makes one. A statement with `nonsense` in it does not elaborate; one with `False` has no proof. */
export function scriptedLean(options: ScriptedLeanOptions = {}): ScriptedLean {
  const holds = options.holds ??
    ((goal: LeanGoal, proof: string) => !/wrong/.test(proof) && !/False/.test(goal.statement));
  const cost = (goal: LeanGoal, proof: string) => {
    const heartbeats = options.heartbeats ? options.heartbeats(goal, proof) : 10;
    const { ms = 0 } = options;
    return { queueMs: 0, workMs: ms, ...(heartbeats === undefined ? {} : { heartbeats }) };
  };
  const slept = () => new Promise((done) => setTimeout(done, options.ms ?? 0));
  const checked: { goal: LeanGoal; proof: string }[] = [];
  let resets = 0;
  return {
    checked,
    get resets() {
      return resets;
    },
    name: "scripted",
    toolchain: options.toolchain ?? "scripted-1",
    check: async (goal, proof): Promise<CheckReply> => {
      await slept();
      checked.push({ goal, proof });
      const verdict: Verdict = holds(goal, proof) ? "proved" : "failed";
      const error = verdict === "failed" ? { error: "scripted: no" } : {};
      return { verdict, axioms: [], used: ["Nat.rec"], ...error, ...cost(goal, proof) };
    },
    newState: async (goal): Promise<StepReply> => {
      await slept();
      if (/nonsense/.test(goal.statement)) {
        return { verdict: "failed", error: "unknown identifier 'nonsense'", ...cost(goal, "") };
      }
      return { verdict: "open", state: { goal, path: [], goals: ["⊢"] }, ...cost(goal, "") };
    },
    step: async (state, tactic): Promise<StepReply> => {
      await slept();
      const next = { ...state, path: [...state.path, tactic] };
      return { verdict: "open", state: next, ...cost(state.goal, tactic) };
    },
    reset: () => {
      resets++;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** What a scripted strategy does. */
export interface ScriptedStrategyOptions {
  /** Requests that it makes. @default {1} */
  readonly requests?: number;
  /** Milliseconds that it sleeps before each of them. @default {0} */
  readonly ms?: number;
  /** Whether it has a proof of a goal in the end. @default {always} */
  readonly proves?: (statement: string, lemmas: readonly string[]) => boolean;
  readonly tactics?: readonly string[];
  readonly subgoals?: (statement: string) => readonly string[];
  /** Throws this often before it works. @default {0} */
  readonly breaks?: number;
  readonly weight?: "light" | "heavy";
  /** Hears of each run. */
  readonly onRun?: (statement: string) => void;
}

/** A strategy for tests. */
export function scriptedStrategy(name: string, options: ScriptedStrategyOptions = {}): Strategy {
  const { requests = 1, ms = 0, proves = () => true, tactics = [`${name}_tactic`] } = options;
  let breaks = options.breaks ?? 0;
  return {
    name,
    weight: options.weight ?? "light",
    run: async (goal, limits, { lean, lemmas }): Promise<StrategyResult> => {
      options.onRun?.(goal.statement);
      if (breaks-- > 0) throw new Error(`${name} broke down`);
      let heartbeats = 0;
      for (let i = 0; i < requests; i++) {
        if (ms > 0) await new Promise((done) => setTimeout(done, ms));
        limits.signal?.throwIfAborted();
        const reply = await lean.check({ statement: goal.statement }, `by wrong_${i}`);
        heartbeats += reply.heartbeats ?? 0;
      }
      const success = proves(goal.statement, lemmas.map((lemma) => lemma.name));
      return {
        ...{ success, strategy: name, tactics: success ? tactics : [], heartbeats },
        ...{ timeSeconds: 0, subgoals: success ? [] : options.subgoals?.(goal.statement) ?? [] },
        ...(success ? {} : { error: "no proof found" }),
      };
    },
  };
}
