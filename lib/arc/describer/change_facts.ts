import { backgroundOf } from "../objects/background.ts";
import { segment } from "../objects/segment.ts";
import type { Pair } from "../task/task.ts";
import { sameNumbers } from "./_colours.ts";
import { choiceFact, type FactKind, factKind, plainFact, sameSize } from "./fact_kind.ts";

type Colours = { readonly colours: readonly number[] };

/** Which cells change, on pairs of equal size; a pair without a change supports none of these. */
export const changeFacts: readonly FactKind[] = [
  factKind<Colours>({
    name: "change.from",
    doc: "Exactly cells of these colours change (not all of them need to).",
    propose: (pairs) => pairs.map((pair) => ({ colours: coloursAt(pair, "input") })).filter(some),
    holds: ({ colours }, pair) => sameNumbers(colours, coloursAt(pair, "input")),
  }),
  factKind<Colours>({
    name: "change.to",
    doc: "Changed cells get exactly these colours.",
    propose: (pairs) => pairs.map((pair) => ({ colours: coloursAt(pair, "output") })).filter(some),
    holds: ({ colours }, pair) => sameNumbers(colours, coloursAt(pair, "output")),
  }),
  plainFact("change.adds", "Only background cells change: things are added.", (pair) => {
    const background = backgroundOf(pair.input);
    return everyChange(pair, (i) => pair.input.cells[i] === background);
  }),
  plainFact("change.erases", "Changed cells become background: things are taken away.", (pair) => {
    const background = backgroundOf(pair.input);
    return everyChange(pair, (i) => pair.output.cells[i] === background);
  }),
  plainFact(
    "change.recolours",
    "No changed cell is background before or after: things get other colours.",
    (pair) => {
      const background = backgroundOf(pair.input);
      return everyChange(
        pair,
        (i) => pair.input.cells[i] !== background && pair.output.cells[i] !== background,
      );
    },
  ),
  plainFact(
    "change.inside_box",
    "Changes stay inside the box around what is not background in the input.",
    (pair) => {
      const box = contentBox(pair);
      const w = pair.input.width;
      return everyChange(pair, (i) => {
        const x = i % w, y = (i - x) / w;
        return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      });
    },
  ),
  plainFact(
    "change.enclosed",
    "Changed cells are background that no 4-connected path joins to the edge.",
    (pair) => {
      const inside = enclosedCells(pair);
      return everyChange(pair, (i) => inside[i] === 1);
    },
  ),
  choiceFact(
    "change.at_most",
    "At most this share of the cells changes (the least of ⅒, ¼, ½ that is true).",
    "share",
    [0.1, 0.25, 0.5],
    (share, pair) => {
      const changed = changedCells(pair).length / pair.input.cells.length;
      return changed > 0 && changed <= share &&
        [0.1, 0.25, 0.5].find((s) => changed <= s) === share;
    },
  ),
];

const known = new WeakMap<Pair, readonly number[]>();

/** Indexes of cells that differ; none where the sizes do. */
export function changedCells(pair: Pair): readonly number[] {
  const seen = known.get(pair);
  if (seen !== undefined) return seen;
  const changed: number[] = [];
  if (sameSize(pair)) {
    const { input: { cells: before }, output: { cells: after } } = pair;
    for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) changed.push(i);
  }
  known.set(pair, changed);
  return changed;
}

function everyChange(pair: Pair, test: (cell: number) => boolean): boolean {
  const changed = changedCells(pair);
  return changed.length > 0 && changed.every(test);
}

function some({ colours }: Colours): boolean {
  return colours.length > 0;
}

function coloursAt(pair: Pair, side: "input" | "output"): number[] {
  const seen = new Set(changedCells(pair).map((i) => pair[side].cells[i]!));
  return [...seen].sort((a, b) => a - b);
}

function contentBox({ input }: Pair): { left: number; right: number; top: number; bottom: number } {
  const background = backgroundOf(input);
  const box = { left: input.width, right: -1, top: input.height, bottom: -1 };
  for (let y = 0; y < input.height; y++) {
    for (let x = 0; x < input.width; x++) {
      if (input.at(x, y) === background) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = y;
    }
  }
  return box;
}

/** 1 for cells of background pieces that touch no edge. */
function enclosedCells({ input }: Pair): Uint8Array {
  const background = backgroundOf(input);
  const inside = new Uint8Array(input.cells.length);
  for (const object of segment(input, "all4").objects) {
    if (object.colour !== background || object.borders !== 0) continue;
    for (const cell of object.cells) inside[cell] = 1;
  }
  return inside;
}
