import type { Prng } from "../../../substrate/values/prng.ts";
import { CELL_FEATURES } from "../../cell_features/mod.ts";
import { type CellTree, majority, printForest, runTree } from "../../cell_rules/mod.ts";
import type { NodeBudget } from "../node_budget.ts";
import { greedyPicker, growTree } from "./grow_tree.ts";
import { choosePaints } from "./paint_labels.ts";
import { randomPicker } from "./random_picker.ts";
import { splitSpace } from "./split_space.ts";
import { allFeatures, cellsWithout, type TrainingCells } from "./training_cells.ts";

/** One way of learning a cell rule. */
export interface LearnerSpec {
  readonly name: string;
  readonly kind: "tree" | "forest";
  /** Only features that do not depend on direction. */
  readonly invariant: boolean;
  /** Only colours that every pair shows may be named in tests and painted outright. */
  readonly shared: boolean;
  /** Whether colours may be copied from other features than the cell itself. */
  readonly copies: boolean;
  /** Trees at most; the size of the literal bounds them too. */
  readonly trees: number;
}

/** The longest literal of a forest, in characters. */
export const MOST_CHARACTERS = 6000;

/** How strongly a single tree prefers near-by features. */
const TOLL = 0.3;

/** Colours in every lesson's sources, and in every lesson's target; bits 0–9. */
function sharedColours(cells: TrainingCells): { seen: number; painted: number } {
  let seen = 0x3ff, painted = 0x3ff;
  for (const [from, to] of cells.ranges) {
    let a = 0, b = 0;
    for (let i = from; i < to; i++) {
      a |= 1 << cells.own[i]!;
      b |= 1 << cells.target[i]!;
    }
    seen &= a;
    painted &= b;
  }
  return { seen, painted };
}

/** Learns from all lessons but one (−1: from all); fewer trees than asked, or none, when the budget ends. */
export function learnCells(
  cells: TrainingCells,
  spec: LearnerSpec,
  left: number,
  budget: NodeBudget,
  prng: Prng,
): CellTree[] {
  const { seen, painted } = sharedColours(cells);
  const space = splitSpace(
    cells.sourceCount,
    spec.invariant,
    (spec.shared ? seen : 0x3ff) | 1 << 10,
  );
  const listed = cellsWithout(cells, left);
  const copyable = allFeatures(cells.sourceCount).filter((ref) => {
    const feature = CELL_FEATURES[ref.index]!;
    return feature.kind === "colour" && (!spec.invariant || feature.invariant);
  });
  if (!budget.spend(Math.ceil(copyable.length * listed.length / 8000))) return [];
  const colours = spec.shared ? painted : 0x3ff;
  const labels = choosePaints(
    cells,
    listed,
    { colours, copies: spec.copies, most: 6 },
    copyable,
  );
  if (spec.kind === "tree") {
    const pick = greedyPicker(cells, labels, space, budget, TOLL);
    const tree = growTree(labels, listed, pick, cells, budget);
    return tree === undefined ? [] : [tree];
  }
  const trees: CellTree[] = [];
  let length = 0;
  const tests = new Set<string>();
  for (let t = 0; t < spec.trees; t++) {
    const pick = randomPicker(cells, labels, space, budget, prng.split(t), TRIES);
    const tree = growTree(labels, listed, pick, cells, budget);
    if (tree === undefined) break;
    const { tests: asked, trees: [codes] } = printForest([tree]);
    for (const test of asked) if (!tests.has(test)) tests.add(test), length += test.length + 3;
    length += codes!.length * 4;
    if (length > MOST_CHARACTERS && trees.length >= 3) break;
    trees.push(tree);
  }
  return trees;
}

/** Questions drawn per node of a forest's tree. */
const TRIES = 80;

/** What trees give for the cells of one lesson. */
export function predictLesson(
  cells: TrainingCells,
  trees: readonly CellTree[],
  lesson: number,
): Uint8Array {
  const [from, to] = cells.ranges[lesson]!;
  const listed = Int32Array.from({ length: to - from }, (_, k) => from + k);
  const votes = trees.map((tree) => {
    const out = new Uint8Array(listed.length);
    runTree(tree, cells.columns, listed, cells.own, out);
    return out;
  });
  return majority(votes, listed.length);
}
