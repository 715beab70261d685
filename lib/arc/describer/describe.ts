import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Pair, Task } from "../task/task.ts";
import type { Fact } from "./fact.ts";
import type { FactKind } from "./fact_kind.ts";
import { FACT_GROUPS, FACT_KINDS, factKindNamed } from "./fact_kinds.ts";

/** Raised when the set of kinds, the cut or the order of facts changes. */
export const DESCRIBER_VERSION = "describer/1";

/** Which facts are stated. */
export interface DescribeOptions {
  /**
   * Names of kinds (`size.same`) or of groups (`size`).
   *
   * @default {every kind}
   */
  readonly kinds?: readonly string[];
  /**
   * The least share of the train pairs a fact must hold on, above 0 and at most 1.
   *
   * @default {0.5}
   */
  readonly minSupport?: number;
  /**
   * The most facts of one kind that are not certain; certain ones are always stated.
   *
   * @default {4}
   */
  readonly maxPartial?: number;
}

/**
 * States facts about a task, each with the train pairs it holds on.
 *
 * Certain facts come first, then by support, both in the order of the registry; equal tasks give equal lists.
 * Only the train pairs are read.
 *
 * @throws {RangeError} for a kind or group that does not exist, or a setting out of range.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseTask } from "../task/parse_task.ts";
 * import { describe } from "./describe.ts";
 * const { task } = parseTask({
 *   task_id: "flip",
 *   train: [{ input: [[1, 2]], output: [[2, 1]] }, { input: [[3, 1]], output: [[1, 3]] }],
 *   test: [{ input: [[4, 5]] }],
 * }, { file: "example" });
 * const facts = describe(task, { kinds: ["symmetry.motion"] });
 * assertEquals(facts[0], { kind: "symmetry.motion", args: { motion: "flip_x" }, support: [0, 1] });
 * ```
 */
export function describe(task: Task, options: DescribeOptions = {}): Fact[] {
  const minSupport = options.minSupport ?? 0.5;
  if (!(minSupport > 0 && minSupport <= 1)) {
    throw new RangeError(`Expected minSupport above 0 and at most 1 but found ${minSupport}`);
  }
  const maxPartial = options.maxPartial ?? 4;
  if (!Number.isInteger(maxPartial) || maxPartial < 0) {
    throw new RangeError(`Expected maxPartial to be a whole number from 0 but found ${maxPartial}`);
  }
  const pairs = task.train;
  const certain: Fact[] = [];
  const partial: Fact[] = [];
  for (const kind of chosenKinds(options.kinds)) {
    const some: Fact[] = [];
    for (const fact of factsOfKind(kind, pairs)) {
      if (fact.support.length === pairs.length) certain.push(fact);
      else if (fact.support.length >= minSupport * pairs.length) some.push(fact);
    }
    partial.push(...some.sort(bySupport).slice(0, maxPartial));
  }
  return [...certain, ...partial.sort(bySupport)];
}

/** The train pairs (0-based) on which a stated fact holds, worked out anew. */
export function supportOf(fact: Fact, pairs: readonly Pair[]): number[] {
  const kind = factKindNamed(fact.kind);
  if (kind === undefined) {
    throw new RangeError(`Expected a known kind of fact but found ${fact.kind}`);
  }
  return pairs.flatMap((pair, i) => kind.holds(fact.args, pair) ? [i] : []);
}

function* factsOfKind(kind: FactKind, pairs: readonly Pair[]): Generator<Fact> {
  const asked = new Set<string>();
  for (const args of kind.propose(pairs)) {
    const key = canonicalJson(args);
    if (asked.has(key)) continue;
    asked.add(key);
    const support = pairs.flatMap((pair, i) => kind.holds(args, pair) ? [i] : []);
    if (support.length > 0) yield { kind: kind.name, args, support };
  }
}

/** Sorting is stable, so equal support keeps the order of registry and proposals. */
function bySupport(a: Fact, b: Fact): number {
  return b.support.length - a.support.length;
}

function chosenKinds(names: readonly string[] | undefined): readonly FactKind[] {
  if (names === undefined) return FACT_KINDS;
  for (const name of names) {
    if (factKindNamed(name) === undefined && !FACT_GROUPS.includes(name)) {
      throw new RangeError(
        `Expected a kind of fact or one of ${FACT_GROUPS.join(", ")} but found ${name}`,
      );
    }
  }
  return FACT_KINDS.filter((kind) => names.includes(kind.name) || names.includes(kind.group));
}
