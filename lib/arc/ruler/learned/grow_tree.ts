import { CELL_FEATURES } from "../../cell_features/mod.ts";
import type { CellTest, CellTree, FeatureRef } from "../../cell_rules/mod.ts";
import type { NodeBudget } from "../node_budget.ts";
import type { PaintLabels } from "./paint_labels.ts";
import type { SplitSpace } from "./split_space.ts";
import type { TrainingCells } from "./training_cells.ts";

/** Picks the question that a node asks; `undefined` when none divides its cells. */
export type SplitPicker = (node: Int32Array) => CellTest | undefined;

/** How far a tree may grow. */
export interface GrowthLimits {
  /** @default 12 */
  readonly depth?: number;
  /** The most leaves. @default 60 */
  readonly leaves?: number;
}

/**
 * Grows a tree from the top; `undefined` when the budget ends first.
 *
 * A node whose cells one paint explains becomes a leaf, the earlier paint winning.
 */
export function growTree(
  labels: PaintLabels,
  listed: Int32Array,
  pick: SplitPicker,
  cells: TrainingCells,
  budget: NodeBudget,
  limits: GrowthLimits = {},
): CellTree | undefined {
  const depthLimit = limits.depth ?? 12, leafLimit = limits.leaves ?? 60;
  let leaves = 1;
  const grow = (node: Int32Array, depth: number): CellTree | undefined => {
    const leaf = bestPaint(labels, node);
    if (leaf.pure || depth >= depthLimit || leaves >= leafLimit) return leaf.tree;
    const test = pick(node);
    if (budget.cut !== null) return undefined;
    if (test === undefined) return leaf.tree;
    const [yesCells, noCells] = divide(cells, node, test);
    leaves++;
    const yes = grow(yesCells, depth + 1);
    if (yes === undefined) return undefined;
    const no = grow(noCells, depth + 1);
    if (no === undefined) return undefined;
    return { kind: "split", test, yes, no };
  };
  return grow(listed, 0);
}

/** The paint that explains most of a node's cells, the earlier one in a tie. */
function bestPaint(labels: PaintLabels, node: Int32Array): { tree: CellTree; pure: boolean } {
  let best = 0, most = -1;
  const counts = new Uint32Array(16);
  for (let k = 0; k < node.length; k++) {
    let mask = labels.explains[node[k]!]!;
    while (mask !== 0) {
      const low = 31 - Math.clz32(mask & -mask);
      counts[low]!++;
      mask &= mask - 1;
    }
  }
  for (let p = 0; p < labels.paints.length; p++) if (counts[p]! > most) best = p, most = counts[p]!;
  return { tree: { kind: "leaf", paint: labels.paints[best]! }, pure: most === node.length };
}

/** The node's cells that answer yes, and those that answer no. */
export function divide(
  cells: TrainingCells,
  node: Int32Array,
  test: CellTest,
): [Int32Array, Int32Array] {
  const column = cells.columns(test.feature);
  const other = test.kind === "as" ? cells.columns(test.other) : undefined;
  const value = test.kind === "as" ? 0 : test.value;
  const sorted = new Int32Array(node.length);
  let yes = 0, no = node.length;
  for (let k = 0; k < node.length; k++) {
    const i = node[k]!;
    const v = column[i]!;
    const answer = test.kind === "is"
      ? v === value
      : test.kind === "most"
      ? v <= value
      : v === other![i];
    if (answer) sorted[yes++] = i;
    else sorted[--no] = i;
  }
  return [sorted.slice(0, yes), sorted.slice(yes).reverse()];
}

/** The picker of a single careful tree: the largest Gini gain, dear features paying a toll. */
export function greedyPicker(
  cells: TrainingCells,
  labels: PaintLabels,
  space: SplitSpace,
  budget: NodeBudget,
  toll: number,
): SplitPicker {
  const kinds = labels.paints.length;
  const counts = new Int32Array(64 * kinds);
  return (node) => {
    const scans = space.numbers.length + space.colours.length + space.pairs.length;
    if (!budget.spend(Math.ceil(scans * (node.length + 40) / 2500))) return undefined;
    const total = new Int32Array(kinds);
    for (let k = 0; k < node.length; k++) total[labels.label[node[k]!]!]!++;
    let best: CellTest | undefined, bestWorth = 1e-9;
    const whole = squares(total) / node.length;
    const left = new Int32Array(kinds);
    /** Gini gain of splitting off `left`, in cells. */
    const gain = (size: number): number => {
      if (size === 0 || size === node.length) return 0;
      let a = 0, b = 0;
      for (let c = 0; c < kinds; c++) {
        const l = left[c]!, r = total[c]! - l;
        a += l * l;
        b += r * r;
      }
      return a / size + b / (node.length - size) - whole;
    };
    const consider = (size: number, cost: number, test: () => CellTest): void => {
      const worth = gain(size) / (1 + toll * cost);
      if (worth > bestWorth) bestWorth = worth, best = test();
    };
    /** Counts labels by feature value; gives the largest value. */
    const tally = (ref: FeatureRef): number => {
      const column = cells.columns(ref);
      let top = 0;
      for (let k = 0; k < node.length; k++) {
        const i = node[k]!;
        const v = column[i]!;
        if (v > top) {
          counts.fill(0, (top + 1) * kinds, (v + 1) * kinds);
          top = v;
        }
        counts[v * kinds + labels.label[i]!]!++;
      }
      return top;
    };
    for (const ref of space.numbers) {
      counts.fill(0, 0, kinds);
      const top = tally(ref);
      const { cost } = CELL_FEATURES[ref.index]!;
      left.fill(0);
      let size = 0;
      for (let v = 0; v < top; v++) {
        let here = 0;
        for (let c = 0; c < kinds; c++) {
          const n = counts[v * kinds + c]!;
          left[c]! += n;
          here += n;
        }
        if (here === 0) continue;
        size += here;
        consider(size, cost, () => ({ kind: "most", feature: ref, value: v }));
      }
    }
    for (const ref of space.colours) {
      counts.fill(0, 0, kinds);
      const top = tally(ref);
      const { cost } = CELL_FEATURES[ref.index]!;
      for (let v = 0; v <= top; v++) {
        if ((space.named >> v & 1) === 0) continue;
        let size = 0;
        for (let c = 0; c < kinds; c++) size += left[c] = counts[v * kinds + c]!;
        consider(size, cost, () => ({ kind: "is", feature: ref, value: v }));
      }
    }
    for (const [ref, other] of space.pairs) {
      const a = cells.columns(ref), b = cells.columns(other);
      const cost = CELL_FEATURES[ref.index]!.cost + CELL_FEATURES[other.index]!.cost;
      left.fill(0);
      let size = 0;
      for (let k = 0; k < node.length; k++) {
        const i = node[k]!;
        if (a[i] !== b[i]) continue;
        left[labels.label[i]!]!++;
        size++;
      }
      consider(size, cost, () => ({ kind: "as", feature: ref, other }));
    }
    return best;
  };
}

function squares(counts: Int32Array): number {
  let sum = 0;
  for (const count of counts) sum += count * count;
  return sum;
}
