/** A possible edge from a parent to a child, both by index. */
export interface WeightedEdge {
  readonly parent: number;
  readonly child: number;
  readonly weight: number;
}

interface Arc extends WeightedEdge {
  /** Place in the list of edges given. */
  readonly origin: number;
}

/**
 * The tree of largest total weight that hangs from a root and gives each node one parent.
 *
 * Ties go to the edge listed first. A node that no edge path connects to the root has no parent.
 *
 * Source: Y. Chu, T. Liu, 1965; J. Edmonds, "Optimum branchings", 1967. O(edges × nodes) in the worst case.
 *
 * @param nodes how many there are; they are numbered from 0, the root is one of them
 * @returns the parent of each node, −1 for the root and for what cannot be reached
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { maximumArborescence } from "./arborescence.ts";
 * // 1 and 2 would rather be each other's parent; the best way out of the cycle enters at 2.
 * const edges = [
 *   { parent: 0, child: 1, weight: 1 },
 *   { parent: 0, child: 2, weight: 4 },
 *   { parent: 1, child: 2, weight: 9 },
 *   { parent: 2, child: 1, weight: 9 },
 * ];
 * assertEquals(maximumArborescence(3, 0, edges), [-1, 2, 0]);
 * ```
 */
export function maximumArborescence(
  nodes: number,
  root: number,
  edges: readonly WeightedEdge[],
): number[] {
  const reached = reachable(nodes, root, edges);
  const arcs: Arc[] = edges.flatMap((edge, origin) =>
    reached[edge.parent] === 1 && edge.child !== root && edge.parent !== edge.child
      ? [{ ...edge, origin }]
      : []
  );
  const parents: number[] = new Array(nodes).fill(-1);
  for (const origin of chosen(nodes, root, arcs)) {
    const { parent, child } = edges[origin]!;
    parents[child] = parent;
  }
  return parents;
}

function reachable(nodes: number, root: number, edges: readonly WeightedEdge[]): Uint8Array {
  const children = new Map<number, number[]>();
  for (const { parent, child } of edges) {
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [child]);
    else list.push(child);
  }
  const reached = new Uint8Array(nodes);
  reached[root] = 1;
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const child of children.get(node) ?? []) {
      if (reached[child] === 1) continue;
      reached[child] = 1;
      waiting.push(child);
    }
  }
  return reached;
}

/** Places of the chosen edges in the list given: greedily, with each cycle shrunk to one node. */
function chosen(nodes: number, root: number, arcs: readonly Arc[]): number[] {
  const best: (Arc | undefined)[] = new Array(nodes);
  for (const arc of arcs) {
    if (arc.child === root || arc.child === arc.parent) continue;
    const seen = best[arc.child];
    if (seen === undefined || arc.weight > seen.weight) best[arc.child] = arc;
  }
  const { group, groups, cycles } = shrinkCycles(nodes, root, best);
  if (cycles === 0) return best.flatMap((arc) => arc === undefined ? [] : [arc.origin]);
  const inner = new Map<number, number>();
  const outer: Arc[] = [];
  for (const arc of arcs) {
    const [parent, child] = [group[arc.parent]!, group[arc.child]!];
    if (parent === child) continue;
    // Entering a cycle costs the edge of the cycle that then goes.
    const lost = child < cycles ? best[arc.child]!.weight : 0;
    outer.push({ parent, child, weight: arc.weight - lost, origin: arc.origin });
    inner.set(arc.origin, arc.child);
  }
  const result = chosen(groups, group[root]!, outer);
  const entered = new Set(result.map((origin) => inner.get(origin)!));
  for (let node = 0; node < nodes; node++) {
    if (group[node]! < cycles && !entered.has(node)) result.push(best[node]!.origin);
  }
  return result;
}

/** Numbers the cycles of best parents from 0, then every node outside of them. */
function shrinkCycles(
  nodes: number,
  root: number,
  best: readonly (Arc | undefined)[],
): { readonly group: Int32Array; readonly groups: number; readonly cycles: number } {
  const group = new Int32Array(nodes).fill(-1);
  const walk = new Int32Array(nodes).fill(-1);
  let groups = 0;
  for (let start = 0; start < nodes; start++) {
    let node: number | undefined = start;
    while (node !== undefined && node !== root && walk[node] === -1 && group[node] === -1) {
      walk[node] = start;
      node = best[node]?.parent;
    }
    if (node === undefined || node === root || group[node] !== -1 || walk[node] !== start) continue;
    let member: number = node;
    do {
      group[member] = groups;
      member = best[member]!.parent;
    } while (member !== node);
    groups++;
  }
  const cycles = groups;
  for (let node = 0; node < nodes; node++) if (group[node] === -1) group[node] = groups++;
  return { group, groups, cycles };
}
