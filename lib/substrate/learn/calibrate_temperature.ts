import type { ChoiceSource } from "./choice.ts";
import { type ChoiceModel, scoreOption, softmax } from "./choice_model.ts";

/** Temperatures tried, in powers of 2: from 1/8 to 16 in steps of a quarter octave. */
const EXPONENTS: readonly number[] = Array.from({ length: 29 }, (_, i) => -3 + i / 4);

/**
 * The same model with the temperature that fits held-out choices best (lowest log loss on a fixed grid).
 *
 * One pass; the ranking of options never changes. Source: C. Guo et al., "On calibration of modern neural
 * networks", ICML 2017 (temperature scaling).
 *
 * @throws {RangeError} when there are no choices.
 */
export async function calibrateTemperature(
  model: ChoiceModel,
  source: ChoiceSource,
): Promise<ChoiceModel> {
  const temperatures = EXPONENTS.map((exponent) => 2 ** exponent);
  const losses = new Float64Array(temperatures.length);
  let count = 0;
  for await (const { options, chosen } of source()) {
    count++;
    const scores = options.map((features) => scoreOption(model, features));
    temperatures.forEach((temperature, i) => {
      const shares = softmax(scores.map((score) => score / temperature));
      losses[i]! -= Math.log(Math.max(shares[chosen] ?? 0, Number.MIN_VALUE));
    });
  }
  if (count === 0) throw new RangeError("Expected choices to calibrate on but found none");
  // Index of temperature 1: a draw keeps the model as it is.
  let best = EXPONENTS.indexOf(0);
  for (let i = 0; i < losses.length; i++) if (losses[i]! < losses[best]! - 1e-9) best = i;
  return { ...model, temperature: model.temperature * temperatures[best]! };
}
