import type { Clock } from "../../substrate/values/clock.ts";
import type { Goal } from "../goal/goal.ts";
import type { LeanBackend } from "../lean/lean_backend.ts";
import type { Ledger } from "../ledger/open_ledger.ts";
import type { Ticket } from "../marketplace/ticket.ts";
import type { Strategy } from "../strategies/strategy.ts";
import type { Policy } from "./policy.ts";
import type { Slots } from "./slots.ts";

/** What decides the results of a search, and nothing else. */
export interface SearchSettings {
  readonly seed: number;
  /** @default {"ucb1"} */
  readonly policy?: Policy;
  /** Strategies that run side by side on a goal. @default {2} */
  readonly width?: number;
  /** Thousands of heartbeats that the preferred strategy is given before the next joins it. @default {500} */
  readonly headStart?: number;
  /** Thousands of heartbeats of one strategy on one goal, in the first pass. @default {20000} */
  readonly heartbeats?: number;
  /** How much more they get in every later pass. @default {4} */
  readonly growth?: number;
  /** How often a goal is tried with all strategies. @default {2} */
  readonly passes?: number;
  /** Goals of a round; bandits learn between rounds. @default {8} */
  readonly roundSize?: number;
  /** Subgoals of subgoals are followed no deeper. @default {2} */
  readonly depth?: number;
  /** Subgoals that one goal may ask for in one pass. @default {3} */
  readonly subgoals?: number;
  /** How often a strategy that broke down is begun again. @default {1} */
  readonly retries?: number;
  /** Answer from the tactic cache, after a check. @default {true} */
  readonly cache?: boolean;
}

/** Options of {@linkcode runSearch}. */
export interface SearchOptions {
  /** The command that is recorded, e.g. `proof-bank`. */
  readonly command: string;
  readonly settings: SearchSettings;
  /** In order; more may join on the way: subgoals, and tickets where `tickets` is set. */
  readonly goals: readonly Goal[];
  readonly strategies: readonly Strategy[];
  readonly lean: LeanBackend;
  readonly ledger: Ledger;
  readonly slots: Slots;
  /** Asked before every request to Lean; resolves when there is room. @default {at once} */
  readonly gate?: () => Promise<number>;
  readonly clock: Clock;
  /** Wall-clock milliseconds of one strategy on one goal: a safety net. @default {120000} */
  readonly attemptMs?: number;
  /** Take up the last run of the same settings and goals. @default {false} */
  readonly resume?: boolean;
  /**
   * Search without end: begin with what the ledger knows of strategies, take on open tickets, and wait for
   * more when nothing is left. The run is the same for any goals; those it does not know yet join it.
   *
   * @default {false}
   */
  readonly endless?: boolean;
  /** Milliseconds between two looks at the market when nothing is left. @default {2000} */
  readonly idleMs?: number;
  /** Who works; claims and leases are in this name. */
  readonly owner: string;
  /** Milliseconds that run and claims outlive a killed process. @default {60000} */
  readonly leaseMs?: number;
  readonly signal?: AbortSignal;
}

/** What a search says on its way. */
export type SearchEvent =
  | {
    readonly kind: "started";
    readonly runId: string;
    readonly resumed: boolean;
    readonly goals: number;
    readonly settled: number;
    readonly proved: number;
  }
  | {
    readonly kind: "goal_settled";
    readonly name: string;
    readonly verdict: "proved" | "unsolved" | "invalid";
    readonly strategy?: string;
    readonly cached: boolean;
    readonly error?: string;
    readonly settled: number;
    readonly proved: number;
  }
  | {
    readonly kind: "round_closed";
    readonly round: number;
    readonly tickets: readonly Ticket[];
    readonly queued: number;
    readonly again: number;
  }
  | { readonly kind: "idle" }
  | { readonly kind: "finished"; readonly runId: string; readonly state: "done" | "interrupted" };
