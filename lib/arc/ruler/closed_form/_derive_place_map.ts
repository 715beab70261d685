import { backgroundOf, coloursByCount } from "../../dsl/ops/_background.ts";
import type { Base, Bench } from "./_bench.ts";

/**
 * What each frequency place becomes (a place, or 100 + a colour) so that all train values of the base turn
 * into their outputs; `undefined` where no such table exists or it would change nothing.
 */
export function derivePlaceMap(
  bench: Bench,
  base: Base,
  foreground: boolean,
): number[] | undefined {
  const actions: Set<number>[] = [];
  for (let p = 0; p < bench.outputs.length; p++) {
    const from = base.grids[p]!, to = bench.outputs[p]!;
    if (from.width !== to.width || from.height !== to.height) return undefined;
    const background = backgroundOf(from);
    const map = new Array<number>(10).fill(-1);
    for (let i = 0; i < from.cells.length; i++) {
      const a = from.cells[i]!, b = to.cells[i]!;
      if (map[a] === -1) map[a] = b;
      else if (map[a] !== b) return undefined;
    }
    if (foreground && map[background]! >= 0 && map[background] !== background) return undefined;
    const order = coloursByCount(from).filter((c) => !foreground || c !== background);
    order.forEach((c, place) => {
      const possible = new Set([100 + map[c]!]);
      const becomes = order.indexOf(map[c]!);
      if (becomes >= 0) possible.add(becomes);
      const before = actions[place];
      actions[place] = before === undefined
        ? possible
        : new Set([...before].filter((action) => possible.has(action)));
    });
  }
  if (actions.length === 0 || actions.some((set) => set.size === 0)) return undefined;
  const map = actions.map((set) => Math.min(...set));
  return map.some((action, place) => action !== place) ? map : undefined;
}
