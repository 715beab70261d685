/** What {@linkcode BettingTest} is told. */
export interface BettingOptions {
  /** Probability that values whose mean is not above `mean` ever make it cross, in (0,1). */
  readonly alpha: number;
  /** Values that are planned: the stakes are laid so that the money is made by then. */
  readonly planned: number;
  /** The mean that is tested against, in (−1,1). @default {0} */
  readonly mean?: number;
  /**
   * What is bet on. `mean`: the value itself; holds for every distribution whose mean is not above `mean`.
   * `sign`: only its sign, at a stake by its size; holds where a value is as likely to have either sign, and
   * there finds small steady gains that the other, in fear of a rare −1, must leave.
   *
   * @default {"mean"}
   */
  readonly on?: "mean" | "sign";
}

/** The most of its money that a bet risks; one more loss must not ruin it. */
const MOST_STAKE = 0.95;
/** What is thought of the variance before anything is seen, and how many values that is worth. */
const PRIOR = { variance: 0.2, weight: 3 } as const;
/** The goal is never taken to be closer than this (in logarithms of money), or stakes would die out before it. */
const NEAREST = 0.3;

/**
 * A test of "these values in [−1, 1] have no mean above `mean`" that may be looked at after each value.
 *
 * A gambler starts with 1 and bets on each value before it is seen. While there is no gain no way of betting
 * makes money on average, so by Ville's inequality the chance to ever own 1 / alpha is at most alpha, for any
 * number of looks and any reason to stop. How much is staked decides only the power: here what reaches the
 * goal soonest if the values left bring what is missing, aimed anew at each value. On values −1, 0 and 1 both
 * bets are the same bet.
 *
 * Source: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86
 * (2023); signs: V. H. de la Peña, "A general class of exponential inequalities for martingales and ratios",
 * Annals of Probability 27 (1999).
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
  readonly #onSign: boolean;
  /** Logarithm of what is owned, and of the most ever owned. */
  #money = 0;
  #most = 0;
  #count = 0;
  #squares = 0;

  /** @throws {RangeError} for an alpha or a mean out of range. */
  constructor({ alpha, planned, mean = 0, on = "mean" }: BettingOptions) {
    if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Expected alpha in (0,1), found ${alpha}`);
    if (!(mean > -1 && mean < 1)) throw new RangeError(`Expected a mean in (-1,1), found ${mean}`);
    this.#goal = -Math.log(alpha);
    this.#planned = planned;
    this.#mean = mean;
    this.#onSign = on === "sign";
  }

  /** Bets on a value in [−1, 1]. @throws {RangeError} for anything else */
  add(value: number): void {
    if (!(value >= -1 && value <= 1)) throw new RangeError(`Expected −1 to 1, found ${value}`);
    const away = value - this.#mean;
    const missing = Math.max(NEAREST, this.missing);
    const stake = Math.sqrt(2 * missing / (Math.max(1, this.left) * this.variance));
    // Sizes come before signs, so that a bet on a sign may look at the size; one on a mean must fear −1.
    const risk = this.#onSign
      ? Math.min(MOST_STAKE, stake * Math.abs(away)) * Math.sign(away)
      : Math.min(MOST_STAKE / (1 + this.#mean), stake) * away;
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

  /** The logarithm of what is missing to 1 / alpha. */
  get missing(): number {
    return this.#goal - this.#money;
  }

  /** Values still planned. */
  get left(): number {
    return Math.max(0, this.#planned - this.#count);
  }

  /** Values so far. */
  get count(): number {
    return this.#count;
  }

  /** The mean square of the values so far, shrunk towards a guess. */
  get variance(): number {
    const { variance, weight } = PRIOR;
    return (variance * weight + this.#squares) / (weight + this.#count);
  }
}
