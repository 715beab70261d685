import { type EpochReport, fitChoiceModel } from "../../substrate/learn/fit_choice_model.ts";
import type { ChoiceModel } from "../../substrate/learn/choice_model.ts";
import { probabilities } from "../../substrate/learn/choice_model.ts";
import { measureChoices } from "../../substrate/learn/measure_choices.ts";
import type { TrainingRecord } from "../../substrate/learn/training_record.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { type EditPrior, STUDENT_FEATURES } from "../ruler/prior/edit_prior.ts";
import type { EditExample } from "./edit_examples.ts";
import { roundedFigures, roundedModel } from "./rounded_model.ts";
import type { LearnedSpec } from "./write_spec.ts";

/** Options of {@linkcode trainStudent}. */
export interface TrainStudentOptions {
  readonly seed: number;
  readonly onEpoch?: (report: EpochReport) => void;
  readonly signal?: AbortSignal;
}

/** A fitted prior over edits and how it came to be. */
export interface TrainedStudent {
  readonly prior: EditPrior;
  readonly trained: TrainingRecord;
}

/** The directives kept hold the best one of this share of the validation seeds. */
const KEPT_HITS = 0.95;

/**
 * Learns which directive of a seed leads to its best edit, given facts, the seed's program and its errors.
 *
 * Fits on the train split, stops and calibrates on validation, measures on test; `criticTop1` is what
 * following the critic's first directive would score.
 *
 * @throws {UserError} exit 2 when a split has no seed that an edit bettered.
 */
export async function trainStudent(
  examples: readonly EditExample[],
  options: TrainStudentOptions,
): Promise<TrainedStudent> {
  const of = (split: EditExample["split"]) => examples.filter((one) => one.split === split);
  const [train, validation, test] = [of("train"), of("validation"), of("test")];
  if (train.length === 0 || validation.length === 0) {
    throw new UserError(
      `expected seeds bettered by an edit in the train and validation splits, found ${train.length} ` +
        `and ${validation.length}`,
    );
  }
  const choices = (rows: readonly EditExample[]) => rows.map(({ choice }) => choice);
  const [learn, stop] = [choices(train), choices(validation)];
  const { model } = await fitChoiceModel(() => learn, () => stop, {
    prng: createPrng(options.seed).split("edits"),
    l2: 2e-3,
    ...(options.onEpoch && { onEpoch: options.onEpoch }),
    ...(options.signal && { signal: options.signal }),
  });
  const directives = roundedModel(model);
  const measured = choices(test.length > 0 ? test : validation);
  const { accuracy, calibrationError } = await measureChoices(directives, () => measured);
  const keep = kept(directives, validation);
  const hits = measured.filter((choice) => rankOf(directives, choice) < keep).length;
  return {
    prior: { directives, keep },
    trained: {
      features: STUDENT_FEATURES,
      seed: options.seed,
      dataDigest: sha256(examples.map((one) => one.traceDigest).join("\n")),
      rows: { train: train.length, validation: validation.length, test: test.length },
      metrics: roundedFigures({
        top1: accuracy,
        criticTop1: measured.filter(({ chosen }) => chosen === 0).length / measured.length,
        calibrationError,
        keptHits: hits / measured.length,
      }),
    },
  };
}

/** A trained student as a module spec. */
export function studentSpec({ prior, trained }: TrainedStudent, name = "learned"): LearnedSpec {
  return {
    module: "student",
    name,
    settings: { featureVersion: STUDENT_FEATURES, editPrior: prior, trained },
  };
}

function kept(model: ChoiceModel, rows: readonly EditExample[]): number {
  const ranks = rows.map(({ choice }) => rankOf(model, choice)).sort((a, b) => a - b);
  return ranks[Math.ceil(KEPT_HITS * ranks.length) - 1]! + 1;
}

/** The place of the right option among all, likeliest first. */
function rankOf(model: ChoiceModel, { options, chosen }: EditExample["choice"]): number {
  const shares = probabilities(model, options);
  return shares.filter((share, i) =>
    share > shares[chosen]! || (share === shares[chosen] && i < chosen)
  )
    .length;
}
