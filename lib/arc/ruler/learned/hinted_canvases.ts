import type { Prng } from "../../../substrate/values/prng.ts";
import type { Step } from "../../dsl/program.ts";
import type { Task } from "../../task/task.ts";
import type { NodeBudget } from "../node_budget.ts";
import { prepare, type PreparedCanvas } from "./canvases.ts";
import { learnCells } from "./cell_learner.ts";
import { CELL_VARIANTS } from "./cell_variants.ts";
import { fitsAll, programOf } from "./learn_over.ts";
import { gatherCells } from "./training_cells.ts";
import { descriptionLength } from "../../dsl/program.ts";

const SMEARS = [
  "row",
  "column",
  "cross",
  "down_right",
  "down_left",
  "up_left",
  "up_right",
  "falling",
];

const HINTS: readonly Step[] = [
  ...SMEARS.map((to): Step => ({ op: "smear", args: [0], params: { to } })),
  ...["both", "diagonals"].map((along): Step => ({ op: "connect", args: [0], params: { along } })),
  { op: "fill_enclosed", args: [0], params: {} },
  { op: "complete_pattern", args: [0], params: {} },
  ...["down", "up", "left", "right"].map((to): Step => ({
    op: "gravity",
    args: [0],
    params: { to, of: "objects" },
  })),
];

/**
 * Canvases that show a rule the input together with what a primitive makes of it, for tasks whose outputs
 * are as large as their inputs.
 *
 * A tree is grown quickly on each; those whose program fits every pair and is shorter than `bits` are
 * worth a closer look. Shortest first, at most `most`.
 */
export function hintedCanvases(
  task: Task,
  bits: number,
  most: number,
  budget: NodeBudget,
  prng: Prng,
): PreparedCanvas[] {
  const worth: { prepared: PreparedCanvas; bits: number }[] = [];
  for (const step of HINTS) {
    if (!budget.spend(4 * task.train.length)) break;
    const prepared = prepare(task, { steps: [step], sources: [1, 0] });
    if (prepared === undefined) continue;
    if (prepared.train.every(([made, input]) => made!.equals(input!))) continue;
    const cells = gatherCells(
      task.train.map((pair, k) => ({ sources: prepared.train[k]!, target: pair.output })),
      budget,
    );
    if (cells === undefined) break;
    const trees = learnCells(cells, CELL_VARIANTS[0]!, -1, budget, prng);
    if (trees.length === 0) break;
    if (!fitsAll(cells, trees, task)) continue;
    const length = descriptionLength(programOf(prepared.canvas, trees));
    if (length < bits) worth.push({ prepared, bits: length });
  }
  return worth.sort((a, b) => a.bits - b.bits).slice(0, most).map((one) => one.prepared);
}
