import type { Grid } from "../grid/grid.ts";
import type { Op, Params } from "./op.ts";
import type { Value } from "./value.ts";

/**
 * Runs one primitive on values, element by element where it is lifted over a list (see `lifts`).
 *
 * A lifted primitive that does not apply to one element does not apply to the list.
 */
export function applyOp(op: Op, args: readonly Value[], params: Params): Value | undefined {
  const first = args[0];
  if (!Array.isArray(first) || op.takes[0] !== "grid") return op.run(args, params);
  const rest = args.slice(1);
  const out: Grid[] = [];
  for (const element of first as readonly Grid[]) {
    const value = op.run([element, ...rest], params);
    if (value === undefined) return undefined;
    out.push(value as Grid);
  }
  return out;
}
