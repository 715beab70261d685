import type { Prng } from "../values/prng.ts";
import type { Choice, ChoiceSource, Features } from "./choice.ts";
import { type ChoiceModel, softmax } from "./choice_model.ts";
import { calibrateTemperature } from "./calibrate_temperature.ts";
import { measureChoices } from "./measure_choices.ts";

/** Options of {@linkcode fitChoiceModel}. */
export interface FitOptions {
  readonly prng: Prng;
  /**
   * Passes over the training choices at most.
   * @default {40}
   */
  readonly epochs?: number;
  /**
   * AdaGrad step size.
   * @default {0.3}
   */
  readonly stepSize?: number;
  /**
   * L2 pull towards 0 per update.
   * @default {1e-4}
   */
  readonly l2?: number;
  /**
   * Epochs without a better validation loss before fitting stops.
   * @default {4}
   */
  readonly patience?: number;
  /**
   * Choices shuffled together; bounds memory whatever the size of the source.
   * @default {4096}
   */
  readonly window?: number;
  /** Called after each epoch. */
  readonly onEpoch?: (report: EpochReport) => void;
  readonly signal?: AbortSignal;
}

/** Progress of a fit; losses in nats per choice. */
export interface EpochReport {
  readonly epoch: number;
  readonly epochs: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly best: boolean;
}

/** A fitted and calibrated model, with the epoch its weights come from (0-based). */
export interface FitResult {
  readonly model: ChoiceModel;
  readonly bestEpoch: number;
  readonly epochsRun: number;
}

/**
 * Fits a {@linkcode ChoiceModel} by AdaGrad on the log-likelihood, keeps the weights of the epoch with the
 * lowest validation loss, and calibrates their temperature on the validation choices.
 *
 * Same sources and prng: same weights to the last bit. Memory grows with the number of feature names only.
 *
 * Source: J. Duchi et al., "Adaptive subgradient methods", JMLR 2011.
 *
 * @throws {RangeError} when either source is empty or a choice names an option it does not have.
 * @throws {DOMException} `AbortError` when the signal fires.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { createPrng } from "../values/prng.ts";
 * import { fitChoiceModel } from "./fit_choice_model.ts";
 * const choices = [{ options: [{ good: 1 }, { bad: 1 }], chosen: 0 }];
 * const { model } = await fitChoiceModel(() => choices, () => choices, { prng: createPrng(1) });
 * assert(model.weights["good"]! > model.weights["bad"]!);
 * ```
 */
export async function fitChoiceModel(
  train: ChoiceSource,
  validation: ChoiceSource,
  options: FitOptions,
): Promise<FitResult> {
  const { prng, epochs = 40, patience = 4, window = 4096 } = options;
  const learner = new AdaGrad(options.stepSize ?? 0.3, options.l2 ?? 1e-4);
  let best: ChoiceModel = { weights: {}, temperature: 1 };
  let bestLoss = Infinity, bestEpoch = 0, epoch = 0;
  for (; epoch < epochs && epoch - bestEpoch <= patience; epoch++) {
    options.signal?.throwIfAborted();
    let loss = 0, weight = 0;
    const shuffle = prng.split(`epoch ${epoch}`);
    for await (const batch of windows(train(), window)) {
      options.signal?.throwIfAborted();
      for (const choice of shuffle.shuffled(batch)) {
        const share = choice.weight ?? 1;
        loss += share * learner.update(choice, share);
        weight += share;
      }
    }
    if (weight === 0) {
      throw new RangeError("Expected training choices of positive weight but found none");
    }
    const model: ChoiceModel = { weights: learner.weights(), temperature: 1 };
    const { logLoss } = await measureChoices(model, validation);
    const isBest = logLoss < bestLoss - 1e-6;
    if (isBest) [best, bestLoss, bestEpoch] = [model, logLoss, epoch];
    options.onEpoch?.({
      epoch,
      epochs,
      trainLoss: loss / weight,
      validationLoss: logLoss,
      best: isBest,
    });
  }
  const model = await calibrateTemperature(best, validation);
  return { model, bestEpoch, epochsRun: epoch };
}

/** Weights with per-feature step sizes; features get a slot when first seen. */
class AdaGrad {
  readonly #stepSize: number;
  readonly #l2: number;
  readonly #slots = new Map<string, number>();
  readonly #weight: number[] = [];
  readonly #squares: number[] = [];

  constructor(stepSize: number, l2: number) {
    this.#stepSize = stepSize;
    this.#l2 = l2;
  }

  /** One step on one choice; returns its loss before the step, in nats. */
  update(choice: Choice, share: number): number {
    const { options, chosen } = choice;
    if (options[chosen] === undefined) {
      throw new RangeError(`Expected a chosen option below ${options.length} but found ${chosen}`);
    }
    const shares = softmax(options.map((features) => this.#score(features)));
    const gradient = new Map<number, number>();
    options.forEach((features, i) => {
      const error = (i === chosen ? 1 : 0) - shares[i]!;
      for (const name in features) {
        const slot = this.#slot(name);
        gradient.set(slot, (gradient.get(slot) ?? 0) + error * features[name]!);
      }
    });
    for (const [slot, raw] of gradient) {
      const slope = share * raw - this.#l2 * this.#weight[slot]!;
      if (slope === 0) continue;
      this.#squares[slot]! += slope * slope;
      this.#weight[slot]! += this.#stepSize * slope / (1e-8 + Math.sqrt(this.#squares[slot]!));
    }
    return -Math.log(Math.max(shares[chosen]!, Number.MIN_VALUE));
  }

  /** The weights by name, sorted, zeros left out. */
  weights(): { [name: string]: number } {
    const names = [...this.#slots.keys()].sort();
    const weights: { [name: string]: number } = {};
    for (const name of names) {
      const weight = this.#weight[this.#slots.get(name)!]!;
      if (weight !== 0) weights[name] = weight;
    }
    return weights;
  }

  #score(features: Features): number {
    let sum = 0;
    for (const name in features) sum += this.#weight[this.#slot(name)]! * features[name]!;
    return sum;
  }

  #slot(name: string): number {
    let slot = this.#slots.get(name);
    if (slot === undefined) {
      slot = this.#weight.length;
      this.#slots.set(name, slot);
      this.#weight.push(0);
      this.#squares.push(0);
    }
    return slot;
  }
}

/** Consecutive runs of at most `size` items. */
async function* windows<T>(
  items: Iterable<T> | AsyncIterable<T>,
  size: number,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
