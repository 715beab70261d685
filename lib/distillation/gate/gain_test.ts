import { BettingTest } from "./betting_test.ts";
import { nextLook } from "./look_schedule.ts";
import { SignBet } from "./sign_bet.ts";

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
 * Decides whether differences in [−1, 1] show a gain; may be asked after each block of them.
 *
 * Two bets must be won. One on the signs, at `alpha`: an edit that changes nothing makes before and after
 * exchangeable, so that either sign is as likely. One on the mean, at `meanAlpha`: it holds also where many
 * small gains stand against a few large losses, and keeps such an edit out. While all differences are −1, 0
 * or 1, a mean of 0 means fair signs, and the first says all. Against a `minImprovement` above 0 signs say
 * nothing: the bet on the mean is then made at `alpha`.
 */
export class GainTest {
  readonly #signs: SignBet | undefined;
  readonly #mean: BettingTest;
  #graded: boolean;
  readonly #planned: number;
  #done = 0;
  #moved = 0;

  constructor({ alpha, meanAlpha, planned, minImprovement = 0 }: GainOptions) {
    const shifted = minImprovement > 0;
    this.#signs = shifted ? undefined : new SignBet({ alpha, planned });
    const own = shifted ? Math.min(alpha, meanAlpha) : meanAlpha;
    this.#mean = new BettingTest({ alpha: own, planned, mean: minImprovement });
    this.#graded = shifted;
    this.#planned = planned;
  }

  /** How many values the next block should have; 0 when none is left. */
  get next(): number {
    return nextLook({ units: this.#planned, done: this.#done, moved: this.#moved });
  }

  /**
   * Takes in a block of differences.
   *
   * @param size of the block as planned, with those that have no difference
   * @throws {RangeError} for one outside [−1, 1]
   */
  addBlock(differences: readonly number[], size: number = differences.length): void {
    const wrong = differences.find((one) => !(one >= -1 && one <= 1));
    if (wrong !== undefined) throw new RangeError(`Expected −1 to 1, found ${wrong}`);
    this.#done += size;
    this.#moved += differences.filter((one) => one !== 0).length;
    this.#signs?.addBlock(differences, Math.max(0, this.#planned - this.#done));
    for (const difference of differences) this.#mean.add(difference);
    if (differences.some((one) => ![-1, 0, 1].includes(one))) this.#graded = true;
  }

  /** A gain is shown. */
  get crossed(): boolean {
    return this.#bets().every((bet) => bet.crossed);
  }

  /** The e-value of the bet that shares the session's alpha. */
  get evidence(): number {
    return (this.#signs ?? this.#mean).evidence;
  }

  /** About the chance to be shown by the end, were the gain to be this large from now on; or had it `fromStart`. */
  hope(gain: number, fromStart = false): number {
    return Math.min(...this.#bets().map((bet) => bet.hope(gain, fromStart)));
  }

  #bets(): readonly (SignBet | BettingTest)[] {
    if (this.#signs === undefined) return [this.#mean];
    return this.#graded ? [this.#signs, this.#mean] : [this.#signs];
  }
}
