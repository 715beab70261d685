import type { Grid } from "../../grid/grid.ts";
import { type LayerMode, stackLayers } from "../../dsl/ops/join.ts";
import type { NodeBudget } from "../node_budget.ts";
import { popcount } from "./coverage.ts";
import type { PieceGroup, Search } from "./search.ts";

/** A stack of pieces (top first) and how well it does on the train pairs. */
export interface Stack {
  readonly layers: readonly number[];
  readonly modes: readonly LayerMode[];
  /** Train pairs it gets exactly right. */
  readonly fits: number;
  /** The depth of its deepest piece. */
  readonly depth: number;
  /** What it shows on the tests. */
  readonly tests: readonly Grid[];
}

/** The most layers of a stack. */
const MAX_LAYERS = 10;
/** How many different top layers are tried where all pairs are to be fitted. */
const STARTS = 3;
/** The share of the chosen pairs that every layer must add cells to. */
const HELPED_SHARE = 0.5;
/** Word operations that cost about as much as one node. */
const WORDS_PER_NODE = 4000;

/** Subsets of the pairs to fit, largest first: all of 2^n up to 5 pairs, else all, all but one, and single ones. */
export function pairSubsets(n: number): number[][] {
  const all = Array.from({ length: n }, (_, i) => i);
  if (n > 5) {
    return [all, ...all.map((out) => all.filter((i) => i !== out)), ...all.map((i) => [i])];
  }
  const subsets: number[][] = [];
  for (let mask = 1; mask < 1 << n; mask++) subsets.push(all.filter((i) => mask >> i & 1));
  return subsets.sort((a, b) => b.length - a.length);
}

/**
 * Greedy stacks of the pieces of one group.
 *
 * Each step puts the piece below the others that adds most cells and no wrong cell on the chosen pairs;
 * cells that no layer paints are 0. Done for every subset of pairs and every depth limit.
 */
export function* greedyStacks(
  search: Search,
  group: PieceGroup,
  budget: NodeBudget,
): Generator<Stack> {
  const { coverage, nodes } = group;
  const depths = nodes.map((id) => search.dag.nodes[id]!.depth);
  const deepest = depths.reduce((a, b) => Math.max(a, b), 0);
  const pairs = search.setting.targets.length;
  for (let piece = 0; piece < coverage.count; piece++) {
    const fits = coverage.exactPairs(piece);
    if (fits > 0) {
      const tests = group.tests[piece]!;
      yield { layers: [nodes[piece]!], modes: ["all"], fits, depth: depths[piece]!, tests };
    }
  }
  for (const subset of pairSubsets(pairs)) {
    const whole = subset.length === pairs;
    const banned = new Set<number>();
    const starts = whole ? STARTS : 1;
    for (let run = 0; run < (deepest + 1) * 2 * starts; run++) {
      const limit = (run / 2 / starts) | 0;
      const blanks = run % (2 * starts) >= starts;
      if (run % starts === 0) banned.clear();
      const made = greedy(group, depths, limit, subset, blanks, banned, budget);
      if (made === undefined) return;
      if (made.layers.length > 0) banned.add(made.layers[0]!);
      const { layers, modes } = made;
      if (layers.length === 0 || (blanks && !modes.includes("blank"))) continue;
      const fits = fittedPairs(group, layers, modes);
      if (fits === 0) continue;
      yield {
        layers: layers.map((piece) => nodes[piece]!),
        modes,
        fits,
        depth: Math.max(...layers.map((piece) => depths[piece]!)),
        tests: stackedTests(group, layers, modes),
      };
    }
  }
}

/** Pieces from the top down; `undefined` when the budget ended. */
function greedy(
  group: PieceGroup,
  depths: readonly number[],
  limit: number,
  subset: readonly number[],
  blanks: boolean,
  banned: ReadonlySet<number>,
  budget: NodeBudget,
): { layers: number[]; modes: LayerMode[] } | undefined {
  const { coverage } = group;
  const { words, ink, right, wanted, valid, starts } = coverage;
  const ranges = subset.map((p) => [starts[p]!, starts[p + 1]!] as const);
  const done = new Uint32Array(words);
  const layers: number[] = [];
  const modes: LayerMode[] = [];
  while (layers.length < MAX_LAYERS) {
    let best = -1, bestGain = 0, work = 0, bestFlip = 0;
    const needed = Math.ceil(subset.length * HELPED_SHARE);
    for (let option = 0; option < coverage.count * (blanks ? 2 : 1); option++) {
      const piece = option % coverage.count;
      // All ones turn ink into its complement: the cells a blank layer erases.
      const flip = option < coverage.count ? 0 : -1;
      if (depths[piece]! > limit || (layers.length === 0 && banned.has(piece))) continue;
      const at = piece * words;
      let gain = 0, gained = 0;
      for (let r = 0; r < ranges.length && gain >= 0; r++) {
        const [from, to] = ranges[r]!;
        const before = gain;
        for (let w = from; w < to; w++) {
          const paints = (ink[at + w]! ^ flip) & valid[w]! & ~done[w]!;
          work++;
          if ((paints & ~right[at + w]!) !== 0) {
            gain = -1;
            break;
          }
          if (paints !== 0) gain += popcount(paints);
        }
        if (gain > before) gained++;
      }
      // A layer that helps one pair only is more likely an accident than a rule.
      if (gained < needed) continue;
      if (gain > bestGain || (gain === bestGain && gain > 0 && depths[piece]! < depths[best]!)) {
        best = piece;
        bestGain = gain;
        bestFlip = flip;
      }
    }
    if (!budget.spend(Math.ceil((work + coverage.count) / WORDS_PER_NODE))) return undefined;
    if (best < 0) break;
    layers.push(best);
    modes.push(bestFlip === 0 ? "ink" : "blank");
    let left = 0;
    for (let w = 0; w < words; w++) done[w]! |= (ink[best * words + w]! ^ bestFlip) & valid[w]!;
    for (const [from, to] of ranges) {
      for (let w = from; w < to; w++) left |= wanted[w]! & ~done[w]!;
    }
    if (left === 0) break;
  }
  return { layers, modes };
}

/** Pairs that a stack gets exactly right. */
function fittedPairs(
  group: PieceGroup,
  layers: readonly number[],
  modes: readonly LayerMode[],
): number {
  const { words, ink, right, wanted, valid, starts } = group.coverage;
  let fits = 0;
  for (let p = 0; p + 1 < starts.length; p++) {
    let exact = true;
    for (let w = starts[p]!; w < starts[p + 1]! && exact; w++) {
      let done = 0;
      for (let k = 0; k < layers.length; k++) {
        const piece = layers[k]!;
        const flip = modes[k] === "blank" ? -1 : 0;
        const paints = (ink[piece * words + w]! ^ flip) & valid[w]! & ~done;
        if ((paints & ~right[piece * words + w]!) !== 0) exact = false;
        done |= paints;
      }
      if ((wanted[w]! & ~done) !== 0) exact = false;
    }
    if (exact) fits++;
  }
  return fits;
}

function stackedTests(
  group: PieceGroup,
  layers: readonly number[],
  modes: readonly LayerMode[],
): Grid[] {
  return group.tests[0]!.map((_, t) =>
    stackLayers(layers.map((piece) => group.tests[piece]![t]!), modes)!
  );
}
