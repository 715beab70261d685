import { CELL_FEATURES, featureIndex } from "../../cell_features/mod.ts";
import type { FeatureRef, Paint } from "../../cell_rules/mod.ts";
import type { TrainingCells } from "./training_cells.ts";

/** The paints that a rule may use, and for each cell which of them explain it. */
export interface PaintLabels {
  readonly paints: readonly Paint[];
  /** Per cell of the whole list a bit mask over `paints`. */
  readonly explains: Uint16Array;
  /** Per cell the paint taken for its class. */
  readonly label: Uint8Array;
}

/** How paints are chosen. */
export interface PaintChoice {
  /** Colours that may be painted outright; bit c for colour c. */
  readonly colours: number;
  /** Whether features other than the cell's own colour may be copied. */
  readonly copies: boolean;
  /** The most paints besides "own". */
  readonly most: number;
}

/**
 * Covers the target colours of the listed cells greedily by few paints: the cell's own colour first, then
 * whatever explains most of what is left.
 *
 * A plain colour beats a copied one that explains up to a tenth more. Colours that nothing explains are
 * added outright, so that a partial rule still says something of every cell.
 */
export function choosePaints(
  cells: TrainingCells,
  listed: Int32Array,
  choice: PaintChoice,
  copyable: readonly FeatureRef[],
): PaintLabels {
  const { target } = cells;
  const own: FeatureRef = { source: cells.sourceCount - 1, index: featureIndex("own") };
  const paints: Paint[] = [{ kind: "copy", feature: own }];
  let open: number[] = [];
  for (const i of listed) if (cells.own[i] !== target[i]) open.push(i);
  while (open.length > 0 && paints.length <= choice.most) {
    let best: Paint | undefined, bestWorth = 0;
    const counts = new Uint32Array(10);
    for (const i of open) counts[target[i]!]!++;
    for (let colour = 0; colour < 10; colour++) {
      if ((choice.colours >> colour & 1) === 0) continue;
      const worth = counts[colour]! * 1.1;
      if (worth > bestWorth) bestWorth = worth, best = { kind: "colour", colour };
    }
    if (choice.copies) {
      for (const feature of copyable) {
        const column = cells.columns(feature);
        let hits = 0;
        for (let k = 0; k < open.length; k++) if (column[open[k]!] === target[open[k]!]) hits++;
        const worth = hits - CELL_FEATURES[feature.index]!.cost * 0.01 * open.length;
        if (worth > bestWorth) bestWorth = worth, best = { kind: "copy", feature };
      }
    }
    if (best === undefined) break;
    paints.push(best);
    open = open.filter((i) => !explained(cells, best, i));
  }
  const rest = new Uint32Array(10);
  for (const i of open) rest[target[i]!]!++;
  for (let colour = 0; colour < 10; colour++) {
    if (rest[colour]! > 0 && paints.length < 15) paints.push({ kind: "colour", colour });
  }
  return label(cells, listed, paints);
}

function explained(cells: TrainingCells, paint: Paint, i: number): boolean {
  const value = paint.kind === "colour" ? paint.colour : cells.columns(paint.feature)[i];
  return value === cells.target[i];
}

function label(
  cells: TrainingCells,
  listed: Int32Array,
  paints: readonly Paint[],
): PaintLabels {
  const explains = new Uint16Array(cells.count);
  const chosen = new Uint8Array(cells.count);
  for (const i of listed) {
    let mask = 0, first = -1;
    for (let p = 0; p < paints.length; p++) {
      if (!explained(cells, paints[p]!, i)) continue;
      mask |= 1 << p;
      if (first < 0) first = p;
    }
    explains[i] = mask;
    // A cell beyond every paint (more than 15 would be needed) counts as unchanged.
    chosen[i] = Math.max(0, first);
  }
  return { paints, explains, label: chosen };
}
