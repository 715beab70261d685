import type { Prng } from "../../../substrate/values/prng.ts";
import { type CellTree, paintByTrees, printForest, printTree } from "../../cell_rules/mod.ts";
import { descriptionLength, type Program, type Step } from "../../dsl/program.ts";
import type { Draft, Family, Problem } from "../draft.ts";
import type { NodeBudget } from "../node_budget.ts";
import { learnCells, type LearnerSpec, predictLesson } from "./cell_learner.ts";
import { CELL_VARIANTS } from "./cell_variants.ts";
import { gatherCells, type TrainingCells } from "./training_cells.ts";

/** A learned rule with what speaks for it. */
interface Learned {
  readonly program: Program;
  /** Its predictions for the test inputs, as one text. */
  readonly predictions: string;
  readonly fits: number;
  readonly weight: number;
  readonly bits: number;
}

/**
 * Learns what colour every cell becomes, for tasks whose outputs are as large as their inputs.
 *
 * Several learners are trained; each votes for its predictions of the test inputs, a learner that also
 * predicts pairs it has not seen voting louder. Drafts come in the order of their predictions' votes.
 */
export const cellRuleFamily: Family = {
  name: "cell_rules",
  doc: "Decision trees and small forests over features of each cell",
  applies: (problem) => problem.task.train.every(sameSize),
  *drafts(problem, budget, prng) {
    const cells = gatherCells(
      problem.task.train.map((pair) => ({ sources: [pair.input], target: pair.output })),
      budget,
    );
    if (cells === undefined) return;
    const learned: Learned[] = [];
    for (const spec of CELL_VARIANTS) {
      const rule = learnOne(problem, cells, spec, budget, prng.split(spec.name));
      if (rule !== undefined) learned.push(rule);
      if (budget.cut !== null) break;
    }
    yield* inOrder(learned);
  },
};

function sameSize(pair: Problem["task"]["train"][number]): boolean {
  return pair.input.width === pair.output.width && pair.input.height === pair.output.height;
}

function learnOne(
  problem: Problem,
  cells: TrainingCells,
  spec: LearnerSpec,
  budget: NodeBudget,
  prng: Prng,
): Learned | undefined {
  const trees = learnCells(cells, spec, -1, budget, prng);
  if (trees.length === 0) return undefined;
  const { train, testInputs } = problem.task;
  const fits = train.filter((pair, k) => same(predictLesson(cells, trees, k), pair.output.cells));
  let unseen = 0;
  if (train.length > 1) {
    for (let left = 0; left < train.length; left++) {
      const part = learnCells(cells, spec, left, budget, prng);
      if (part.length === 0) break;
      if (same(predictLesson(cells, part, left), train[left]!.output.cells)) unseen++;
    }
  }
  const program = { steps: [treeStep(trees)] };
  return {
    program,
    predictions: testInputs.map((input) => paintByTrees(trees, [input]).cells.join("")).join("|"),
    fits: fits.length,
    weight: 0.25 + unseen / train.length,
    bits: descriptionLength(program),
  };
}

function treeStep(trees: readonly CellTree[]): Step {
  return trees.length === 1
    ? { op: "cell_tree", args: [0], params: { tree: printTree(trees[0]!) } }
    : { op: "cell_forest", args: [0], params: { forest: printForest(trees) } };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** One draft per distinct prediction and number of fitted pairs: the shortest, the most voted first. */
function* inOrder(learned: readonly Learned[]): Iterable<Draft> {
  const groups = new Map<string, { rule: Learned; votes: number }>();
  for (const rule of learned) {
    const key = `${rule.fits} ${rule.predictions}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rule, votes: rule.weight });
    else {
      group.votes += rule.weight;
      if (rule.bits < group.rule.bits) group.rule = rule;
    }
  }
  const order = [...groups.values()]
    .sort((a, b) => b.rule.fits - a.rule.fits || b.votes - a.votes || a.rule.bits - b.rule.bits);
  for (const { rule } of order) yield { program: rule.program, family: cellRuleFamily.name };
}
