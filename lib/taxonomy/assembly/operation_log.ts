import type { Operation } from "../records/operation.ts";

/** A tree while operations change it: each node with its parents; by name, in order of arrival. */
export type TreeState = ReadonlyMap<string, readonly string[]>;

/**
 * Derives a tree from where it started and what was done to it, in order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { foldOperations, withoutOperation } from "./operation_log.ts";
 * const start = new Map([["art", []], ["dance", ["art"]], ["tango", ["dance"]]]);
 * const common = { level: 2 as const, rule: "orphan", evidence: {} };
 * const log = [
 *   { op: "remove" as const, opSeq: 0, node: "tango", inverse: [], ...common },
 *   { op: "reparent" as const, opSeq: 1, node: "dance", from: ["art"], to: [], ...common },
 * ];
 * assertEquals([...foldOperations(start, log)], [["art", []], ["dance", []]]);
 * assertEquals(foldOperations(start, withoutOperation(log, 0)).get("tango"), ["dance"]);
 * ```
 */
export function foldOperations(start: TreeState, operations: readonly Operation[]): TreeState {
  const tree = new Map(start);
  for (const operation of operations) {
    switch (operation.op) {
      case "merge":
        for (const loser of operation.losers) tree.delete(loser);
        rename(tree, operation.losers, [operation.winner]);
        break;
      case "split": {
        tree.delete(operation.source);
        operation.into.forEach((name, sense) => tree.set(name, operation.under[sense] ?? []));
        rename(tree, [operation.source], operation.into);
        break;
      }
      case "reparent":
        if (tree.has(operation.node)) tree.set(operation.node, operation.to);
        break;
      case "remove":
        tree.delete(operation.node);
        rename(tree, [operation.node], []);
        break;
    }
  }
  return tree;
}

/**
 * The log without one operation: folding it undoes that one and keeps the others. A later operation on what it
 * brings back applies to it as it stands.
 *
 * @throws {RangeError} when no operation has this number.
 */
export function withoutOperation(operations: readonly Operation[], opSeq: number): Operation[] {
  const left = operations.filter((operation) => operation.opSeq !== opSeq);
  if (left.length === operations.length) {
    throw new RangeError(`Expected the number of an operation but found ${opSeq}`);
  }
  return left;
}

/** Puts other names in the place of parents' names. */
function rename(
  tree: Map<string, readonly string[]>,
  from: readonly string[],
  to: readonly string[],
) {
  for (const [name, parents] of tree) {
    if (!parents.some((parent) => from.includes(parent))) continue;
    const others = parents.filter((parent) => !from.includes(parent));
    tree.set(name, [...new Set([...others, ...to])]);
  }
}
