import type { Grid } from "../../grid/grid.ts";
import type { Base } from "./_bench.ts";
import { closedForm, sameSize } from "./_family.ts";

/** Different patterns a task may have at most. */
const MAX_PATTERNS = 8;

/** Small patterns that the outputs replace by others, wherever they stand. */
export const patternReplacementFamily = closedForm({
  name: "pattern_replacement",
  doc: "Small patterns found at every change, each replaced wherever it stands.",
  when: sameSize,
  search(bench) {
    for (const margin of [0, 1]) {
      if (!bench.spend(4 * bench.inputs.length)) return;
      const found = new Map<string, { from: number[][]; to: number[][]; times: number }>();
      bench.outputs.forEach((output, p) => {
        for (const box of changedBoxes(bench.inputs[p]!, output, margin)) {
          const from = cut(bench.inputs[p]!, box), to = cut(output, box);
          const key = JSON.stringify([from, to]);
          found.set(key, { from, to, times: (found.get(key)?.times ?? 0) + 1 });
        }
      });
      const sizes = [...found.values()].map(({ from }) => from.length * from[0]!.length);
      if (found.size === 0 || found.size > MAX_PATTERNS) continue;
      if (sizes.some((cells) => cells < 2 || cells > 49)) continue;
      // A pattern seen once is a memory, not a rule.
      if ([...found.values()].some(({ times }) => times < 2)) continue;
      // Larger patterns first: a small one may stand inside a large one.
      const steps = [...found.values()].sort((a, b) =>
        b.from.length * b.from[0]!.length - a.from.length * a.from[0]!.length
      );
      let base: Base = bench.start;
      for (const { from, to } of steps) {
        base = bench.then(base, "replace_pattern", { from, to });
      }
      bench.offer(base);
    }
  },
});

interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The boxes of corner-connected changed cells, grown by a margin within the grid. */
function changedBoxes(input: Grid, output: Grid, margin: number): Box[] {
  const { width: w, height: h } = input;
  const seen = new Uint8Array(w * h);
  const differs = (i: number) => input.cells[i] !== output.cells[i];
  const boxes: Box[] = [];
  for (let start = 0; start < w * h; start++) {
    if (seen[start] === 1 || !differs(start)) continue;
    const box: Box = { x0: w, y0: h, x1: 0, y1: 0 };
    const queue = [start];
    seen[start] = 1;
    for (const at of queue) {
      const x = at % w, y = (at - x) / w;
      box.x0 = Math.min(box.x0, x);
      box.x1 = Math.max(box.x1, x);
      box.y0 = Math.min(box.y0, y);
      box.y1 = Math.max(box.y1, y);
      for (let v = Math.max(0, y - 1); v <= Math.min(h - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(w - 1, x + 1); u++) {
          const next = v * w + u;
          if (seen[next] === 1 || !differs(next)) continue;
          seen[next] = 1;
          queue.push(next);
        }
      }
    }
    boxes.push({
      x0: Math.max(0, box.x0 - margin),
      y0: Math.max(0, box.y0 - margin),
      x1: Math.min(w - 1, box.x1 + margin),
      y1: Math.min(h - 1, box.y1 + margin),
    });
  }
  return boxes;
}

function cut(grid: Grid, { x0, y0, x1, y1 }: Box): number[][] {
  const rows: number[][] = [];
  for (let y = y0; y <= y1; y++) {
    const row: number[] = [];
    for (let x = x0; x <= x1; x++) row.push(grid.at(x, y));
    rows.push(row);
  }
  return rows;
}
