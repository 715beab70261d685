import type { Base, Bench } from "./_bench.ts";
import { closedForm, otherSize } from "./_family.ts";
import { cuts } from "./geometry.ts";
import { searchLookups } from "./_lookup_search.ts";

/** A reshaping (cut, enlargement, copies, frame) followed by a look-up rule on its cells. */
export const reshapedCellRuleFamily = closedForm({
  name: "reshaped_cell_rule",
  doc:
    "The grid cut, enlarged, copied or framed to the output's size, then each cell looked up by one feature.",
  when: otherSize,
  search(bench) {
    const seen = new Set<string>();
    for (const base of reshapings(bench)) {
      const key = base.grids.map((g) => g?.hash ?? -1).join(" ");
      if (seen.has(key)) continue;
      seen.add(key);
      searchLookups(bench, base, false);
      if (seen.size > 12 || bench.found >= 3) return;
    }
  },
});

/** Bases whose values all have the outputs' sizes. */
function reshapings(bench: Bench): Base[] {
  const bases = cuts(bench, bench.start);
  const sizes = bench.outputs.map((o, p) => ({ o, i: bench.inputs[p]! }));
  const { o, i } = sizes[0]!;
  const fx = o.width / i.width, fy = o.height / i.height;
  const multiple = Number.isInteger(fx) && Number.isInteger(fy) &&
    sizes.every((s) => s.o.width === fx * s.i.width && s.o.height === fy * s.i.height);
  if (multiple) {
    bases.push(bench.then(bench.start, "enlarge", { fx, fy }));
    const motions = new Array<number>(fx * fy).fill(0);
    bases.push(bench.then(bench.start, "tile_motions", { columns: fx, rows: fy, motions }));
  }
  const rim = o.width - i.width;
  if (rim > 0 && rim % 2 === 0 && rim <= 18 && rim === o.height - i.height) {
    bases.push(bench.then(bench.start, "add_frame", { size: rim / 2, colour: 0 }));
  }
  return bases.filter((base) =>
    bench.outputs.every((output, p) => {
      const grid = base.grids[p];
      return grid !== undefined && grid.width === output.width && grid.height === output.height;
    })
  );
}
