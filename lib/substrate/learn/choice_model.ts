import type { Features } from "./choice.ts";

/**
 * A conditional logit: option i is right with probability ∝ exp(w·f(i) / temperature).
 *
 * Source: D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
 */
export interface ChoiceModel {
  /** One weight per feature name; unknown names weigh 0. */
  readonly weights: { readonly [name: string]: number };
  /** Positive; set by calibration on held-out choices, 1 before. */
  readonly temperature: number;
}

/** The model's score of one option, before normalisation. */
export function scoreOption(model: ChoiceModel, features: Features): number {
  let sum = 0;
  for (const name in features) sum += (model.weights[name] ?? 0) * features[name]!;
  return sum / model.temperature;
}

/**
 * The probability of each option being the right one; they sum to 1, and no options give no numbers.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { probabilities } from "./choice_model.ts";
 * const model = { weights: { tall: Math.log(3) }, temperature: 1 };
 * const [first, second] = probabilities(model, [{ tall: 1 }, {}]);
 * assertAlmostEquals(first!, 0.75);
 * assertAlmostEquals(second!, 0.25);
 * ```
 */
export function probabilities(model: ChoiceModel, options: readonly Features[]): number[] {
  return softmax(options.map((features) => scoreOption(model, features)));
}

/** exp(s) normalised to sum 1, shifted by the maximum so that nothing overflows. */
export function softmax(scores: readonly number[]): number[] {
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let total = 0;
  const shares = scores.map((score) => {
    const share = Math.exp(score - top);
    total += share;
    return share;
  });
  return shares.map((share) => share / total);
}
