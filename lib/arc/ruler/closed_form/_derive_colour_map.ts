import type { Base, Bench } from "./_bench.ts";

/**
 * The ten-entry colour table (−1: kept or never seen) that turns every train value of the base into its
 * output; `undefined` where none does, where it would change nothing, or where it merely paints all one colour.
 */
export function deriveColourMap(bench: Bench, base: Base): number[] | undefined {
  const map = new Array<number>(10).fill(-1);
  for (let p = 0; p < bench.outputs.length; p++) {
    const from = base.grids[p]!, to = bench.outputs[p]!;
    if (from.width !== to.width || from.height !== to.height) return undefined;
    for (let i = 0; i < from.cells.length; i++) {
      const a = from.cells[i]!, b = to.cells[i]!;
      if (map[a] === -1) map[a] = b;
      else if (map[a] !== b) return undefined;
    }
  }
  const seen = map.filter((c) => c >= 0);
  if (seen.length > 1 && seen.every((c) => c === seen[0])) return undefined;
  const changes = map.map((c, a) => (c === a ? -1 : c));
  return changes.some((c) => c >= 0) ? changes : undefined;
}
