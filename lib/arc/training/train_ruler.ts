import { type Choice, fitChoiceModel, type FitOptions } from "../../substrate/learn/mod.ts";
import type { TrainingRecord } from "../../substrate/learn/training_record.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { ENUMERATION_OPS } from "../ruler/enumeration/moves.ts";
import { RULER_FEATURES } from "../ruler/prior/fact_tokens.ts";
import type { RulerPrior } from "../ruler/prior/ruler_prior.ts";
import { chooseFocus } from "./choose_focus.ts";
import { evalRuler } from "./eval_ruler.ts";
import { familyCosts } from "./family_costs.ts";
import { roundedModel } from "./rounded_model.ts";
import { familyChoices, opChoices } from "./ruler_choices.ts";
import type { LearnedSpec } from "./write_spec.ts";
import type { RulerExample } from "./ruler_example.ts";

/** Options of {@linkcode trainRuler}. */
export interface TrainRulerOptions {
  readonly seed: number;
  /** Told after each epoch, with the part being fitted. */
  readonly onEpoch?: (
    part: "families" | "ops",
    report: Parameters<NonNullable<FitOptions["onEpoch"]>>[0],
  ) => void;
  readonly signal?: AbortSignal;
}

/** A fitted prior and how it came to be. */
export interface TrainedRuler {
  readonly prior: RulerPrior;
  readonly trained: TrainingRecord;
}

/**
 * Learns the chance of every family, what it costs, and which primitives fit, all given facts.
 *
 * Fits on the train split, stops and calibrates on validation, measures on test. The traces should come from
 * a ruler that does not settle early (`settle: false`), else they tell little of the families that run late.
 *
 * @throws {UserError} exit 2 when there is nothing to learn from or to stop on.
 */
export async function trainRuler(
  examples: readonly RulerExample[],
  options: TrainRulerOptions,
): Promise<TrainedRuler> {
  const train = examples.filter(({ split }) => split === "train");
  const validation = examples.filter(({ split }) => split === "validation");
  const test = examples.filter(({ split }) => split === "test");
  for (const [name, found] of [["train", train], ["validation", validation]] as const) {
    if (found.some((one) => one.fitting.length > 0)) continue;
    throw new UserError(
      `expected solved traces with searches in the ${name} split, found none among ${found.length} traces`,
    );
  }
  const fit = (part: "families" | "ops", choices: (from: readonly RulerExample[]) => Choice[]) => {
    const [learn, stop] = [choices(train), choices(validation)];
    return fitChoiceModel(() => learn, () => stop, {
      prng: createPrng(options.seed).split(part),
      l2: 2e-3,
      ...(options.onEpoch && { onEpoch: (report) => options.onEpoch!(part, report) }),
      ...(options.signal && { signal: options.signal }),
    });
  };
  const families = await fit("families", familyChoices);
  const ops = await fit("ops", opChoices);
  const learned = {
    families: roundedModel(families.model),
    costs: familyCosts(train),
    ops: roundedModel(ops.model),
    opNames: [...ENUMERATION_OPS],
  };
  const prior = { ...learned, ...chooseFocus(learned, validation) };
  const measured = test.length > 0 ? test : validation;
  return {
    prior,
    trained: {
      features: RULER_FEATURES,
      seed: options.seed,
      dataDigest: sha256(examples.map((one) => one.traceDigest).join("\n")),
      rows: { train: train.length, validation: validation.length, test: test.length },
      metrics: await evalRuler(prior, measured),
    },
  };
}

/** A trained ruler as a module spec. */
export function rulerSpec({ prior, trained }: TrainedRuler, name = "learned"): LearnedSpec {
  return { module: "ruler", name, settings: { featureVersion: RULER_FEATURES, prior, trained } };
}
