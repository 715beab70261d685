import type { CellDifference, Rows } from "./difference.ts";
import { ARC_COLOURS, INK, UNKNOWN_COLOUR } from "./palette.ts";
import { element } from "./svg.ts";

/** A grid's picture with its upper left corner at 0,0. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

/** The side of a cell, in pixels, at which a grid fits a square of `side` pixels; never above 24. */
export function cellSize(rows: number, columns: number, side: number): number {
  return Math.min(24, side / Math.max(1, rows, columns));
}

/** Paints a grid: one rectangle per run of equal colours, thin grey lines between cells. */
export function paintGrid(rows: Rows, cell: number): Picture {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const parts: string[] = [];
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length;) {
      let end = x + 1;
      while (end < row.length && row[end] === row[x]) end++;
      parts.push(block(x * cell, y * cell, (end - x) * cell, cell, colourOf(row[x]!)));
      x = end;
    }
  });
  return frame(rows.length, columns, cell, parts);
}

/**
 * Paints a comparison: right cells pale; wrong cells whole, the expected colour in the upper left
 * half and the predicted one in the lower right, outlined in red. A half is pale grey
 * where its grid does not reach.
 */
export function paintDifference(
  cells: readonly (readonly CellDifference[])[],
  cell: number,
): Picture {
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const parts: string[] = [];
  const outlines: string[] = [];
  cells.forEach((row, y) =>
    row.forEach((one, x) => {
      const [left, top] = [x * cell, y * cell];
      if (one.same) {
        parts.push(block(left, top, cell, cell, colourOf(one.expected ?? -1), 0.18));
        return;
      }
      const [right, bottom] = [left + cell, top + cell];
      parts.push(half(`${left},${top} ${right},${top} ${left},${bottom}`, one.expected));
      parts.push(half(`${right},${top} ${right},${bottom} ${left},${bottom}`, one.predicted));
      const inset = Math.min(1, cell / 8);
      outlines.push(element("rect", {
        x: left + inset,
        y: top + inset,
        width: cell - 2 * inset,
        height: cell - 2 * inset,
        fill: "none",
        stroke: INK.wrong,
        "stroke-width": Math.max(1, cell / 10),
      }));
    })
  );
  const picture = frame(cells.length, columns, cell, parts);
  return { ...picture, body: picture.body + outlines.join("") };
}

function colourOf(value: number): string {
  return ARC_COLOURS[value] ?? UNKNOWN_COLOUR;
}

function block(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  opacity?: number,
): string {
  return element("rect", { x, y, width, height, fill, "fill-opacity": opacity });
}

function half(points: string, value: number | undefined): string {
  const fill = value === undefined ? "#f2f2f2" : colourOf(value);
  return element("polygon", { points: round(points), fill });
}

function round(points: string): string {
  return points.replace(/-?\d+\.\d{3,}/g, (text) => String(Math.round(Number(text) * 100) / 100));
}

/** Closes a picture with its inner lines, dropped where cells are too small for them, and its border. */
function frame(rows: number, columns: number, cell: number, parts: string[]): Picture {
  const width = columns * cell;
  const height = rows * cell;
  const lines: string[] = [];
  for (let x = 1; x < columns; x++) lines.push(`M${trim(x * cell)} 0V${trim(height)}`);
  for (let y = 1; y < rows; y++) lines.push(`M0 ${trim(y * cell)}H${trim(width)}`);
  if (lines.length > 0 && cell >= 3) {
    const style = { stroke: "#555555", "stroke-width": 0.5, "stroke-opacity": 0.7, fill: "none" };
    parts.push(element("path", { d: lines.join(""), ...style }));
  }
  const border = { fill: "none", stroke: INK.quiet, "stroke-width": 1 };
  if (rows > 0 && columns > 0) parts.push(element("rect", { width, height, ...border }));
  return { width, height, body: parts.join("") };
}

function trim(value: number): number {
  return Math.round(value * 100) / 100;
}
