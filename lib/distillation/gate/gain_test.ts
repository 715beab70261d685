import { normalCdf } from "../../substrate/learn/normal.ts";
import { BettingTest } from "./betting_test.ts";

/** What {@linkcode GainTest} is told. */
export interface GainOptions {
  /** Chance that an edit which changes nothing is ever called a gain: its part of the session's alpha. */
  readonly alpha: number;
  /** Chance that an edit whose gains and losses cancel is: one edit's, not shared with others. */
  readonly meanAlpha: number;
  /** Values that are planned. */
  readonly planned: number;
  /** @default {0} */
  readonly minImprovement?: number;
}

/**
 * Decides whether differences in [−1, 1] show a gain; may be asked after each.
 *
 * Two bets must be won. One on the signs, at `alpha`: an edit that changes nothing makes before and after
 * exchangeable, so that either sign is as likely. One on the mean, at `meanAlpha`: it holds also where many
 * small gains stand against a few large losses, and keeps such an edit out. While all differences are −1, 0
 * or 1 the first implies the second. Against a `minImprovement` above 0 signs say nothing: the bet on the
 * mean is then made at `alpha`.
 */
export class GainTest {
  readonly #signs: BettingTest | undefined;
  readonly #mean: BettingTest;
  #graded: boolean;

  constructor({ alpha, meanAlpha, planned, minImprovement = 0 }: GainOptions) {
    const shifted = minImprovement > 0;
    this.#signs = shifted ? undefined : new BettingTest({ alpha, planned, on: "sign" });
    const own = shifted ? Math.min(alpha, meanAlpha) : meanAlpha;
    this.#mean = new BettingTest({ alpha: own, planned, mean: minImprovement });
    this.#graded = shifted;
  }

  /** Takes in a difference. @throws {RangeError} for one outside [−1, 1] */
  add(difference: number): void {
    this.#signs?.add(difference);
    this.#mean.add(difference);
    if (![-1, 0, 1].includes(difference)) this.#graded = true;
  }

  /** A gain is shown. */
  get crossed(): boolean {
    return this.#bets().every((bet) => bet.crossed);
  }

  /** The e-value of the bet that shares the session's alpha. */
  get evidence(): number {
    return (this.#signs ?? this.#mean).evidence;
  }

  /** About the chance to be shown by the end, were the gain still to come this large on average. */
  hope(gain: number): number {
    return Math.min(
      ...this.#bets().map(({ crossed, missing, left, variance }) => {
        if (crossed) return 1;
        if (left === 0) return 0;
        // The sum that brings what is missing at the best stake, in standard deviations.
        return normalCdf(gain * Math.sqrt(left / variance) - Math.sqrt(2 * missing));
      }),
    );
  }

  #bets(): BettingTest[] {
    if (this.#signs === undefined) return [this.#mean];
    return this.#graded ? [this.#signs, this.#mean] : [this.#signs];
  }
}
