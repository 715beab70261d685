import {
  type Choice,
  type ChoiceModel,
  type EpochReport,
  fitChoiceModel,
  measureChoices,
} from "../../substrate/learn/mod.ts";
import type { TrainingRecord } from "../../substrate/learn/training_record.ts";
import type { Split } from "../../dataset/split.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { CRITIC_FEATURES } from "../critic/learned/critic_features.ts";
import type { LearnedCritic } from "../critic/learned/learned_critic.ts";
import type { BlameExample, RankingExample } from "./critic_examples.ts";
import { roundedFigures, roundedModel } from "./rounded_model.ts";
import type { LearnedSpec } from "./write_spec.ts";

/** What a critic learns from. */
export interface CriticExamples {
  readonly ranking: readonly RankingExample[];
  readonly blame: readonly BlameExample[];
}

/** Options of {@linkcode trainCritic}. */
export interface TrainCriticOptions {
  readonly seed: number;
  /** Told after each epoch, with the part being fitted. */
  readonly onEpoch?: (part: "ranking" | "blind" | "blame", report: EpochReport) => void;
  readonly signal?: AbortSignal;
}

/** A fitted critic and how it came to be. */
export interface TrainedCritic {
  readonly critic: LearnedCritic;
  readonly trained: TrainingRecord;
}

/**
 * Learns the order of candidates and the step to blame.
 *
 * Fits on the train split, stops and calibrates on validation, measures on test, so no task is both learned
 * from and measured on. Beside the accuracy stands that of an order fitted without the errors of a
 * candidate (`rankingBlindAccuracy`) and that of preferring the shorter description; beside the blame head
 * stand the last step, the first step and the symbolic estimate.
 *
 * @throws {UserError} exit 2 when a split has no rows of a kind.
 */
export async function trainCritic(
  examples: CriticExamples,
  options: TrainCriticOptions,
): Promise<TrainedCritic> {
  const { ranking, blame } = examples;
  const of = <T extends { readonly split: Split }>(rows: readonly T[], split: Split) =>
    rows.filter((row) => row.split === split);
  const fit = async <T extends { readonly split: Split }>(
    part: "ranking" | "blind" | "blame",
    rows: readonly T[],
    choice: (row: T) => Choice,
  ): Promise<ChoiceModel> => {
    const [learn, stop] = [of(rows, "train").map(choice), of(rows, "validation").map(choice)];
    if (learn.length === 0 || stop.length === 0) {
      throw new UserError(
        `expected ${part} rows in the train and validation splits, found ${learn.length} and ${stop.length}`,
      );
    }
    const { model } = await fitChoiceModel(() => learn, () => stop, {
      prng: createPrng(options.seed).split(part),
      l2: 1e-3,
      epochs: 15,
      stepSize: 0.15,
      ...(options.onEpoch && { onEpoch: (report) => options.onEpoch!(part, report) }),
      ...(options.signal && { signal: options.signal }),
    });
    return roundedModel(model);
  };
  const seeing = await fit("ranking", ranking, (row) => row.seeing);
  const blind = await fit("blind", ranking, (row) => row.blind);
  const head = await fit("blame", blame, (row) => row.choice);
  const tested = <T extends { readonly split: Split }>(rows: readonly T[]) => {
    const test = of(rows, "test");
    return test.length > 0 ? test : of(rows, "validation");
  };
  return {
    critic: { ranking: seeing, blame: head },
    trained: {
      features: CRITIC_FEATURES,
      seed: options.seed,
      dataDigest: sha256(
        [...new Set([...ranking, ...blame].map((one) => one.traceDigest))].join("\n"),
      ),
      rows: {
        rankingTrain: of(ranking, "train").length,
        rankingValidation: of(ranking, "validation").length,
        rankingTest: of(ranking, "test").length,
        blameTrain: of(blame, "train").length,
        blameValidation: of(blame, "validation").length,
        blameTest: of(blame, "test").length,
      },
      metrics: roundedFigures({
        ...await rankingFigures(seeing, blind, tested(ranking)),
        ...await blameFigures(head, tested(blame)),
      }),
    },
  };
}

/** A trained critic as a module spec. */
export function criticSpec({ critic, trained }: TrainedCritic, name = "learned"): LearnedSpec {
  return {
    module: "critic",
    name,
    settings: { featureVersion: CRITIC_FEATURES, learned: critic, trained },
  };
}

async function rankingFigures(
  seeing: ChoiceModel,
  blind: ChoiceModel,
  rows: readonly RankingExample[],
): Promise<{ [name: string]: number }> {
  const { accuracy, calibrationError } = await measureChoices(
    seeing,
    () => rows.map((r) => r.seeing),
  );
  const unseen = await measureChoices(blind, () => rows.map((row) => row.blind));
  const shorter = rows.map((row) =>
    row.shorter === undefined ? 0.5 : row.shorter === row.seeing.chosen ? 1 : 0
  );
  return {
    rankingAccuracy: accuracy,
    rankingCalibrationError: calibrationError,
    rankingBlindAccuracy: unseen.accuracy,
    rankingShorterAccuracy: mean(shorter),
  };
}

async function blameFigures(
  head: ChoiceModel,
  rows: readonly BlameExample[],
): Promise<{ [name: string]: number }> {
  const { accuracy } = await measureChoices(head, () => rows.map((row) => row.choice));
  const hits = (step: (row: BlameExample) => number) =>
    mean(rows.map((row) => step(row) === row.choice.chosen ? 1 : 0));
  return {
    blameTop1: accuracy,
    blameLastStep: hits((row) => row.choice.options.length - 1),
    blameFirstStep: hits(() => 0),
    blameEstimate: hits((row) => row.estimate),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
