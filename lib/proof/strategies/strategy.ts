import type { Prng } from "../../substrate/values/prng.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import type { Goal } from "../goal/goal.ts";
import type { LeanBackend, Lemma } from "../lean/lean_backend.ts";

/** What one attempt may cost. */
export interface StrategyLimits {
  /** Heartbeats in all, in thousands: the limit that decides, the same on every machine. */
  readonly heartbeats: number;
  /** Wall-clock milliseconds in all, as a safety net. */
  readonly deadlineMs: number;
  /** Stops after the request under way. */
  readonly signal?: AbortSignal;
}

/** What a strategy works with. */
export interface StrategyTools {
  readonly lean: LeanBackend;
  /** Proved lemmas that the goal may use: fulfilled tickets. */
  readonly lemmas: readonly Lemma[];
  /** A theorem of the library: neither it nor anything after it may be used. */
  readonly before?: string;
  readonly prng: Prng;
  readonly clock: Clock;
}

/** How an attempt ended. */
export interface StrategyResult {
  /** The kernel accepted the proof. */
  readonly success: boolean;
  readonly strategy: string;
  /** A tactic script that proves the goal, a step each; empty without success. */
  readonly tactics: readonly string[];
  readonly timeSeconds: number;
  /** Heartbeats that the search used, in thousands; opening the goal and the last check are not counted. */
  readonly heartbeats: number;
  /** Closed statements that would finish the goal if they were proved. */
  readonly subgoals: readonly string[];
  readonly error?: string;
}

/** One way to attack a goal. */
export interface Strategy {
  readonly name: string;
  /** Light ones share many slots, heavy ones few. */
  readonly weight: "light" | "heavy";
  /** Why it cannot run here, e.g. for want of a model endpoint. */
  readonly unavailable?: string;
  /** Digest of the spec of the model that it asks: what it does is decided by it. Absent: it asks none. */
  readonly model?: string;
  run(goal: Goal, limits: StrategyLimits, tools: StrategyTools): Promise<StrategyResult>;
}

/** What of a strategy decides the results of a run: its name, and the model that it asks. */
export function decidingName({ name, model }: Pick<Strategy, "name" | "model">): string {
  return model === undefined ? name : `${name} ${model}`;
}
