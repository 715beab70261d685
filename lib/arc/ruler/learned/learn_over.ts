import type { Prng } from "../../../substrate/values/prng.ts";
import { type CellTree, paintByTrees, printForest, printTree } from "../../cell_rules/mod.ts";
import { descriptionLength, type Program, type Step } from "../../dsl/program.ts";
import type { Grid } from "../../grid/grid.ts";
import type { Task } from "../../task/task.ts";
import type { NodeBudget } from "../node_budget.ts";
import type { Canvas, PreparedCanvas } from "./canvases.ts";
import { learnCells, type LearnerSpec, predictLesson } from "./cell_learner.ts";
import { gatherCells, type TrainingCells } from "./training_cells.ts";

/** A learned rule with what speaks for it. */
export interface LearnedRule {
  readonly program: Program;
  /** Its predictions for the test inputs. */
  readonly predictions: readonly Grid[];
  /** Train pairs it reproduces. */
  readonly fits: number;
  /** Pairs it reproduces when it has not seen them; 0 where that was not measured. */
  readonly unseenFits: number;
  /** Wrong cells over all pairs when predicted unseen; `undefined` where that was not measured. */
  readonly unseenErrors: number | undefined;
  /** Length of the program. */
  readonly bits: number;
}

/** Trains the learners on a canvas one after the other; stops early when the budget ends. */
export function* learnOver(
  task: Task,
  prepared: PreparedCanvas,
  variants: readonly LearnerSpec[],
  budget: NodeBudget,
  prng: Prng,
): Iterable<LearnedRule> {
  const { train } = task;
  const cells = gatherCells(
    train.map((pair, k) => ({ sources: prepared.train[k]!, target: pair.output })),
    budget,
  );
  if (cells === undefined) return;
  const wrong = (trees: readonly CellTree[], k: number): number =>
    differing(predictLesson(cells, trees, k), train[k]!.output.cells);
  for (const spec of variants) {
    const stream = prng.split(spec.name);
    const trees = learnCells(cells, spec, -1, budget, stream);
    if (trees.length === 0) return;
    let unseenFits = 0, unseenErrors: number | undefined = 0;
    for (let left = 0; left < train.length && unseenErrors !== undefined; left++) {
      const part = train.length > 1 ? learnCells(cells, spec, left, budget, stream) : [];
      const errors: number | undefined = part.length === 0 ? undefined : wrong(part, left);
      if (errors === 0) unseenFits++;
      unseenErrors = errors === undefined ? undefined : unseenErrors + errors;
    }
    const program = programOf(prepared.canvas, trees);
    yield {
      program,
      predictions: prepared.test.map((sources) => paintByTrees(trees, sources)),
      fits: train.filter((_, k) => wrong(trees, k) === 0).length,
      unseenFits,
      unseenErrors,
      bits: descriptionLength(program),
    };
    if (budget.cut !== null) return;
  }
}

/** Cells that differ. */
export function differing(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}

/** Whether trees reproduce every pair. */
export function fitsAll(cells: TrainingCells, trees: readonly CellTree[], task: Task): boolean {
  return task.train.every((pair, k) =>
    differing(predictLesson(cells, trees, k), pair.output.cells) === 0
  );
}

/** The canvas's steps with the trees as one more. */
export function programOf(canvas: Canvas, trees: readonly CellTree[]): Program {
  const two = canvas.sources.length === 2 ? "2" : "";
  const step: Step = trees.length === 1
    ? { op: `cell_tree${two}`, args: canvas.sources, params: { tree: printTree(trees[0]!) } }
    : { op: `cell_forest${two}`, args: canvas.sources, params: { forest: printForest(trees) } };
  return { steps: [...canvas.steps, step] };
}
