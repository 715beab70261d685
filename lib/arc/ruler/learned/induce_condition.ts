import type { ObjectTest } from "../../object_rules/mod.ts";
import type { NodeBudget } from "../node_budget.ts";
import type { Literal } from "./object_table.ts";

/** A conjunction that holds for exactly the wanted objects. */
export interface Condition {
  readonly tests: readonly ObjectTest[];
  readonly cost: number;
}

/** What a second test in a condition costs. */
const SECOND_TEST = 30;

/**
 * The simplest conditions of one or two tests that every object of `inside` passes and none of `outside`;
 * objects in neither set may fall either way.
 */
export function induceConditions(
  literals: readonly Literal[],
  inside: Uint32Array,
  outside: Uint32Array,
  most: number,
  budget: NodeBudget,
): Condition[] {
  const covering = literals.filter((literal) => holds(inside, literal.yes));
  const found: Condition[] = [];
  if (!budget.spend(Math.ceil((literals.length + covering.length * covering.length) / 4000))) {
    return found;
  }
  for (const literal of covering) {
    if (found.length >= most) return found;
    if (disjoint(outside, literal.yes)) found.push({ tests: [literal.test], cost: literal.cost });
  }
  if (found.length > 0) return found;
  const pairs: Condition[] = [];
  for (let a = 0; a < covering.length; a++) {
    const first = covering[a]!;
    for (let b = a + 1; b < covering.length; b++) {
      const second = covering[b]!;
      if (first.test.trait === second.test.trait && first.test.sign === second.test.sign) continue;
      if (bothMiss(outside, first.yes, second.yes)) {
        pairs.push({
          tests: [first.test, second.test],
          cost: first.cost + second.cost + SECOND_TEST,
        });
      }
    }
  }
  return pairs.sort((a, b) => a.cost - b.cost).slice(0, most);
}

function holds(inside: Uint32Array, yes: Uint32Array): boolean {
  for (let k = 0; k < inside.length; k++) if ((inside[k]! & ~yes[k]!) !== 0) return false;
  return true;
}

function disjoint(outside: Uint32Array, yes: Uint32Array): boolean {
  for (let k = 0; k < outside.length; k++) if ((outside[k]! & yes[k]!) !== 0) return false;
  return true;
}

function bothMiss(outside: Uint32Array, a: Uint32Array, b: Uint32Array): boolean {
  for (let k = 0; k < outside.length; k++) {
    if ((outside[k]! & a[k]! & b[k]!) !== 0) return false;
  }
  return true;
}
