import { normalCdf, normalQuantile } from "../../substrate/learn/normal.ts";
import { type SignedSums, signedSums } from "./signed_sums.ts";

/** What {@linkcode SignBet} is told. */
export interface SignBetOptions {
  /** Probability that signs without a tendency ever win the bet, in (0,1). */
  readonly alpha: number;
  /** Values that are planned. */
  readonly planned: number;
}

/** What is thought of the mean square before anything is seen, and how many values that is worth. */
const PRIOR = { square: 0.2, weight: 3 } as const;
/** Who owns this part of the goal is paid all of it, so that a clear gain need not be awaited to the end. */
const NEAR = 0.8;
/** Steps between no size and the largest of a block. */
const LEVELS = 16;
/** In the last block values count a little more by their place, for equal ones would leave sums that tie. */
const FINER = 2, PLACES = 5;
/** How much less than its price a payoff may be worth; steps to find one. */
const HAIR = 1e-4, STEPS = 24;
/** Probabilities whose quantile is of use. */
const LEAST = 1e-12, MOST = 1 - 1e-9;

/**
 * A test of "each of these values in [−1, 1] is as likely to have either sign" that may be looked at after each
 * block of values.
 *
 * A gambler starts with 1 and goes for 1 / alpha. On each block he is sold a payoff that rises with the sum of
 * its values, at what it is worth where signs are fair; that is counted exactly over all signs, given the
 * sizes. So what he owns is no more than 1 on average, and by Ville's inequality he ever owns 1 / alpha with
 * no more than alpha, for any number of looks and any reason to stop. The payoff is what the whole comparison
 * would pay if it were one test of all its values with nothing lost by looking (S. Browne, "Reaching goals by
 * a deadline", Advances in Applied Probability 31, 1999); the last block pays all or nothing. That is McNemar's
 * test on right and wrong, with its alpha used up.
 *
 * Source: V. H. de la Peña, "A general class of exponential inequalities for martingales and ratios", Annals
 * of Probability 27 (1999), for bets on signs given their sizes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SignBet } from "./sign_bet.ts";
 * const bet = new SignBet({ alpha: 0.05, planned: 5 });
 * bet.addBlock([1, 1, 1, 1, 1], 0);
 * assertEquals(bet.crossed, true);
 * ```
 */
export class SignBet {
  readonly #alpha: number;
  readonly #planned: number;
  /** What is owned, and the most that ever was, as parts of the goal. */
  #owned: number;
  #most: number;
  #left: number;
  #count = 0;
  #squares = 0;

  /** @throws {RangeError} for an alpha out of range. */
  constructor({ alpha, planned }: SignBetOptions) {
    if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Expected alpha in (0,1), found ${alpha}`);
    this.#alpha = this.#owned = this.#most = alpha;
    this.#planned = this.#left = planned;
  }

  /**
   * Bets on a block of values in [−1, 1].
   *
   * @param left values that are still to come; what comes after the last block is not bet on
   * @throws {RangeError} for a value out of range
   */
  addBlock(values: readonly number[], left: number): void {
    const wrong = values.find((value) => !(value >= -1 && value <= 1));
    if (wrong !== undefined) throw new RangeError(`Expected −1 to 1, found ${wrong}`);
    const settled = this.#left === 0 && this.#count > 0;
    this.#left = left;
    this.#count += values.length;
    this.#squares += values.reduce((sum, value) => sum + value * value, 0);
    if (settled || this.#owned >= 1 || this.#owned <= 0) return;
    this.#owned = left === 0 ? this.#settle(values) : this.#pay(values);
    this.#most = Math.max(this.#most, this.#owned);
  }

  /** 1 / alpha was owned at some time: positive signs are the likelier ones. */
  get crossed(): boolean {
    return this.#most >= 1;
  }

  /** The most ever owned. */
  get evidence(): number {
    return this.#most / this.#alpha;
  }

  /** About the chance to win by the end, if values have this mean from now on; or had it `fromStart`. */
  hope(gain: number, fromStart = false): number {
    const owned = fromStart ? this.#alpha : this.#owned;
    const left = fromStart ? this.#planned : this.#left;
    if (this.crossed && !fromStart) return 1;
    if (left === 0 || owned <= 0) return 0;
    return normalCdf(normalQuantile(owned) + gain * Math.sqrt(left / this.#square));
  }

  get #square(): number {
    return (PRIOR.square * PRIOR.weight + this.#squares) / (PRIOR.weight + this.#count);
  }

  /** The last block: all or nothing, on the highest sums whose probability is not above what is owned. */
  #settle(values: readonly number[]): number {
    const largest = largestOf(values);
    if (largest === 0) return this.#owned;
    const sizes = values.map((value, i) => {
      const size = sizeOf(value, largest);
      return size === 0 ? 0 : FINER * size + i % PLACES;
    });
    const { mass, reach } = signedSums(sizes.filter((size) => size > 0));
    let above = 0;
    for (let i = sumOf(values, sizes) + reach; i < mass.length; i++) above += mass[i]!;
    return above <= this.#owned * (1 + 1e-12) ? 1 : 0;
  }

  /** A block before the last: pays as the normal approximation values what is then still to come. */
  #pay(values: readonly number[]): number {
    const largest = largestOf(values);
    if (largest === 0) return this.#owned;
    const sizes = values.map((value) => sizeOf(value, largest));
    const spread = Math.sqrt(this.#square * this.#left) * LEVELS / largest;
    const payoff = (sum: number, turn: number) =>
      Math.min(1, normalCdf((sum - turn) / spread) / NEAR);
    const turn = fairTurn(
      signedSums(sizes.filter((size) => size > 0)),
      this.#owned,
      spread,
      payoff,
    );
    return payoff(sumOf(values, sizes), turn);
  }
}

function largestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function sizeOf(value: number, largest: number): number {
  return Math.round(Math.abs(value) / largest * LEVELS);
}

function sumOf(values: readonly number[], sizes: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + Math.sign(value) * sizes[i]!, 0);
}

/** A turn at which a payoff is worth its price, or by a hair less. */
function fairTurn(
  { mass, reach }: SignedSums,
  price: number,
  spread: number,
  payoff: (sum: number, turn: number) => number,
): number {
  const sums: number[] = [], shares: number[] = [];
  let square = 0;
  mass.forEach((share, i) => {
    if (share === 0) return;
    sums.push(i - reach);
    shares.push(share);
    square += share * (i - reach) ** 2;
  });
  const worth = (turn: number) => {
    let all = 0;
    for (let i = 0; i < sums.length; i++) all += shares[i]! * payoff(sums[i]!, turn);
    return all;
  };
  // In deviations, the quantile of the worth falls nearly one to one with the turn.
  const deviation = Math.sqrt(spread ** 2 + square);
  const aim = normalQuantile(price * (1 - HAIR));
  let turn = -normalQuantile(price * NEAR) * deviation;
  let low = -Infinity, high = Infinity;
  for (let step = 0; step < STEPS; step++) {
    const now = worth(turn);
    if (now > price) low = turn;
    else high = turn;
    if (now <= price && now > price * (1 - 3 * HAIR)) break;
    turn += (normalQuantile(Math.min(MOST, Math.max(LEAST, now))) - aim) * deviation;
    // Where much is capped the quantile is no guide; halving is.
    if (turn <= low || turn >= high) turn = (low + high) / 2;
  }
  while (high === Infinity) {
    turn += deviation;
    if (worth(turn) <= price) high = turn;
  }
  return high;
}
