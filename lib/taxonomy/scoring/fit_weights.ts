import type { Choice } from "../../substrate/learn/choice.ts";
import { fitChoiceModel } from "../../substrate/learn/fit_choice_model.ts";
import type { Prng } from "../../substrate/values/prng.ts";
import { EVIDENCE_KINDS, type EvidenceWeights, TOP } from "../evidence/evidence_kind.ts";
import {
  evidenceForGiven,
  type GivenOptions,
  type GivenSetting,
  type GivenTerms,
} from "./given_terms.ts";
import type { GoldTree } from "./gold_tree.ts";

/** A gold tree that weights are fitted on, with its terms. */
export interface FittingTree {
  readonly gold: GoldTree;
  readonly given: GivenTerms;
}

/** Options of {@linkcode fitEvidenceWeights}. */
export interface FitWeightsOptions {
  readonly setting: GivenSetting;
  readonly parentSimilarity: number;
  readonly prng: Prng;
  /**
   * Times the evidence is gathered anew: what siblings say depends on the weights.
   * @default {2}
   */
  readonly rounds?: number;
  readonly signal?: AbortSignal;
}

/**
 * Fits a weight for every kind of evidence, in nats, to the parents in gold trees: a conditional logit, of which
 * every fifth choice decides when to stop. The first evidence is gathered with all weights 1.
 *
 * @throws {RangeError} when the trees hold no choice between parents.
 * @throws {DOMException} `AbortError` when the signal fires.
 */
export async function fitEvidenceWeights(
  trees: readonly FittingTree[],
  { setting, parentSimilarity, prng, rounds = 2, signal }: FitWeightsOptions,
): Promise<EvidenceWeights> {
  let weights = weightsFrom(() => 1);
  for (let round = 0; round < rounds; round++) {
    const choices = trees.flatMap((tree) =>
      parentChoices(tree, { setting, weights, parentSimilarity })
    );
    const { model } = await fitChoiceModel(
      () => choices.filter((_, i) => i % 5 > 0),
      () => choices.filter((_, i) => i % 5 === 0),
      { prng, l2: 1e-3, ...(signal === undefined ? {} : { signal }) },
    );
    weights = weightsFrom((kind) => model.weights[kind] ?? 0);
  }
  return weights;
}

/**
 * One choice for each parent in a gold tree that something speaks for, among all that something speaks for;
 * terms of several parents count once, large trees by the root of their size.
 */
export function parentChoices({ gold, given }: FittingTree, options: GivenOptions): Choice[] {
  const places = new Map(gold.concepts.map(({ id }, place) => [id, place]));
  const evidence = evidenceForGiven(gold, given, options);
  return gold.concepts.flatMap(({ parents }, child) => {
    const found = [...evidence[child]!];
    if (found.length < 2) return [];
    const right = parents.length === 0 ? [TOP] : parents.map((parent) => places.get(parent)!);
    const weight = 10 / Math.sqrt(gold.concepts.length) / right.length;
    return right.map((parent) => found.findIndex(([option]) => option === parent))
      .filter((chosen) => chosen >= 0)
      .map((chosen) => ({ options: found.map(([, kinds]) => kinds), chosen, weight }));
  });
}

function weightsFrom(weightOf: (kind: string) => number): EvidenceWeights {
  return Object.fromEntries(
    Object.keys(EVIDENCE_KINDS).map((kind) => [kind, weightOf(kind)]),
  ) as EvidenceWeights;
}
