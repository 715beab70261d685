import type { Grid } from "../grid/grid.ts";
import { boxGroup, panelGroup } from "./boxes.ts";
import type { Feature, FeatureGroup } from "./feature.ts";
import { lineGroup, placeGroup } from "./lines.ts";
import { aroundGroup, farGroup, nearGroup, ownGroup } from "./local.ts";
import { objectGroup, pieceGroup } from "./pieces.ts";
import { rayGroup, sightGroup } from "./rays.ts";
import { mirrorGroup, wholeGroup } from "./whole.ts";

const GROUPS: readonly FeatureGroup[] = [
  ownGroup,
  nearGroup,
  aroundGroup,
  rayGroup,
  sightGroup,
  pieceGroup,
  objectGroup("same8", "object", 2),
  objectGroup("any8", "cluster", 3),
  objectGroup("same4", "part", 3),
  boxGroup,
  mirrorGroup,
  lineGroup,
  placeGroup,
  wholeGroup,
  panelGroup,
  farGroup,
];

/** Every feature, in a fixed order. */
export const CELL_FEATURES: readonly Feature[] = GROUPS.flatMap((group) => group.features);

const groupOf = GROUPS.flatMap((group) => {
  const start = CELL_FEATURES.indexOf(group.features[0]!);
  return group.features.map(() => ({ group, start }));
});
const indexes = new Map(CELL_FEATURES.map((feature, i) => [feature.name, i]));
const known = new WeakMap<Grid, (Uint8Array | undefined)[]>();

/**
 * The place of a feature in {@linkcode CELL_FEATURES}, −1 when there is none of that name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { featureColumn, featureIndex } from "./catalogue.ts";
 * const grid = Grid.fromRows([[0, 0, 3]]);
 * assertEquals([...featureColumn(grid, featureIndex("ray_right"))], [3, 3, 10]);
 * ```
 */
export function featureIndex(name: string): number {
  return indexes.get(name) ?? -1;
}

/** One feature's value for every cell, row by row; computed with its group on first use and kept with the grid. */
export function featureColumn(grid: Grid, index: number): Uint8Array {
  let columns = known.get(grid);
  if (columns === undefined) known.set(grid, columns = new Array(CELL_FEATURES.length));
  const column = columns[index];
  if (column !== undefined) return column;
  const { group, start } = groupOf[index]!;
  const fresh = group.features.map(() => new Uint8Array(grid.cells.length));
  group.fill(grid, fresh);
  for (let f = 0; f < fresh.length; f++) columns[start + f] = fresh[f];
  return fresh[index - start]!;
}
