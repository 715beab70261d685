import { Grid } from "../../grid/grid.ts";
import { colour, defineOp, type Op, whole, word } from "../op.ts";
import { backgroundOf } from "./_background.ts";
import { table } from "./_tables.ts";

/** The eight directions, clockwise from up, as column and row steps. */
export const DIRECTIONS = [
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
] as const;

/** What a ray does at something in its way: stops before it, passes under it, paints over it; or at the wall: bounces. */
export const RAY_MANNERS = ["stop", "under", "over", "bounce"] as const;

/** One of {@linkcode RAY_MANNERS}. */
export type RayManner = (typeof RAY_MANNERS)[number];

/** The cells a ray from x, y visits in a direction, in order, up to the border or (bouncing) 200 steps. */
export function rayCells(
  grid: Grid,
  x: number,
  y: number,
  direction: number,
  manner: RayManner,
): number[] {
  const background = backgroundOf(grid);
  let [dx, dy] = DIRECTIONS[direction]! as readonly [number, number];
  const cells: number[] = [];
  for (let n = 0; n < 200; n++) {
    if (manner === "bounce") {
      const straight = dx === 0 || dy === 0;
      if (x + dx < 0 || x + dx >= grid.width) {
        if (straight || grid.width === 1) break;
        dx = -dx;
      }
      if (y + dy < 0 || y + dy >= grid.height) break;
    }
    x += dx;
    y += dy;
    if (x < 0 || y < 0 || x >= grid.width || y >= grid.height) break;
    const at = y * grid.width + x;
    const free = grid.cells[at] === background;
    if (!free && (manner === "stop" || manner === "bounce")) break;
    if (free || manner === "over") cells.push(at);
  }
  return cells;
}

/** Drawing straight lines. */
export const drawLineOps: readonly Op[] = [
  defineOp({
    name: "draw_rays",
    doc:
      "From every cell of a colour rays: rows of [colour, direction 0-7 clockwise from up, ink]; ink 11 is the own colour; later rows paint over earlier.",
    takes: ["grid"],
    gives: "grid",
    params: { rays: table, manner: word(...RAY_MANNERS) },
    run: ([grid], { rays, manner }) => {
      const out = new Uint8Array(grid.cells);
      for (const [colour, direction, ink] of rays) {
        if (direction! < 0 || direction! > 7) return undefined;
        for (let i = 0; i < grid.cells.length; i++) {
          const own = grid.cells[i]!;
          if (colour! < 0 ? own === backgroundOf(grid) : own !== colour) continue;
          const x = i % grid.width, y = (i - x) / grid.width;
          for (const at of rayCells(grid, x, y, direction!, manner)) {
            out[at] = ink === 11 ? own : ink!;
          }
        }
      }
      return new Grid(grid.width, grid.height, out);
    },
  }),
  defineOp({
    name: "join_pairs",
    doc:
      "Lines between cells of equal colour (colour -1: any) that see each other, straight or diagonal; ink 11 is their own colour.",
    takes: ["grid"],
    gives: "grid",
    params: {
      lines: table,
      way: word("rows", "columns", "straight", "diagonal", "any"),
      across: word("free", "over"),
    },
    run: ([grid], { lines, way, across }) => {
      const out = new Uint8Array(grid.cells);
      const background = backgroundOf(grid);
      const starts = way === "rows"
        ? [2]
        : way === "columns"
        ? [4]
        : way === "straight"
        ? [4, 2]
        : way === "diagonal"
        ? [3, 5]
        : [4, 3, 5, 2];
      for (const direction of starts) {
        for (let i = 0; i < grid.cells.length; i++) {
          const own = grid.cells[i]!;
          const line = lines.find((row) => row[0] === own) ??
            (own === background ? undefined : lines.find((row) => row[0]! < 0));
          if (line === undefined) continue;
          const x = i % grid.width, y = (i - x) / grid.width;
          const path = partnerPath(grid, x, y, direction, across === "over");
          for (const at of path) out[at] = line[1] === 11 ? own : line[1]!;
        }
      }
      return new Grid(grid.width, grid.height, out);
    },
  }),
  defineOp({
    name: "join_to",
    doc:
      "Lines from every cell of a colour (-1: any other) to the cells of a target colour that it sees; ink 11 is the cell's, 12 the target's colour.",
    takes: ["grid"],
    gives: "grid",
    params: {
      from: whole(-1, 9),
      to: colour,
      ink: whole(0, 12),
      way: word("straight", "diagonal", "any"),
    },
    run: ([grid], { from, to, ink, way }) => {
      const out = new Uint8Array(grid.cells);
      const background = backgroundOf(grid);
      const first = way === "diagonal" ? 1 : 0, step = way === "any" ? 1 : 2;
      for (let direction = first; direction < 8; direction += step) {
        for (let i = 0; i < grid.cells.length; i++) {
          const own = grid.cells[i]!;
          if (own === to || (from < 0 ? own === background : own !== from)) continue;
          const x = i % grid.width, y = (i - x) / grid.width;
          for (const at of partnerPath(grid, x, y, direction, false, to)) {
            out[at] = ink === 11 ? own : ink === 12 ? to : ink;
          }
        }
      }
      return new Grid(grid.width, grid.height, out);
    },
  }),
];

/** The cells strictly between x, y and the next cell of a colour (its own) in a direction; empty when none is seen. */
function partnerPath(
  grid: Grid,
  x: number,
  y: number,
  direction: number,
  across: boolean,
  target = grid.at(x, y),
): number[] {
  const background = backgroundOf(grid);
  const [dx, dy] = DIRECTIONS[direction]!;
  const path: number[] = [];
  for (let u = x + dx, v = y + dy;; u += dx, v += dy) {
    if (u < 0 || v < 0 || u >= grid.width || v >= grid.height) return [];
    const c = grid.at(u, v);
    if (c === target) return path;
    if (c !== background && !across) return [];
    path.push(v * grid.width + u);
  }
}
