import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { backgroundOf } from "./_background.ts";
import { cutBox, gather } from "./_cutting.ts";
import { panelBoxes } from "./_panel_boxes.ts";
import { measureAll, MEASURES } from "./_segment_measures.ts";
import { numbers, table } from "./_tables.ts";

/** The ways a grid falls into equal panels. */
export const PANEL_SPLITS = [
  "lines",
  "parts2x1",
  "parts1x2",
  "parts3x1",
  "parts1x3",
  "parts4x1",
  "parts1x4",
  "parts2x2",
  "parts5x1",
  "parts1x5",
  "parts3x3",
] as const;

/** One of {@linkcode PANEL_SPLITS}. */
export type PanelSplit = (typeof PANEL_SPLITS)[number];

/** The panels of a split, all of one size; empty where it does not apply. */
export function panelsOf(grid: Grid, split: PanelSplit): Grid[] {
  const boxes = panelBoxes(grid, split);
  const first = boxes[0];
  if (first === undefined || boxes.length < 2) return [];
  if (boxes.some((b) => b.width !== first.width || b.height !== first.height)) return [];
  return boxes.map((b) => cutBox(grid, b.x, b.y, b.width, b.height)!);
}

/** The colours of all panels at one cell as one number in base ten. */
export function tupleAt(panels: readonly Grid[], index: number): number {
  let key = 0;
  for (const panel of panels) key = key * 10 + panel.cells[index]!;
  return key;
}

/** Combining the panels of a grid. */
export const panelOps: readonly Op[] = [
  defineOp({
    name: "merge_panels",
    doc:
      "The panels laid over each other: each tuple of colours looked up in rows of [tuple, colour]; others become the last row's second entry.",
    takes: ["grid"],
    gives: "grid",
    params: { split: word(...PANEL_SPLITS), tuples: table },
    run: ([grid], { split, tuples }) => {
      const panels = panelsOf(grid, split);
      const first = panels[0];
      if (first === undefined || panels.length > 5) return undefined;
      const colours = new Map<number, number>();
      for (const [key, colour] of tuples) colours.set(key!, colour!);
      const rest = tuples[tuples.length - 1]?.[1] ?? 0;
      const out = first.cells.map((_, i) => colours.get(tupleAt(panels, i)) ?? rest);
      return new Grid(first.width, first.height, out);
    },
  }),
  defineOp({
    name: "overlay_panels",
    doc: "The panels laid over each other, the first in the order that is not background showing.",
    takes: ["grid"],
    gives: "grid",
    params: { split: word(...PANEL_SPLITS), order: numbers },
    run: ([grid], { split, order }) => {
      const panels = panelsOf(grid, split);
      const first = panels[0];
      if (first === undefined) return undefined;
      const background = backgroundOf(grid);
      const sequence = order.length === 0 ? panels : order.map((k) => panels[k]);
      return gather(first.width, first.height, (x, y) => {
        for (const panel of sequence) {
          if (panel !== undefined && panel.at(x, y) !== background) return panel.at(x, y);
        }
        return background;
      });
    },
  }),
  defineOp({
    name: "vote_panels",
    doc: "At each cell the commonest colour among the panels; the smaller colour on a tie.",
    takes: ["grid"],
    gives: "grid",
    params: { split: word(...PANEL_SPLITS) },
    run: ([grid], { split }) => {
      const panels = panelsOf(grid, split);
      const first = panels[0];
      if (first === undefined) return undefined;
      return gather(first.width, first.height, (x, y) => {
        const counts = new Array<number>(10).fill(0);
        for (const panel of panels) counts[panel.at(x, y)]!++;
        return counts.indexOf(Math.max(...counts));
      });
    },
  }),
  defineOp({
    name: "summarise_panels",
    doc: "One cell per panel: its only or commonest colour other than the background.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const boxes = panelBoxes(grid, "lines");
      const columns = new Set(boxes.map((b) => b.x)).size;
      if (boxes.length < 2) return undefined;
      const background = backgroundOf(grid);
      return gather(columns, boxes.length / columns, (x, y) => {
        const b = boxes[y * columns + x]!;
        const counts = new Array<number>(10).fill(0);
        for (let v = b.y; v < b.y + b.height; v++) {
          for (let u = b.x; u < b.x + b.width; u++) counts[grid.at(u, v)]!++;
        }
        counts[background] = 0;
        const most = Math.max(...counts);
        return most === 0 ? background : counts.indexOf(most);
      });
    },
  }),
  defineOp({
    name: "rate_panels",
    doc:
      "One cell per panel between lines, its colour looked up by a measure of the panel: rows of [value, colour], the last for all others.",
    takes: ["grid"],
    gives: "grid",
    params: { by: word(...MEASURES), rows: table },
    run: ([grid], { by, rows }) => {
      const boxes = panelBoxes(grid, "lines");
      const columns = new Set(boxes.map((b) => b.x)).size;
      if (boxes.length < 2 || rows.length === 0) return undefined;
      const values = measureAll(grid, "lines", by);
      return gather(columns, boxes.length / columns, (x, y) => {
        const value = values[y * columns + x]!;
        return (rows.find((row) => row[0] === value) ?? rows[rows.length - 1]!)[1]!;
      });
    },
  }),
];
