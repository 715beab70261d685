import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { components } from "./_components.ts";

const STEPS = { down: [0, 1], up: [0, -1], right: [1, 0], left: [-1, 0] } as const;

/** Moves connected objects as far as they go, those nearest the wall first. */
function fall(grid: Grid, to: keyof typeof STEPS): Grid {
  const { width: w, height: h, cells } = grid;
  const [dx, dy] = STEPS[to];
  const { of, count } = components(grid, { ground: 0, mixed: true, corners: true });
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < of.length; i++) if (of[i]! >= 0) members[of[i]!]!.push(i);
  const reach = members.map((list) =>
    Math.max(...list.map((i) => (i % w) * dx + ((i / w) | 0) * dy))
  );
  const order = members.map((_, k) => k).sort((a, b) => reach[b]! - reach[a]! || a - b);
  const out = new Uint8Array(cells.length);
  for (const k of order) {
    let far = 0;
    while (members[k]!.every((i) => isFree(i, far + 1))) far++;
    for (const i of members[k]!) out[i + far * (dx + dy * w)] = cells[i]!;
  }
  return new Grid(w, h, out, grid.x, grid.y);

  function isFree(i: number, far: number): boolean {
    const x = (i % w) + dx * far, y = ((i / w) | 0) + dy * far;
    return x >= 0 && y >= 0 && x < w && y < h && out[y * w + x] === 0;
  }
}

/** Moves every cell on its own. */
function sink(grid: Grid, to: keyof typeof STEPS): Grid {
  const { width: w, height: h, cells } = grid;
  const out = new Uint8Array(cells.length);
  const vertical = to === "down" || to === "up";
  const lines = vertical ? w : h, length = vertical ? h : w;
  const step = vertical ? w : 1;
  const forward = to === "up" || to === "left";
  for (let line = 0; line < lines; line++) {
    const base = vertical ? line : line * w;
    let put = forward ? 0 : length - 1;
    for (let n = 0; n < length; n++) {
      const k = forward ? n : length - 1 - n;
      const c = cells[base + k * step]!;
      if (c === 0) continue;
      out[base + put * step] = c;
      put += forward ? 1 : -1;
    }
  }
  return new Grid(w, h, out, grid.x, grid.y);
}

/** Primitives that let things fall. */
export const gravityOps: readonly Op[] = [
  defineOp({
    name: "gravity",
    doc: "Objects, or single cells, fall in a direction until something stops them.",
    takes: ["grid"],
    gives: "grid",
    params: { to: word("down", "up", "right", "left"), of: word("objects", "cells") },
    run: ([grid], { to, of }) => (of === "cells" ? sink(grid, to) : fall(grid, to)),
  }),
];
