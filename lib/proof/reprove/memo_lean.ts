import type {
  CheckReply,
  LeanBackend,
  LeanLimits,
  ProofState,
  StepReply,
} from "../lean/lean_backend.ts";

/** A backend that answers what it was asked before from memory, at the price that it had. */
export interface MemoLean extends LeanBackend {
  /** Requests that went to Lean, and those answered from memory. */
  readonly asked: number;
  readonly remembered: number;
}

interface Remembered<R> {
  readonly reply: R;
  readonly cap: number;
}

/** What Lean allows a request where nobody says otherwise, in thousands of heartbeats. */
const UNLIMITED = 200_000;

/**
 * Remembers replies for one goal, so that strategies which try the same tactics at the same states are each
 * charged for them although Lean works once.
 *
 * Only what heartbeats decide is remembered: a death or a deadline is asked again.
 */
export function memoLean(lean: LeanBackend): MemoLean {
  const steps = new Map<string, Remembered<StepReply>>();
  const checks = new Map<string, Remembered<CheckReply>>();
  let asked = 0, remembered = 0;

  const recall = async <R extends StepReply | CheckReply>(
    memory: Map<string, Remembered<R>>,
    key: string,
    limits: LeanLimits | undefined,
    ask: () => Promise<R>,
  ): Promise<R> => {
    const cap = limits?.heartbeats ?? UNLIMITED;
    const known = memory.get(key);
    if (known !== undefined && answers(known, cap)) {
      remembered++;
      const { heartbeats } = known.reply;
      // Had it been cut off earlier, it would have cost that much.
      const cost = heartbeats === undefined ? {} : { heartbeats: Math.min(heartbeats, cap) };
      return { ...known.reply, queueMs: 0, workMs: 0, ...cost };
    }
    asked++;
    const reply = await ask();
    if (reply.verdict !== "crashed" && !cutByTheClock(reply)) memory.set(key, { reply, cap });
    return reply;
  };
  const keyOf = (state: ProofState, tactic: string) =>
    [state.goal.statement, state.goal.before ?? "", ...state.path, tactic].join("\u0000");

  return {
    name: lean.name,
    toolchain: lean.toolchain,
    get asked() {
      return asked;
    },
    get remembered() {
      return remembered;
    },
    check: (goal, proof, limits) =>
      recall(
        checks,
        [goal.statement, goal.before ?? "", proof].join("\u0000"),
        limits,
        () => lean.check(goal, proof, limits),
      ),
    newState: (goal, limits) =>
      recall(
        steps,
        [goal.statement, goal.before ?? ""].join("\u0000"),
        limits,
        () => lean.newState(goal, limits),
      ),
    step: (state, tactic, limits) =>
      recall(steps, keyOf(state, tactic), limits, () => lean.step(state, tactic, limits)),
    reset: async () => {
      steps.clear();
      checks.clear();
      await lean.reset();
    },
    close: () => lean.close(),
    [Symbol.asyncDispose]: () => lean[Symbol.asyncDispose](),
  };
}

/** A reply holds for another cap if that would have let it come as far. */
function answers({ reply, cap }: Remembered<StepReply | CheckReply>, wanted: number): boolean {
  const { heartbeats, verdict } = reply;
  if (wanted === cap) return true;
  if (verdict === "timeout") return wanted < cap;
  return heartbeats !== undefined && heartbeats <= wanted;
}

/** Ran out of wall-clock time, not of heartbeats: another moment may give another answer. */
function cutByTheClock(reply: StepReply | CheckReply): boolean {
  return reply.verdict === "timeout" && reply.heartbeats === undefined;
}
