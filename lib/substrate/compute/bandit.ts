import type { Prng } from "../values/prng.ts";

/** Chooses among arms and learns from rewards in [0, 1]. */
export interface Bandit {
  readonly arms: number;
  /** The arm to try next; equal arms are drawn from `prng`. */
  select(prng: Prng): number;
  /** Every arm, the one to try next first; equal arms stand in an order drawn from `prng`. */
  rank(prng: Prng): number[];
  /** @throws {RangeError} for an arm that is not there or a reward outside [0, 1]. */
  update(arm: number, reward: number): void;
  /**
   * Hears of an arm that was begun and taken off before it could end. No fault of the arm: bandits that
   * learn from rewards alone do not count it.
   *
   * @throws {RangeError} for an arm that is not there.
   */
  cancelled(arm: number): void;
}

/** Throws unless the number of arms is a whole number of at least 1. */
export function checkArms(arms: number): void {
  if (!Number.isInteger(arms) || arms < 1) {
    throw new RangeError(`Expected at least 1 arm but found ${arms}`);
  }
}

/** Throws unless the arm exists. */
export function checkArm(arms: number, arm: number): void {
  if (!Number.isInteger(arm) || arm < 0 || arm >= arms) {
    throw new RangeError(`Expected an arm in [0, ${arms}) but found ${arm}`);
  }
}

/** Throws unless the arm exists and the reward lies in [0, 1]. */
export function checkReward(arms: number, arm: number, reward: number): void {
  checkArm(arms, arm);
  if (!(reward >= 0 && reward <= 1)) {
    throw new RangeError(`Expected a reward in [0, 1] but found ${reward}`);
  }
}

/** The arm of the highest index; ties are drawn. */
export function highest(arms: number, indexOf: (arm: number) => number, prng: Prng): number {
  let best: number[] = [];
  let top = -Infinity;
  for (let arm = 0; arm < arms; arm++) {
    const index = indexOf(arm);
    if (index > top) [top, best] = [index, [arm]];
    else if (index === top) best.push(arm);
  }
  return best.length === 1 ? best[0]! : prng.pick(best);
}

/** All arms by falling index; ties are drawn. */
export function ranked(arms: number, indexOf: (arm: number) => number, prng: Prng): number[] {
  const indices = Array.from({ length: arms }, (_, arm) => indexOf(arm));
  const order = prng.shuffled(indices.keys().toArray());
  // Not a difference: that of two infinities is no number.
  return order.sort((a, b) =>
    Number(indices[b]! > indices[a]!) - Number(indices[b]! < indices[a]!)
  );
}
