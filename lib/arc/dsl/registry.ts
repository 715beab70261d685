import type { Op } from "./op.ts";
import { canvasOps } from "./ops/canvas.ts";
import { cellRuleOps } from "./ops/cell_rules.ts";
import { objectRuleOps } from "./ops/object_rules.ts";
import { colourRoleOps } from "./ops/colour_roles.ts";
import { colourOps } from "./ops/colours.ts";
import { countOps } from "./ops/count.ts";
import { cropOps } from "./ops/crop.ts";
import { gravityOps } from "./ops/gravity.ts";
import { joinOps } from "./ops/join.ts";
import { offsetOps } from "./ops/offset.ts";
import { keepOps } from "./ops/keep.ts";
import { periodicOps } from "./ops/periodic.ts";
import { placementOps } from "./ops/placement.ts";
import { rayOps } from "./ops/rays.ts";
import { regionOps } from "./ops/regions.ts";
import { selectOps } from "./ops/select.ts";
import { shiftOps } from "./ops/shift.ts";
import { splitOps } from "./ops/split.ts";
import { rigidOps } from "./ops/rigid.ts";
import { cellLookupOps } from "./ops/cell_lookup.ts";
import { colourMapOps } from "./ops/colour_maps.ts";
import { countingOps } from "./ops/counting.ts";
import { drawLineOps } from "./ops/draw_lines.ts";
import { extendingOps } from "./ops/extending.ts";
import { motionOps } from "./ops/motion.ts";
import { panelOps } from "./ops/panels.ts";
import { resizeOps } from "./ops/resize.ts";
import { selectObjectOps } from "./ops/select_object.ts";
import { stampOps } from "./ops/stamps.ts";
import { symmetryFillOps } from "./ops/symmetry_fill.ts";
import { tilingOps } from "./ops/tiling.ts";

/** Changes whenever a primitive's meaning changes; recorded in every trace. */
export const DSL_VERSION = "dsl/1";

const groups: readonly (readonly Op[])[] = [
  rigidOps,
  cellRuleOps,
  objectRuleOps,
  canvasOps,
  colourRoleOps,
  colourOps,
  countOps,
  cropOps,
  gravityOps,
  joinOps,
  offsetOps,
  keepOps,
  periodicOps,
  placementOps,
  rayOps,
  regionOps,
  selectOps,
  shiftOps,
  splitOps,
  cellLookupOps,
  colourMapOps,
  countingOps,
  drawLineOps,
  extendingOps,
  motionOps,
  panelOps,
  stampOps,
  resizeOps,
  selectObjectOps,
  symmetryFillOps,
  tilingOps,
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
