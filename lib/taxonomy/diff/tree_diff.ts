import type { Concept } from "../records/concept.ts";
import type { Level } from "../records/level.ts";

/** What became of one concept between two trees. */
export type ConceptChange =
  | {
    readonly kind: "appeared" | "vanished";
    readonly label: string;
    readonly level: Level;
    /** Labels of its parents. */
    readonly under: readonly string[];
  }
  | {
    readonly kind: "moved";
    readonly label: string;
    readonly from: ConceptPlace;
    readonly to: ConceptPlace;
  }
  | {
    readonly kind: "renamed";
    readonly label: string;
    readonly level: Level;
    /** Its label before. */
    readonly was: string;
  };

/** Where a concept stands. */
export interface ConceptPlace {
  readonly level: Level;
  /** Labels of its parents, sorted. */
  readonly under: readonly string[];
}

/** How two trees differ. */
export interface TreeDiff {
  /** In order of label. */
  readonly changes: readonly ConceptChange[];
  /** Concepts that are where they were. */
  readonly unchanged: number;
}

/**
 * Compares two trees concept by concept.
 *
 * Concepts are the same when their labels are; a label that vanished and is a variant of one that appeared,
 * or the other way round, was renamed. A concept whose parent was renamed has not moved. Concepts that share
 * a label are paired by level, then by parents.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { diffTrees } from "./tree_diff.ts";
 * assertEquals(diffTrees([], []), { changes: [], unchanged: 0 });
 * ```
 */
export function diffTrees(before: readonly Concept[], after: readonly Concept[]): TreeDiff {
  const old = nodesOf(before), now = nodesOf(after);
  const pairs: (readonly [Node, Node])[] = [];
  for (const [label, olds] of old) {
    const news = now.get(label) ?? [];
    for (const pair of paired(olds, news)) pairs.push(pair);
  }
  const left = [...old.values()].flat(), come = [...now.values()].flat();
  const renames = renamed(left, come);
  const nameNow = new Map(renames.map(([was, is]) => [was.label, is.label]));
  const changes: ConceptChange[] = renames.map(([was, is]) => ({
    kind: "renamed",
    label: is.label,
    level: is.level,
    was: was.label,
  }));
  for (const { label, level, under } of left) {
    changes.push({ kind: "vanished", label, level, under });
  }
  for (const { label, level, under } of come) {
    changes.push({ kind: "appeared", label, level, under });
  }
  let unchanged = 0;
  for (const [was, is] of [...pairs, ...renames]) {
    const under = was.under.map((parent) => nameNow.get(parent) ?? parent).sort(compare);
    if (was.level === is.level && under.join("\n") === is.under.join("\n")) {
      if (was.label === is.label) unchanged++;
      continue;
    }
    const from = { level: was.level, under: was.under };
    changes.push({
      kind: "moved",
      label: is.label,
      from,
      to: { level: is.level, under: is.under },
    });
  }
  return {
    changes: changes.sort((a, b) => compare(a.label, b.label) || compare(a.kind, b.kind)),
    unchanged,
  };
}

interface Node extends ConceptPlace {
  readonly label: string;
  readonly concept: Concept;
}

function nodesOf(concepts: readonly Concept[]): Map<string, Node[]> {
  const labels = new Map(concepts.map(({ id, canonicalLabel }) => [id, canonicalLabel]));
  const nodes = new Map<string, Node[]>();
  for (const concept of concepts) {
    const { canonicalLabel: label, level, parents } = concept;
    const under = parents.map(({ id }) => labels.get(id) ?? id).sort(compare);
    nodes.set(label, [...nodes.get(label) ?? [], { label, level, under, concept }]);
  }
  return nodes;
}

/** Takes equal ones out of both lists: first those in the same place, then on the same level, then any. */
function* paired(olds: Node[], news: Node[]): Generator<readonly [Node, Node], void, void> {
  const fits: readonly ((a: Node, b: Node) => boolean)[] = [
    (a, b) => a.level === b.level && a.under.join("\n") === b.under.join("\n"),
    (a, b) => a.level === b.level,
    () => true,
  ];
  for (const fit of fits) {
    for (const was of [...olds]) {
      const is = news.find((node) => fit(was, node));
      if (is === undefined) continue;
      olds.splice(olds.indexOf(was), 1);
      news.splice(news.indexOf(is), 1);
      yield [was, is];
    }
  }
}

/** Takes out of both lists what is the same under another label. */
function renamed(left: Node[], come: Node[]): (readonly [Node, Node])[] {
  const byForm = new Map<string, Node>();
  for (const node of come) {
    const { variants, observedForms } = node.concept;
    for (const form of [...variants, ...observedForms, node.label]) {
      byForm.set(form.toLowerCase(), node);
    }
  }
  const found: (readonly [Node, Node])[] = [];
  const taken = new Set<Node>();
  for (const was of left) {
    const { variants, observedForms } = was.concept;
    const forms = [was.label, ...variants, ...observedForms].map((form) => form.toLowerCase());
    const is = forms.map((form) => byForm.get(form)).find((node) =>
      node !== undefined && !taken.has(node)
    );
    if (is === undefined) continue;
    taken.add(is);
    found.push([was, is]);
  }
  for (const [was, is] of found) {
    left.splice(left.indexOf(was), 1);
    come.splice(come.indexOf(is), 1);
  }
  return found;
}

/** By code units, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One line for people: `moved optics: L2 under physics → L3 under light`. */
export function changeLine(change: ConceptChange): string {
  const place = ({ level, under }: ConceptPlace) =>
    `L${level}${under.length === 0 ? "" : ` under ${under.join(" and ")}`}`;
  switch (change.kind) {
    case "renamed":
      return `renamed ${change.was} → ${change.label}`;
    case "moved":
      return `moved ${change.label}: ${place(change.from)} → ${place(change.to)}`;
    default:
      return `${change.kind} ${change.label}: ${place(change)}`;
  }
}
