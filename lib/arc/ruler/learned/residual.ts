import type { Prng } from "../../../substrate/values/prng.ts";
import type { Program } from "../../dsl/program.ts";
import type { Problem } from "../draft.ts";
import type { NodeBudget } from "../node_budget.ts";
import { type Canvas, prepare } from "./canvases.ts";
import { RESIDUAL_VARIANTS } from "./cell_variants.ts";
import { differing, type LearnedRule, learnOver } from "./learn_over.ts";

/**
 * Repairs a near miss: learns what separates a program's predictions from the targets, and appends that
 * rule as one more step.
 *
 * The rule sees the input too where it has the output's size. A repair is returned only when it fits the
 * pairs better than the program and, judged on each pair while trained on the others, leaves fewer wrong
 * cells than the program does. Best first; empty when the program's predictions differ in size from the
 * targets, when nothing is wrong, when there is one pair only, or when the budget ends.
 */
export function learnResidual(
  problem: Problem,
  program: Program,
  budget: NodeBudget,
  prng: Prng,
): Program[] {
  const { task } = problem;
  const last = program.steps.length;
  const canvases: Canvas[] = last === 0 ? [] : [{ steps: program.steps, sources: [0, last] }];
  canvases.push({ steps: program.steps, sources: [last] });
  const repairs: LearnedRule[] = [];
  for (const canvas of canvases) {
    const prepared = prepare(task, canvas);
    if (prepared === undefined) continue;
    const before = task.train.map((pair, k) =>
      differing(prepared.train[k]![prepared.train[k]!.length - 1]!.cells, pair.output.cells)
    );
    const wrong = before.reduce((a, b) => a + b, 0);
    const right = before.filter((errors) => errors === 0).length;
    if (wrong === 0) return [];
    const rules = learnOver(
      task,
      prepared,
      RESIDUAL_VARIANTS,
      budget,
      prng.split(canvas.sources.length),
    );
    for (const rule of rules) {
      const better = rule.unseenErrors !== undefined && rule.unseenErrors < wrong;
      if (better && rule.fits > right) repairs.push(rule);
    }
    if (repairs.length > 0 || budget.cut !== null) break;
  }
  repairs.sort((a, b) =>
    b.fits - a.fits || b.unseenFits - a.unseenFits || a.unseenErrors! - b.unseenErrors! ||
    a.bits - b.bits
  );
  const seen = new Set<string>();
  return repairs.filter((rule) => {
    const key = rule.predictions.map((grid) => grid.hash).join(" ");
    return !seen.has(key) && seen.add(key);
  }).map((rule) => rule.program);
}
