import { createPrng } from "../../substrate/values/prng.ts";
import { createPolicy, type Policy } from "./policy.ts";

/** Arms whose chance to pay may change with time. */
export interface BanditWorld {
  readonly name: string;
  readonly arms: number;
  /** The chance in [0, 1] that an arm pays 1 at a pull. */
  readonly chance: (arm: number, pull: number) => number;
}

/** Options of {@linkcode simulateRegret}. */
export interface SimulationOptions {
  readonly policy: Policy;
  readonly world: BanditWorld;
  readonly pulls: number;
  /** One run each. */
  readonly seeds: readonly number[];
  /**
   * Points of the curve, evenly spaced.
   *
   * @default {20}
   */
  readonly points?: number;
}

/** Regret so far: what the best arm of each moment would have paid, less what was chosen. */
export interface RegretPoint {
  readonly pulls: number;
  readonly mean: number;
  /** Both ends of the 95 % interval of the mean over seeds (normal approximation). */
  readonly low: number;
  readonly high: number;
}

/** Chances that never change. */
export function stationaryWorld(chances: readonly number[]): BanditWorld {
  return { name: "stationary", arms: chances.length, chance: (arm) => chances[arm]! };
}

/** Every `every` pulls each arm takes over the chance of the next one. */
export function driftingWorld(chances: readonly number[], every: number): BanditWorld {
  const { length: arms } = chances;
  const chance = (arm: number, pull: number) => chances[(arm + Math.floor(pull / every)) % arms]!;
  return { name: `drifting every ${every} pulls`, arms, chance };
}

/**
 * Plays a policy in a world and follows its expected cumulative regret.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { simulateRegret, stationaryWorld } from "./simulate_bandits.ts";
 * const play = { world: stationaryWorld([0.9, 0.1]), pulls: 300, seeds: [1, 2], points: 1 };
 * const [learned] = simulateRegret({ ...play, policy: "ucb1" });
 * const [turns] = simulateRegret({ ...play, policy: "round-robin" });
 * assert(learned!.mean < turns!.mean && turns!.pulls === 300);
 * ```
 */
export function simulateRegret(options: SimulationOptions): RegretPoint[] {
  const { pulls, seeds, points = 20 } = options;
  const marks = Array.from({ length: points }, (_, i) => Math.round((i + 1) * pulls / points));
  const curves = seeds.map((seed) => regretCurve(options, seed, marks));
  return marks.map((mark, at) => {
    const values = curves.map((curve) => curve[at]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const half = values.length < 2
      ? 0
      : 1.96 * Math.sqrt(squares / (values.length - 1) / values.length);
    return { pulls: mark, mean, low: mean - half, high: mean + half };
  });
}

function regretCurve(
  { policy, world, pulls }: SimulationOptions,
  seed: number,
  marks: readonly number[],
): number[] {
  const prng = createPrng(`bandit/${seed}`);
  const bandit = createPolicy(policy, world.arms);
  const curve: number[] = [];
  let regret = 0;
  for (let pull = 0; pull < pulls; pull++) {
    const arm = bandit.select(prng);
    const chances = Array.from({ length: world.arms }, (_, one) => world.chance(one, pull));
    regret += Math.max(...chances) - chances[arm]!;
    bandit.update(arm, prng.next() < chances[arm]! ? 1 : 0);
    if (pull + 1 === marks[curve.length]) curve.push(regret);
  }
  return curve;
}
