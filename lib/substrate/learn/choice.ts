/** Named features of one option; absent names count as 0. */
export type Features = { readonly [name: string]: number };

/**
 * One observed decision: which of several options was right.
 *
 * Ranking pairs are choices between two options, a blame locus is a choice between steps, a binary label
 * is a choice between `{…features}` and `{}`: one learner serves them all.
 */
export interface Choice {
  readonly options: readonly Features[];
  /** 0-based index of the right option. */
  readonly chosen: number;
  /**
   * How much the choice counts.
   * @default {1}
   */
  readonly weight?: number;
}

/** A source of choices that can be read again for every epoch, in the same order each time. */
export type ChoiceSource = () => Iterable<Choice> | AsyncIterable<Choice>;
