import type { Prng } from "../../substrate/values/prng.ts";
import type { Pair } from "../task/task.ts";

/** Bigger grids, more distractors, fewer pairs and composed rules from left to right. */
export const DIFFICULTIES = ["easy", "medium", "hard"] as const;
/** One of {@linkcode DIFFICULTIES}. */
export type Difficulty = (typeof DIFFICULTIES)[number];

/** The pairs of one made task: `test` has its outputs. */
export interface MadePairs {
  readonly train: readonly Pair[];
  readonly test: readonly Pair[];
}

/** A concept from which any number of tasks can be made. */
export interface ConceptFamily {
  /** snake_case and unique: the first part of a task's id. */
  readonly name: string;
  /** The group it is counted under. */
  readonly concept: string;
  readonly doc: string;
  /** Makes the pairs of one task, or `null` where the drawn numbers lead nowhere; the caller draws again. */
  generate(difficulty: Difficulty, prng: Prng): MadePairs | null;
}

/** What a rule may know about how hard its task should be. */
export interface Level {
  readonly difficulty: Difficulty;
  /** 0 easy, 1 medium, 2 hard. */
  readonly rank: 0 | 1 | 2;
  /** One of three values by difficulty. */
  by<T>(easy: T, medium: T, hard: T): T;
  /** A grid side fit for the difficulty. */
  side(prng: Prng): number;
}

/**
 * Makes one pair under a rule already drawn. `index` counts the pairs from 0, the test pair being last, so
 * that a rule can see to it that every case is shown; `null` means that the numbers drawn do not work out.
 */
export type PairMaker = (prng: Prng, index: number) => Pair | null;

/** How a family is written down: draw what the whole task shares, return what draws one pair. */
export interface FamilyDefinition {
  readonly name: string;
  readonly concept: string;
  readonly doc: string;
  rule(level: Level, prng: Prng): PairMaker;
}

const SIDES = { easy: [5, 8], medium: [8, 12], hard: [11, 16] } as const;
const TRAIN_PAIRS = { easy: 4, medium: 4, hard: 3 } as const;
const ATTEMPTS_PER_PAIR = 40;

/** A family whose pairs are drawn one by one under a shared rule. */
export function defineFamily(definition: FamilyDefinition): ConceptFamily {
  const { name, concept, doc, rule } = definition;
  return {
    name,
    concept,
    doc,
    generate(difficulty, prng) {
      const make = rule(levelOf(difficulty), prng.split("rule"));
      const count = TRAIN_PAIRS[difficulty] + 1;
      const pairs: Pair[] = [];
      for (let index = 0; index < count; index++) {
        const pair = drawPair(make, prng.split(`pair-${index}`), index, pairs);
        if (pair === null) return null;
        pairs.push(pair);
      }
      return { train: pairs.slice(0, -1), test: pairs.slice(-1) };
    },
  };
}

/** Draws until a pair comes whose input is new to the task. */
function drawPair(
  make: PairMaker,
  prng: Prng,
  index: number,
  earlier: readonly Pair[],
): Pair | null {
  for (let attempt = 0; attempt < ATTEMPTS_PER_PAIR; attempt++) {
    const pair = make(prng.split(attempt), index);
    if (pair !== null && earlier.every(({ input }) => !input.equals(pair.input))) return pair;
  }
  return null;
}

function levelOf(difficulty: Difficulty): Level {
  const rank = DIFFICULTIES.indexOf(difficulty) as 0 | 1 | 2;
  const [low, high] = SIDES[difficulty];
  return {
    difficulty,
    rank,
    by: (easy, medium, hard) => [easy, medium, hard][rank]!,
    side: (prng) => prng.between(low, high),
  };
}
