import type { Family, Problem } from "../draft.ts";
import { focusedEnumeration } from "../enumeration/mod.ts";
import type { Stage } from "../stage.ts";
import { factTokens } from "./fact_tokens.ts";
import { familyChance, rankOps, type RulerPrior } from "./ruler_prior.ts";

/** One entry of a plan: a family on its own, with what the prior expects of it. */
export interface PlannedStage extends Stage {
  /** The chance that it finds a full fit. */
  readonly chance: number;
  /** Nodes it is expected to use. */
  readonly cost: number;
}

/** A family that no trace tells of is expected to use this many nodes. */
const UNKNOWN_COST = 2000;

/**
 * The stages of a ruler for one task: every family on its own, likeliest per node first.
 *
 * For independent searches that end at the first success this order has the least expected cost. A family
 * keeps the name of its stage, which says how far it is to be trusted, and gets as many nodes as its
 * successes needed in the traces. Before the whole enumeration comes one over the likeliest primitives.
 * The deep stage stays last. Source of the idea: M. Balog et al., "DeepCoder", ICLR 2017.
 */
export function planStages(
  prior: RulerPrior,
  stages: readonly Stage[],
  problem: Problem,
): PlannedStage[] {
  const tokens = factTokens(problem.facts, problem.task.train.length);
  const planned: PlannedStage[] = [];
  const last: PlannedStage[] = [];
  for (const stage of stages) {
    for (const family of stage.families) {
      const entry = entryOf(prior, stage, family, tokens);
      if (stage.name === "deep_enumeration") {
        last.push({ ...stage, ...expectation(prior, family, tokens) });
      } else {planned.push(
          ...(family.name === "enumeration" ? focusedFirst(prior, entry, tokens) : [entry]),
        );}
    }
  }
  // The sort is stable: what is equally promising keeps the order of the stages.
  planned.sort((a, b) => b.chance / b.cost - a.chance / a.cost);
  return [...planned, ...last];
}

function expectation(prior: RulerPrior, family: Family, tokens: readonly string[]) {
  const cost = Math.max(1, prior.costs[family.name]?.mean ?? UNKNOWN_COST);
  return { chance: familyChance(prior, family.name, tokens), cost };
}

function entryOf(
  prior: RulerPrior,
  stage: Stage,
  family: Family,
  tokens: readonly string[],
): PlannedStage {
  const nodes = prior.costs[family.name]?.patience;
  return {
    name: stage.name,
    families: [family],
    share: 1,
    draftLimit: stage.draftLimit,
    ...(nodes === undefined ? {} : { nodes }),
    ...expectation(prior, family, tokens),
  };
}

function focusedFirst(
  prior: RulerPrior,
  whole: PlannedStage,
  tokens: readonly string[],
): PlannedStage[] {
  const { focus, focusHit, opNames } = prior;
  if (focus === 0 || focus >= opNames.length) return [whole];
  const ops = new Set(rankOps(prior, tokens).slice(0, focus).map(({ op }) => op));
  // Two levels of moves: the work goes with the square of their number.
  const part = (focus / opNames.length) ** 2;
  const focused = {
    ...whole,
    families: [focusedEnumeration(ops)],
    chance: whole.chance * focusHit,
    cost: Math.max(1, whole.cost * part),
  };
  return [focused, { ...whole, chance: whole.chance * (1 - focusHit) }];
}
