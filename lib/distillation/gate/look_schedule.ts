/** Parts of a comparison between looks, and the least that is left for the last one. */
const PART = 0.1, LAST = 0.3;
/** A last look at fewer differences than this wastes alpha: it has too few outcomes to divide it among. */
const LEAST_MOVES = 4;
/** The share of units that differ as guessed before any is seen, and how many units that is worth. */
const PRIOR = { share: 0.2, weight: 3 } as const;

/** How far a comparison has come. */
export interface Progress {
  /** Units that are planned. */
  readonly units: number;
  readonly done: number;
  /** Units so far whose scores differ. */
  readonly moved: number;
}

/**
 * How many units a comparison takes in before the next look at it: a tenth, or all that is left where the rest
 * would be too little for a look of its own. 0 when none is left.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nextLook } from "./look_schedule.ts";
 * assertEquals(nextLook({ units: 50, done: 0, moved: 0 }), 5);
 * assertEquals(nextLook({ units: 50, done: 35, moved: 10 }), 15);
 * ```
 */
export function nextLook({ units, done, moved }: Progress): number {
  const left = units - done, part = Math.ceil(PART * units);
  const rest = left - part;
  const share = (PRIOR.share * PRIOR.weight + moved) / (PRIOR.weight + done);
  return rest < LAST * units || rest * share < LEAST_MOVES ? Math.max(0, left) : part;
}
