import type { Op } from "./op.ts";
import { rigidOps } from "./ops/rigid.ts";

/** Changes whenever a primitive's meaning changes; recorded in every trace. */
export const DSL_VERSION = "dsl/1";

const groups: readonly (readonly Op[])[] = [
  rigidOps,
];

/** Every primitive by name. */
export const registry: ReadonlyMap<string, Op> = index(groups.flat());

function index(ops: readonly Op[]): Map<string, Op> {
  const byName = new Map<string, Op>();
  for (const op of ops) {
    if (byName.has(op.name)) throw new Error(`Two primitives are named "${op.name}"`);
    byName.set(op.name, op);
  }
  return byName;
}

/**
 * The primitive of that name.
 *
 * @throws {RangeError} when there is none.
 */
export function opNamed(name: string): Op {
  const op = registry.get(name);
  if (op === undefined) {
    throw new RangeError(`Expected the name of a primitive but found "${name}"`);
  }
  return op;
}
