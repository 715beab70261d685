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
 * keeps the name of its stage, which says how far it is to be trusted. It is searched with small allowances
 * first, as its successes in the traces suggest; what ends within one is not searched again. Before the
 * whole enumeration comes one over the likeliest primitives. The deep stage stays last.
 *
 * Source of the idea: M. Balog et al., "DeepCoder", ICLR 2017.
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
      const chance = familyChance(prior, family.name, tokens);
      const whole = wholeSearch(prior, stage, family, chance);
      if (stage.name === "deep_enumeration") last.push({ ...stage, chance, cost: whole.cost });
      else if (family.name === "enumeration") planned.push(...focusedFirst(prior, whole, tokens));
      else planned.push(...ladder(prior, whole));
    }
  }
  // The sort is stable: what is equally promising keeps the order of the stages.
  planned.sort((a, b) => b.chance / b.cost - a.chance / a.cost);
  return [...planned, ...last];
}

function wholeSearch(
  prior: RulerPrior,
  stage: Stage,
  family: Family,
  chance: number,
): PlannedStage {
  const known = prior.costs[family.name];
  return {
    name: stage.name,
    families: [family],
    share: 1,
    draftLimit: stage.draftLimit,
    ...(known === undefined ? {} : { nodes: known.rungs.at(-1)!.nodes }),
    chance,
    cost: Math.max(1, known?.mean ?? UNKNOWN_COST),
  };
}

/** The same search with each of its allowances: the chance of a rung is what it adds to the one before. */
function ladder(prior: RulerPrior, whole: PlannedStage): PlannedStage[] {
  const rungs = prior.costs[whole.families[0]!.name]?.rungs ?? [];
  if (rungs.length < 2) return [whole];
  return rungs.map(({ nodes, share }, i) => ({
    ...whole,
    nodes,
    chance: whole.chance * (share - (rungs[i - 1]?.share ?? 0)),
    cost: Math.min(whole.cost, nodes),
  }));
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
