import { normalCdf } from "../../substrate/learn/normal.ts";

/** What {@linkcode BettingTest} is told. */
export interface BettingOptions {
  /** Probability that values whose mean is not above `mean` ever make it cross, in (0,1). */
  readonly alpha: number;
  /** Values that are planned: the stakes are laid so that the money is made by then. */
  readonly planned: number;
  /** The mean that is tested against, in (−1,1). @default {0} */
  readonly mean?: number;
}

/** The most of its money that a bet risks; one more loss must not ruin it. */
const MOST_STAKE = 0.95;
/** What is thought of the mean square before anything is seen, and how many values that is worth. */
const PRIOR = { square: 0.2, weight: 3 } as const;
/** The goal is never taken to be closer than this (in logarithms of money), or stakes would die out before it. */
const NEAREST = 0.3;

/**
 * A test of "these values in [−1, 1] have no mean above `mean`" that may be looked at after each value.
 *
 * A gambler starts with 1 and bets on each value before it is seen. While there is no gain no way of betting
 * makes money on average, so by Ville's inequality the chance to ever own 1 / alpha is at most alpha, for any
 * number of looks and any reason to stop. How much is staked decides only the power: here what reaches the
 * goal soonest if the values left bring what is missing, aimed anew at each value.
 *
 * Source: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86
 * (2023).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { BettingTest } from "./betting_test.ts";
 * const test = new BettingTest({ alpha: 0.05, planned: 20 });
 * for (let task = 0; task < 20; task++) test.add(task % 4 === 0 ? 0 : 1);
 * assertEquals(test.crossed, true);
 * ```
 */
export class BettingTest {
  readonly #goal: number;
  readonly #planned: number;
  readonly #mean: number;
  /** Logarithm of what is owned, and of the most ever owned. */
  #money = 0;
  #most = 0;
  #count = 0;
  #squares = 0;

  /** @throws {RangeError} for an alpha or a mean out of range. */
  constructor({ alpha, planned, mean = 0 }: BettingOptions) {
    if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Expected alpha in (0,1), found ${alpha}`);
    if (!(mean > -1 && mean < 1)) throw new RangeError(`Expected a mean in (-1,1), found ${mean}`);
    this.#goal = -Math.log(alpha);
    this.#planned = planned;
    this.#mean = mean;
  }

  /** Bets on a value in [−1, 1]. @throws {RangeError} for anything else */
  add(value: number): void {
    if (!(value >= -1 && value <= 1)) throw new RangeError(`Expected −1 to 1, found ${value}`);
    const away = value - this.#mean;
    const missing = Math.max(NEAREST, this.#goal - this.#money);
    const stake = Math.sqrt(2 * missing / (Math.max(1, this.#left) * this.#square));
    const risk = Math.min(MOST_STAKE / (1 + this.#mean), stake) * away;
    this.#money += Math.log1p(risk);
    this.#most = Math.max(this.#most, this.#money);
    this.#count++;
    this.#squares += away * away;
  }

  /** 1 / alpha was owned at some time: the mean is above. */
  get crossed(): boolean {
    return this.#most >= this.#goal;
  }

  /** The most ever owned. */
  get evidence(): number {
    return Math.exp(Math.min(690, this.#most));
  }

  /** About the chance to cross by the end, if values lie this far above `mean` from now on; or did `fromStart`. */
  hope(gain: number, fromStart = false): number {
    if (this.crossed && !fromStart) return 1;
    const left = fromStart ? this.#planned : this.#left;
    if (left === 0) return 0;
    const missing = fromStart ? this.#goal : this.#goal - this.#money;
    // The sum that brings what is missing at the best stake, in standard deviations.
    return normalCdf(gain * Math.sqrt(left / this.#square) - Math.sqrt(2 * missing));
  }

  /** Values still planned. */
  get #left(): number {
    return Math.max(0, this.#planned - this.#count);
  }

  /** The mean square of the values so far, shrunk towards a guess. */
  get #square(): number {
    const { square, weight } = PRIOR;
    return (square * weight + this.#squares) / (weight + this.#count);
  }
}
