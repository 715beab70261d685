import { measureChoices } from "../../substrate/learn/measure_choices.ts";
import { familyChance, rankOps, type RulerPrior } from "../ruler/prior/ruler_prior.ts";
import type { RulerExample } from "./ruler_example.ts";
import { roundedFigures } from "./rounded_model.ts";
import { familyChoices, opChoices } from "./ruler_choices.ts";

/**
 * Measures a prior on examples: how well it foretells families and primitives, and, replaying the recorded
 * searches, the mean nodes to the first fit in the recorded order and in the prior's.
 *
 * Shares are in [0,1], losses in nats, nodes in nodes; `…Baseline` is what no knowledge would score.
 */
export async function evalRuler(
  prior: RulerPrior,
  examples: readonly RulerExample[],
): Promise<{ [name: string]: number }> {
  const metrics: { [name: string]: number } = { tasks: examples.length };
  const families = familyChoices(examples);
  if (families.length > 0) {
    const { accuracy, logLoss, calibrationError } = await measureChoices(
      prior.families,
      () => families,
    );
    const fits = families.filter(({ chosen }) => chosen === 0).length / families.length;
    Object.assign(metrics, {
      familyAccuracy: accuracy,
      familyAccuracyBaseline: Math.max(fits, 1 - fits),
      familyLogLoss: logLoss,
      familyCalibrationError: calibrationError,
    });
  }
  const ops = opChoices(examples);
  if (ops.length > 0) {
    const { accuracy, logLoss, uniformLogLoss } = await measureChoices(prior.ops, () => ops);
    Object.assign(metrics, {
      opAccuracy: accuracy,
      opLogLoss: logLoss,
      opLogLossBaseline: uniformLogLoss,
    });
  }
  const replays = examples.flatMap((example) => {
    const nodes = replay(example.searches);
    return nodes === undefined
      ? []
      : [{ before: nodes, after: replay(inOrder(prior, example)) ?? nodes }];
  });
  if (replays.length > 0) {
    metrics["replayedNodesBefore"] = mean(replays.map(({ before }) => before));
    metrics["replayedNodesAfter"] = mean(replays.map(({ after }) => after));
  }
  return roundedFigures(metrics);
}

/** The families and primitives a prior expects of a task with these tokens, likeliest first. */
export function inferRuler(
  prior: RulerPrior,
  tokens: readonly string[],
  families: readonly string[],
) {
  const expected = families.map((family) => ({
    family,
    chance: familyChance(prior, family, tokens),
    nodes: prior.costs[family]?.mean ?? null,
  }));
  expected.sort((a, b) => b.chance - a.chance);
  return { families: expected, ops: rankOps(prior, tokens) };
}

type Searches = RulerExample["searches"];

function inOrder(prior: RulerPrior, { searches, tokens }: RulerExample): Searches {
  const worth = (family: string): number =>
    familyChance(prior, family, tokens) / Math.max(1, prior.costs[family]?.mean ?? 1);
  return [...searches].sort((a, b) => worth(b.family) - worth(a.family));
}

/** Nodes to the first fit when the searches run in this order; `undefined` where none fits. */
function replay(searches: Searches): number | undefined {
  let nodes = 0;
  for (const search of searches) {
    if (search.nodesToFit !== undefined) return nodes + search.nodesToFit;
    nodes += search.nodes;
  }
  return undefined;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
