import type { Params } from "../../../../lib/arc/dsl/op.ts";
import { opNamed } from "../../../../lib/arc/dsl/registry.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";

/** A grid from lines of digits. */
export function grid(...lines: readonly string[]): Grid {
  return Grid.fromRows(lines.map((line) => [...line].map(Number)));
}

/** What a primitive makes of some grids, as lines of digits; `undefined` where it does not apply. */
export function runOp(
  name: string,
  params: Params,
  ...grids: readonly Grid[]
): string[] | undefined {
  const value = opNamed(name).run(grids, params);
  return value === undefined ? undefined : (value as Grid).toRows().map((row) => row.join(""));
}
