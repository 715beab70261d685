import { type CellDifference, compareRows, type Rows, wrongCells } from "./difference.ts";
import { cellSize, paintDifference, paintGrid, type Picture } from "./grid_cells.ts";
import { FONT, INK } from "./palette.ts";
import { element, escapeXml, svgDocument } from "./svg.ts";

/** One place of a figure. */
export type Panel =
  | { readonly kind: "grid"; readonly rows: Rows; readonly label?: string }
  | {
    readonly kind: "difference";
    readonly expected: Rows;
    readonly predicted: Rows;
    readonly label?: string;
  }
  /** A dashed box with words, e.g. `no prediction`. */
  | { readonly kind: "empty"; readonly says: string; readonly label?: string };

/** How a figure is laid out. */
export interface FigureOptions {
  /** A line over the whole figure. */
  readonly title?: string;
  /** The largest side of a grid, in pixels. @default {168} */
  readonly side?: number;
}

const GAP = 20;
const MARGIN = 14;
const LABEL = 12;
const LINE = 17;

/**
 * Draws grids in a table of panels: each inner list is one row of the figure, columns stay aligned.
 *
 * Every cell of the figure has the same size unless a grid would outgrow `side`. A label under a
 * difference says how many cells are wrong.
 *
 * @returns an SVG document.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { gridFigure } from "./grid_figure.ts";
 * const svg = gridFigure([[{ kind: "grid", rows: [[1, 0], [0, 1]], label: "input" }]]);
 * assert(svg.startsWith("<svg") && svg.includes("input"));
 * ```
 */
export function gridFigure(
  panels: readonly (readonly Panel[])[],
  options: FigureOptions = {},
): string {
  const side = options.side ?? 168;
  const shared = sharedCell(panels, side);
  const drawn = panels.map((row) => row.map((panel) => draw(panel, side, shared)));
  const columns = Math.max(0, ...drawn.map((row) => row.length));
  const widths = Array.from(
    { length: columns },
    (_, x) =>
      Math.max(0, ...drawn.map((row) => row[x] ? Math.max(row[x].width, row[x].labelWidth) : 0)),
  );
  const titleWidth = options.title === undefined ? 0 : wordsWidth(options.title, 14);
  const inner = widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, columns - 1);
  const width = Math.max(inner, titleWidth) + 2 * MARGIN;
  const body: string[] = [];
  let y = MARGIN;
  if (options.title !== undefined) {
    body.push(words(options.title, MARGIN, y + 13, 14, "start", INK.text, "bold"));
    y += 28;
  }
  for (const row of drawn) {
    const height = Math.max(0, ...row.map((panel) => panel.height));
    let x = MARGIN;
    row.forEach((panel, i) => {
      const left = x + (widths[i]! - panel.width) / 2;
      body.push(element("g", { transform: `translate(${r(left)} ${r(y)})` }, panel.body));
      panel.label.forEach((line, n) => {
        const colour = n === 0 ? INK.text : INK.quiet;
        const middle = x + widths[i]! / 2;
        body.push(words(line, middle, y + panel.height + LINE * (n + 1), LABEL, "middle", colour));
      });
      x += widths[i]! + GAP;
    });
    const lines = Math.max(0, ...row.map((panel) => panel.label.length));
    y += height + LINE * lines + GAP;
  }
  const title = options.title ?? "grids";
  return svgDocument(r(width), r(y - GAP + MARGIN), body.join(""), title);
}

interface Drawn extends Picture {
  readonly label: readonly string[];
  readonly labelWidth: number;
}

function draw(panel: Panel, side: number, shared: number): Drawn {
  const label = panel.label === undefined ? [] : [panel.label];
  let picture: Picture;
  if (panel.kind === "grid") {
    picture = paintGrid(panel.rows, fit(panel.rows, side, shared));
    if (picture.width === 0 || picture.height === 0) picture = emptyBox("no cells", side);
  } else if (panel.kind === "difference") {
    const cells = compareRows(panel.expected, panel.predicted);
    picture = paintDifference(cells, fit(cells, side, shared));
    label.push(verdict(cells));
  } else picture = emptyBox(panel.says, side);
  return { ...picture, label, labelWidth: Math.max(0, ...label.map((l) => wordsWidth(l, LABEL))) };
}

function verdict(cells: readonly (readonly CellDifference[])[]): string {
  const wrong = wrongCells(cells);
  const total = cells.flat().filter((c) => "expected" in c || "predicted" in c).length;
  return wrong === 0 ? "all cells right" : `${wrong} of ${total} cells wrong`;
}

/** One cell size for the whole figure, from its largest grid, but not below 8 pixels for small grids' sake. */
function sharedCell(panels: readonly (readonly Panel[])[], side: number): number {
  const sizes = panels.flat().flatMap((panel) =>
    panel.kind === "grid"
      ? [panel.rows]
      : panel.kind === "difference"
      ? [panel.expected, panel.predicted]
      : []
  ).map((rows) => cellSize(rows.length, rows[0]?.length ?? 0, side));
  return Math.max(8, Math.min(...sizes, 24));
}

function fit(rows: readonly (readonly unknown[])[], side: number, shared: number): number {
  return Math.min(shared, cellSize(rows.length, rows[0]?.length ?? 0, side));
}

function emptyBox(says: string, side: number): Picture {
  const width = Math.min(side, Math.max(72, wordsWidth(says, 11) + 16));
  const height = Math.min(side, 72);
  const box = { width, height, fill: "none", stroke: INK.rule, "stroke-dasharray": "4 3" };
  const text = words(says, width / 2, height / 2 + 4, 11, "middle", INK.quiet);
  return { width, height, body: element("rect", box) + text };
}

function words(
  text: string,
  x: number,
  y: number,
  size: number,
  anchor: "start" | "middle",
  fill: string,
  weight?: string,
): string {
  const attributes = {
    x,
    y,
    fill,
    "font-family": FONT,
    "font-size": size,
    "font-weight": weight,
    "text-anchor": anchor,
  };
  return element("text", attributes, escapeXml(text));
}

/** A generous guess of a text's width in pixels: no font is at hand to measure it. */
function wordsWidth(text: string, size: number): number {
  return [...text].length * size * 0.62;
}

function r(value: number): number {
  return Math.round(value * 100) / 100;
}
