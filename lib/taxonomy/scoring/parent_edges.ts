/** A child with one of its parents, by id. */
export interface ParentEdge {
  readonly child: string;
  readonly parent: string;
}

/** Every pair of a node and one of its ancestors, as `child\tancestor`; a cycle is walked round once. */
export function ancestorPairs(edges: Iterable<ParentEdge>): Set<string> {
  const parents = new Map<string, string[]>();
  for (const { child, parent } of edges) {
    const list = parents.get(child);
    if (list === undefined) parents.set(child, [parent]);
    else list.push(parent);
  }
  const pairs = new Set<string>();
  for (const [child, first] of parents) {
    const waiting = [...first];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const pair = pairOf(child, node);
      if (pairs.has(pair)) continue;
      pairs.add(pair);
      waiting.push(...parents.get(node) ?? []);
    }
  }
  return pairs;
}

/** Every edge as `child\tparent`. */
export function edgePairs(edges: Iterable<ParentEdge>): Set<string> {
  return new Set([...edges].map(({ child, parent }) => pairOf(child, parent)));
}

function pairOf(child: string, other: string): string {
  return `${child}\t${other}`;
}

/** The child of a pair. */
export function childOf(pair: string): string {
  return pair.slice(0, pair.indexOf("\t"));
}
