import type { Prng } from "../../../substrate/values/prng.ts";
import type { CellTest } from "../../cell_rules/mod.ts";
import type { NodeBudget } from "../node_budget.ts";
import type { SplitPicker } from "./grow_tree.ts";
import type { PaintLabels } from "./paint_labels.ts";
import type { SplitSpace } from "./split_space.ts";
import type { TrainingCells } from "./training_cells.ts";

/**
 * The picker of a tree in a forest: the best by Gini gain of `tries` questions drawn at random, values
 * taken from random cells of the node.
 *
 * Source: Geurts, Ernst, Wehenkel, "Extremely randomized trees", Machine Learning 63 (2006).
 */
export function randomPicker(
  cells: TrainingCells,
  labels: PaintLabels,
  space: SplitSpace,
  budget: NodeBudget,
  prng: Prng,
  tries: number,
): SplitPicker {
  const kinds = labels.paints.length;
  const features = space.numbers.length + space.colours.length;
  const draw = (node: Int32Array): CellTest | undefined => {
    const at = prng.below(features + space.pairs.length);
    if (at >= features) {
      const [feature, other] = space.pairs[at - features]!;
      return { kind: "as", feature, other };
    }
    if (at < space.numbers.length) {
      const feature = space.numbers[at]!;
      const column = cells.columns(feature);
      const a = column[node[prng.below(node.length)]!]!,
        b = column[node[prng.below(node.length)]!]!;
      return a === b ? undefined : { kind: "most", feature, value: Math.min(a, b) };
    }
    const feature = space.colours[at - space.numbers.length]!;
    const value = cells.columns(feature)[node[prng.below(node.length)]!]!;
    return (space.named >> value & 1) === 0 ? undefined : { kind: "is", feature, value };
  };
  return (node) => {
    const total = new Int32Array(kinds);
    for (let k = 0; k < node.length; k++) total[labels.label[node[k]!]!]!++;
    let best: CellTest | undefined, bestWorth = -1;
    const left = new Int32Array(kinds);
    if (!budget.spend(Math.ceil(tries * (node.length + 60) / 3500))) return undefined;
    for (let drawn = 0, fair = 0; drawn < tries * 5 && fair < tries; drawn++) {
      const test = draw(node);
      if (test === undefined) continue;
      left.fill(0);
      const size = countYes(cells, labels.label, node, test, left);
      if (size === 0 || size === node.length) continue;
      fair++;
      let a = 0, b = 0;
      for (let c = 0; c < kinds; c++) {
        const l = left[c]!, r = total[c]! - l;
        a += l * l;
        b += r * r;
      }
      const worth = a / size + b / (node.length - size);
      if (worth > bestWorth) bestWorth = worth, best = test;
    }
    return best;
  };
}

function countYes(
  cells: TrainingCells,
  label: Uint8Array,
  node: Int32Array,
  test: CellTest,
  into: Int32Array,
): number {
  const column = cells.columns(test.feature);
  let size = 0;
  if (test.kind === "as") {
    const other = cells.columns(test.other);
    for (let k = 0; k < node.length; k++) {
      const i = node[k]!;
      if (column[i] === other[i]) into[label[i]!]!++, size++;
    }
  } else if (test.kind === "is") {
    for (let k = 0; k < node.length; k++) {
      const i = node[k]!;
      if (column[i] === test.value) into[label[i]!]!++, size++;
    }
  } else {
    for (let k = 0; k < node.length; k++) {
      const i = node[k]!;
      if (column[i]! <= test.value) into[label[i]!]!++, size++;
    }
  }
  return size;
}
