import type { Params } from "../../dsl/op.ts";
import type { Base, Bench } from "./_bench.ts";
import { closedForm, sharedColours } from "./_family.ts";
import { finish } from "./_finish.ts";

/** Whole-grid geometry: crops, parts, lines dropped, then a motion, colour map, enlargement or tiling. */
export const geometryFamily = closedForm({
  name: "geometry",
  doc:
    "Crops, parts and dropped lines of the whole grid, then one motion, colour map, scaling or tiling.",
  search(bench) {
    finish(bench, bench.start);
    const first = cuts(bench, bench.start);
    for (const base of first) finish(bench, base);
    if (bench.found > 0) return;
    const seen = new Set<string>([signature(bench.start), ...first.map(signature)]);
    for (const base of first) {
      if (!bench.whole(base)) continue;
      for (const next of cuts(bench, base)) {
        const key = signature(next);
        if (!bench.open || seen.has(key)) continue;
        seen.add(key);
        finish(bench, next);
      }
    }
  },
});

/** The crops and droppings of one base, those that change something. */
export function cuts(bench: Bench, base: Base): Base[] {
  const out: Base[] = [];
  const add = (op: string, params: Params) => {
    if (!bench.open) return;
    const next = bench.then(base, op, params);
    const tests = next.grids.slice(bench.outputs.length);
    if (next.grids.every((g) => g === undefined) || tests.every((g) => g === undefined)) return;
    if (next.grids.every((g, i) => g === undefined || g.equals(base.grids[i]!))) return;
    out.push(next);
  };
  for (const colour of [-1, -2, -3, ...sharedColours(bench)]) add("cut_content", { colour });
  add("drop_repeats", { scope: "next" });
  add("drop_repeats", { scope: "all" });
  add("drop_lines", {});
  add("drop_blank_lines", {});
  add("swap_two", {});
  add("trim", { left: 1, top: 1, right: 1, bottom: 1 });
  for (const [columns, rows] of [[2, 1], [1, 2], [2, 2], [3, 1], [1, 3], [3, 3]] as const) {
    for (let index = 0; index < columns * rows; index++) add("cut_part", { columns, rows, index });
  }
  return out;
}

function signature(base: Base): string {
  return base.grids.map((g) => g?.hash ?? -1).join(" ");
}
