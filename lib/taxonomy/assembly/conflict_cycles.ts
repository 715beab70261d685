/** Which node another one would rather stand below. */
export interface WantedEdge {
  readonly child: string;
  readonly parent: string;
}

/**
 * The cycles of what nodes want: the smallest sets of claims that cannot all be true, each in order, beginning
 * with its first name. Every node wants at most one parent, so cycles never overlap.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { conflictCycles } from "./conflict_cycles.ts";
 * const edges = [["a", "b"], ["b", "c"], ["c", "b"], ["d", "d"]]
 *   .map(([child, parent]) => ({ child: child!, parent: parent! }));
 * assertEquals(conflictCycles(edges), [["b", "c"], ["d"]]);
 * ```
 */
export function conflictCycles(edges: readonly WantedEdge[]): string[][] {
  const wanted = new Map(edges.map(({ child, parent }) => [child, parent]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const start of wanted.keys()) {
    const path: string[] = [];
    const place = new Map<string, number>();
    let node: string | undefined = start;
    while (node !== undefined && !done.has(node) && !place.has(node)) {
      place.set(node, path.length);
      path.push(node);
      node = wanted.get(node);
    }
    if (node !== undefined && place.has(node)) cycles.push(rotated(path.slice(place.get(node)!)));
    for (const seen of path) done.add(seen);
  }
  return cycles.sort(([a], [b]) => a! < b! ? -1 : a! > b! ? 1 : 0);
}

function rotated(cycle: readonly string[]): string[] {
  const first = cycle.reduce((least, name, i) => name < cycle[least]! ? i : least, 0);
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
