import type { Bandit } from "../../substrate/compute/bandit.ts";
import type { Prng } from "../../substrate/values/prng.ts";
import { createPolicy, type Policy } from "../scheduler/policy.ts";
import type { ReproveRow } from "./reprove_row.ts";

/** Options of {@linkcode playPolicy}. */
export interface PlayOptions {
  readonly policy: Policy;
  /** Heartbeats per theorem in all, in thousands. */
  readonly budget: number;
  /** Heartbeats that one strategy gets for a theorem, in thousands. */
  readonly slice: number;
  readonly prng: Prng;
}

/** What a schedule over recorded outcomes came to. */
export interface PlayResult {
  readonly solved: number;
  /** Heartbeats spent, in thousands. */
  readonly heartbeats: number;
  /** Indices of the solved theorems. */
  readonly indices: readonly number[];
}

/**
 * Plays a policy over the recorded outcomes: theorem after theorem, in an order drawn from `prng`, it picks
 * strategies that the theorem has not had yet, each for a slice, until one proves it or the budget is spent.
 *
 * A search with fewer heartbeats is the beginning of the same search with more, so that a recorded success
 * counts where its heartbeats fit the slice. Bandits learn per category, as the scheduler's do.
 */
export function playPolicy(rows: readonly ReproveRow[], options: PlayOptions): PlayResult {
  const { policy, budget, slice, prng } = options;
  const bandits = new Map<string, Bandit>();
  const indices: number[] = [];
  let heartbeats = 0;
  for (const row of prng.split("order").shuffled(rows)) {
    const arms = Object.values(row.strategies);
    let bandit = bandits.get(row.category);
    if (bandit === undefined) bandits.set(row.category, bandit = createPolicy(policy, arms.length));
    const tried = new Set<number>();
    let left = budget;
    while (left > 0 && tried.size < arms.length) {
      const arm = bandit.rank(prng).find((candidate) => !tried.has(candidate))!;
      tried.add(arm);
      const { solved, heartbeats: needed } = arms[arm]!;
      const room = Math.min(slice, left);
      const won = solved && needed <= room;
      const spent = Math.min(needed, room);
      left -= spent;
      heartbeats += spent;
      bandit.update(arm, won ? 1 : 0);
      if (!won) continue;
      indices.push(row.index);
      break;
    }
  }
  return { solved: indices.length, heartbeats, indices: indices.sort((a, b) => a - b) };
}
