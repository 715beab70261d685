import type { Op } from "./op.ts";
import type { ValueType } from "./value.ts";

/**
 * True when a primitive on one grid is lifted over a list: its first argument is a list where it takes a
 * grid, and it gives a grid; it then runs on every element and gives the list of results.
 */
export function lifts(op: Op, first: ValueType | undefined): boolean {
  return op.takes[0] === "grid" && op.gives === "grid" && op.rest === undefined &&
    first === "grids";
}

/** The type a primitive gives for arguments of those types, or `undefined` where they do not fit. */
export function resultType(op: Op, args: readonly ValueType[]): ValueType | undefined {
  if (op.rest === undefined ? args.length !== op.takes.length : args.length < op.takes.length) {
    return undefined;
  }
  const lifted = lifts(op, args[0]);
  for (let i = lifted ? 1 : 0; i < args.length; i++) {
    if (args[i] !== (i < op.takes.length ? op.takes[i] : op.rest)) return undefined;
  }
  return lifted ? "grids" : op.gives;
}
