import { CELL_FEATURES } from "../../cell_features/mod.ts";
import { OWN_KEYS } from "../../dsl/ops/cell_lookup.ts";
import type { Base, Bench } from "./_bench.ts";
import { CellTable, type LookupRule } from "./_cell_table.ts";

/** Features combined in pairs at most, the ones that alone leave fewest conflicts. */
const PAIRED = 40;
/** Rules handed on at most. */
const OFFERED = 6;

/** Looks for look-up rules of no, one or two features that turn a base's values into the outputs; offers the least far-fetched. */
export function searchLookups(bench: Bench, base: Base, deep: boolean): number {
  if (!bench.open || !bench.whole(base) || base.grids.some((g) => g === undefined)) return 0;
  const fits = bench.outputs.every((o, p) => {
    const grid = base.grids[p]!;
    return grid.width === o.width && grid.height === o.height;
  });
  if (!fits) return 0;
  const table = new CellTable(bench, base);
  if (table.changed === 0) return 0;
  const charge = Math.ceil(table.total / 150);
  const copies = copyFeatures(table);
  const rules: LookupRule[] = [];
  const note = (rule: LookupRule | undefined) => {
    if (rule !== undefined && rule.rows.length <= 24) rules.push(rule);
  };
  const ranked: { feature: number; conflicts: number }[] = [];
  for (let feature = 0; feature < CELL_FEATURES.length; feature++) {
    if (!bench.spend(charge)) return 0;
    for (const copy of [-1, ...copies]) {
      for (const own of OWN_KEYS) {
        if (own === "none" && copy < 0 && CELL_FEATURES[feature]!.kind === "number") continue;
        note(table.rule(own, [feature], copy));
      }
    }
    if (deep) {
      const best = Math.min(
        ...[-1, ...copies].map((copy) => table.conflicts("colour", [feature], copy)),
      );
      ranked.push({ feature, conflicts: best });
    }
  }
  ranked.sort((a, b) => a.conflicts - b.conflicts || a.feature - b.feature);
  const best = ranked.slice(0, PAIRED);
  for (let a = 0; a < best.length; a++) {
    for (let b = 0; b < a; b++) {
      if (!bench.spend(charge)) break;
      const by = [best[b]!.feature, best[a]!.feature];
      for (const copy of [-1, ...copies.slice(0, 2)]) {
        for (const own of OWN_KEYS) if (own !== "none") note(table.rule(own, by, copy));
      }
    }
  }
  rules.sort((a, b) => a.cost - b.cost);
  const before = bench.found;
  for (const rule of rules.slice(0, 40)) {
    if (bench.found >= before + OFFERED || !bench.open) break;
    bench.offer(bench.then(base, "cell_lookup", {
      own: rule.own,
      by: rule.by.map((f) => CELL_FEATURES[f]!.name),
      copy: rule.copy < 0 ? "" : CELL_FEATURES[rule.copy]!.name,
      rows: rule.rows,
    }));
  }
  return bench.found - before;
}

/** The colour features that show the right colour at half of the changed cells or more, best first. */
function copyFeatures(table: CellTable): number[] {
  return CELL_FEATURES
    .map((feature, index) => ({ feature, index }))
    .filter(({ feature }) => feature.kind === "colour" && feature.name !== "own")
    .map(({ feature, index }) => ({ index, cost: feature.cost, n: table.explains(index) }))
    .filter(({ n }) => 2 * n >= table.changed)
    .sort((a, b) => b.n - a.n || a.cost - b.cost || a.index - b.index)
    .slice(0, 5)
    .map(({ index }) => index);
}
