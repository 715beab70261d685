import { type EpochReport, fitChoiceModel } from "../../substrate/learn/fit_choice_model.ts";
import { probabilities } from "../../substrate/learn/choice_model.ts";
import type { Choice } from "../../substrate/learn/choice.ts";
import { measureChoices } from "../../substrate/learn/measure_choices.ts";
import type { TrainingRecord } from "../../substrate/learn/training_record.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { DESCRIBER_FEATURES, type Relevance } from "../describer/learned/relevance.ts";
import { type DescribedTask, relevanceChoices } from "./describer_examples.ts";
import { roundedFigures, roundedModel } from "./rounded_model.ts";
import type { LearnedSpec } from "./write_spec.ts";

/** Options of {@linkcode trainDescriber}. */
export interface TrainDescriberOptions {
  readonly seed: number;
  readonly onEpoch?: (report: EpochReport) => void;
  readonly signal?: AbortSignal;
}

/** A fitted judgement of facts and how it came to be. */
export interface TrainedDescriber {
  readonly relevance: Relevance;
  readonly trained: TrainingRecord;
}

/** The threshold keeps this share of the relevant facts of the validation split. */
const KEPT_RELEVANT = 0.97;

/**
 * Learns which facts tell which families fit.
 *
 * Labels are measured on the train split alone, also those of the facts that the model is stopped and
 * measured on. `keptRelevant` and `keptFacts` say what the threshold leaves.
 *
 * @throws {UserError} exit 2 when a split has no solved trace.
 */
export async function trainDescriber(
  tasks: readonly DescribedTask[],
  options: TrainDescriberOptions,
): Promise<TrainedDescriber> {
  const of = (split: DescribedTask["split"]) => tasks.filter((task) => task.split === split);
  const [train, validation, test] = [of("train"), of("validation"), of("test")];
  const learn = relevanceChoices(train, train);
  const stop = relevanceChoices(validation, train);
  if (learn.length === 0 || stop.length === 0) {
    throw new UserError(
      `expected solved traces in the train and validation splits, found ${train.length} and ` +
        `${validation.length} traces, none of them solved in one of the splits`,
    );
  }
  const fitted = await fitChoiceModel(() => learn, () => stop, {
    prng: createPrng(options.seed).split("relevance"),
    l2: 1e-3,
    epochs: 20,
    ...(options.onEpoch && { onEpoch: options.onEpoch }),
    ...(options.signal && { signal: options.signal }),
  });
  const model = roundedModel(fitted.model);
  const chanceOf = ({ options: [fact] }: Choice) => probabilities(model, [fact!, {}])[0]!;
  const relevant = stop.filter(({ chosen }) => chosen === 0).map(chanceOf).sort((a, b) => b - a);
  const last = relevant[Math.ceil(KEPT_RELEVANT * relevant.length) - 1] ?? 0;
  const threshold = Math.floor(last * 1000) / 1000;
  const tested = relevanceChoices(test, train);
  const measured = tested.length > 0 ? tested : stop;
  const { accuracy, calibrationError } = await measureChoices(model, () => measured);
  const share = (of: readonly Choice[]) =>
    of.filter((choice) => chanceOf(choice) >= threshold).length / Math.max(1, of.length);
  const right = measured.filter(({ chosen }) => chosen === 0);
  return {
    relevance: { model, threshold },
    trained: {
      features: DESCRIBER_FEATURES,
      seed: options.seed,
      dataDigest: sha256(tasks.map((task) => task.traceDigest).join("\n")),
      rows: { train: learn.length, validation: stop.length, test: tested.length },
      metrics: roundedFigures({
        accuracy,
        accuracyBaseline: Math.max(right.length, measured.length - right.length) / measured.length,
        calibrationError,
        keptRelevant: share(right),
        keptFacts: share(measured),
      }),
    },
  };
}

/** A trained describer as a module spec. */
export function describerSpec(
  { relevance, trained }: TrainedDescriber,
  name = "learned",
): LearnedSpec {
  return {
    module: "describer",
    name,
    settings: { featureVersion: DESCRIBER_FEATURES, relevance, trained },
  };
}
