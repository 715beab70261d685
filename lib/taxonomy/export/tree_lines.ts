import type { Concept } from "../records/concept.ts";

/**
 * A tree as an indented outline: on top, what has most below it first; else in the order of the alphabet.
 *
 * A concept with several parents stands under the first, which is the most certain, and names the others.
 */
export function* treeLines(concepts: readonly Concept[]): Generator<string, void, void> {
  const labels = new Map(concepts.map(({ id, canonicalLabel }) => [id, canonicalLabel]));
  const children = new Map<string, Concept[]>();
  for (const concept of concepts) {
    const under = concept.parents[0]?.id ?? "";
    children.set(under, [...children.get(under) ?? [], concept]);
  }
  const below = new Map<string, number>();
  for (const { id, parents: [parent] } of concepts.toSorted((a, b) => b.level - a.level)) {
    if (parent === undefined) continue;
    below.set(parent.id, (below.get(parent.id) ?? 0) + (below.get(id) ?? 0) + 1);
  }
  const broader = (a: Concept, b: Concept) => (below.get(b.id) ?? 0) - (below.get(a.id) ?? 0);
  const walk = function* (under: string, indent: string): Generator<string, void, void> {
    const siblings = (children.get(under) ?? []).sort((a, b) =>
      (under === "" ? broader(a, b) : 0) ||
      (a.canonicalLabel < b.canonicalLabel ? -1 : a.canonicalLabel > b.canonicalLabel ? 1 : 0)
    );
    for (const [at, { id, canonicalLabel, parents }] of siblings.entries()) {
      const last = at === siblings.length - 1;
      const branch = under === "" ? "" : last ? "└─ " : "├─ ";
      const others = parents.slice(1).map((parent) => labels.get(parent.id) ?? parent.id);
      const also = others.length > 0 ? ` (also under ${others.join(", ")})` : "";
      yield `${indent}${branch}${canonicalLabel}${also}`;
      yield* walk(id, under === "" ? indent : `${indent}${last ? "   " : "│  "}`);
    }
  };
  yield* walk("", "");
}
