import { CELL_FEATURES } from "../../cell_features/mod.ts";
import { OWN_KEYS } from "../../dsl/ops/cell_lookup.ts";
import type { Base, Bench } from "./_bench.ts";
import { CellTable, type LookupRule } from "./_cell_table.ts";

/** Features combined in pairs at most, the ones that alone leave fewest conflicts. */
const PAIRED = 40;
/** Rules handed on at most. */
const OFFERED = 3;
/** Rules up to this cost were right on nine of ten arc1-training tasks, dearer ones on one of four. */
export const TRUSTED_COST = 18;
/** Dearer rules than this are noise. */
export const LOOSE_COST = 50;

/** Looks for look-up rules of one feature, or with `deep` also two, that turn a base's values into the outputs; offers the least far-fetched of those whose cost is in the range. */
export function searchLookups(
  bench: Bench,
  base: Base,
  deep: boolean,
  range: readonly [number, number] = [-Infinity, TRUSTED_COST],
): number {
  if (!bench.open || !bench.whole(base) || base.grids.some((g) => g === undefined)) return 0;
  const fits = bench.outputs.every((o, p) => {
    const grid = base.grids[p]!;
    return grid.width === o.width && grid.height === o.height;
  });
  if (!fits) return 0;
  const table = new CellTable(bench, base);
  if (table.changed === 0) return 0;
  // Pairs of features mostly conflict within the first cells.
  const charge = Math.ceil(table.total / 200), pairCharge = Math.ceil(table.total / 800);
  const copies = copyFeatures(table);
  const rules: LookupRule[] = [];
  const note = (rule: LookupRule | undefined) => {
    if (rule !== undefined && rule.cost > range[0] && rule.cost <= range[1]) rules.push(rule);
  };
  const ranked: { feature: string; order: number; conflicts: number }[] = [];
  for (const { name, number } of keysOf(table)) {
    if (!bench.spend(charge)) return 0;
    for (const copy of ["", ...copies]) {
      for (const own of OWN_KEYS) {
        if (own === "none" && copy === "" && number) continue;
        note(table.rule(own, [name], copy));
      }
    }
    if (!deep) continue;
    const conflicts = Math.min(
      ...["", ...copies].map((copy) => table.conflicts("colour", [name], copy)),
    );
    ranked.push({ feature: name, order: ranked.length, conflicts });
  }
  ranked.sort((a, b) => a.conflicts - b.conflicts || a.order - b.order);
  const best = ranked.slice(0, PAIRED);
  for (let a = 0; a < best.length; a++) {
    for (let b = 0; b < a; b++) {
      if (!bench.spend(pairCharge)) break;
      const by = [best[b]!.feature, best[a]!.feature];
      for (const copy of ["", ...copies.slice(0, 2)]) {
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
      by: rule.by,
      copy: rule.copy,
      rows: rule.rows,
    }));
  }
  return bench.found - before;
}

/** Every feature by name, then thresholds and parities of those with more than two numbers; none that is constant or repeats an earlier one. */
function keysOf(table: CellTable): { name: string; number: boolean }[] {
  const keys: { name: string; number: boolean }[] = [];
  const seen = new Set<string>();
  const add = (name: string, number: boolean) => {
    const print = table.print(name);
    if (print === "" || seen.has(print)) return;
    seen.add(print);
    keys.push({ name, number });
  };
  for (const { name, kind } of CELL_FEATURES) add(name, kind === "number");
  for (const { name, kind } of CELL_FEATURES) {
    if (kind === "colour") continue;
    const values = [...new Set(table.values(name))].sort((a, b) => a - b);
    if (values.length < 3) continue;
    for (const least of values.slice(1, 6)) add(`${name}>=${least}`, true);
    add(`${name}%2`, true);
  }
  return keys;
}

/** The colour features that show the right colour at half of the changed cells or more, best first. */
function copyFeatures(table: CellTable): string[] {
  return CELL_FEATURES
    .filter((feature) => feature.kind === "colour" && feature.name !== "own")
    .map(({ name, cost }, order) => ({ name, cost, order, n: table.explains(name) }))
    .filter(({ n }) => 2 * n >= table.changed)
    .sort((a, b) => b.n - a.n || a.cost - b.cost || a.order - b.order)
    .slice(0, 5)
    .map(({ name }) => name);
}
