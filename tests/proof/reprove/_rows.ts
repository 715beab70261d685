import type { ReproveRow } from "../../../lib/proof/reprove/reprove_row.ts";

/** Rows of which each arm's heartbeats say whether it solved the theorem: below zero it did not. */
export function rowsOf(
  arms: Readonly<Record<string, readonly number[]>>,
  fixed: Readonly<Record<string, readonly number[]>> = {},
): ReproveRow[] {
  const outcomes = (of: Readonly<Record<string, readonly number[]>>, at: number) =>
    Object.fromEntries(
      Object.entries(of).map(([arm, costs]) => [
        arm,
        { solved: costs[at]! >= 0, heartbeats: Math.abs(costs[at]!) },
      ]),
    );
  const [first = []] = Object.values(arms);
  return first.map((_, index) => ({
    ...{ index, theorem: `t${index}`, module: "Init.Core", category: "nat", statement: "True" },
    ...{ strategies: outcomes(arms, index), fixed: outcomes(fixed, index) },
  }));
}
