import type { Json } from "../../../substrate/values/canonical_json.ts";
import type { Op, Params } from "../../dsl/op.ts";
import { MOTIONS } from "../../dsl/ops/rigid.ts";
import { SMEARS } from "../../dsl/ops/rays.ts";
import { DIRECTIONS } from "../../dsl/ops/shift.ts";
import { CRITERIA } from "../../dsl/ops/select.ts";
import { opNamed } from "../../dsl/registry.ts";

/** One primitive with its parameters fixed: what the search applies to a node. */
export interface Move {
  readonly op: Op;
  readonly params: Params;
  /** Takes a canvas of the predicted output size as its second argument. */
  readonly canvas: boolean;
  readonly takesList: boolean;
  readonly givesList: boolean;
  /** Known to keep the size of its argument, which lets the last depth skip nodes of a wrong size. */
  readonly sameSize: boolean;
}

const SAME_SIZE = new Set([
  "filter_colour",
  "erase_colour",
  "paint_shape",
  "swap_ground",
  "hull",
  "size_picture",
  "to_origin",
  "fill_enclosed",
  "enclosed",
  "rim",
  "outline",
  "boxes",
  "smear",
  "connect",
  "spread_colours",
  "gravity",
  "shift",
  "complete_pattern",
]);

const SAME_SIZE_MOTIONS = ["turn180", "flip_x", "flip_y"];

function move(name: string, params: { readonly [name: string]: Json } = {}): Move {
  const op = opNamed(name);
  return {
    op,
    params,
    canvas: op.takes.length === 2,
    takesList: op.takes[0] === "grids",
    givesList: op.gives === "grids",
    sameSize: SAME_SIZE.has(name) ||
      (name === "move_rigid" && SAME_SIZE_MOTIONS.includes(params["motion"] as string)),
  };
}

/** One move per value of one parameter. */
function each(name: string, key: string, values: readonly Json[], rest: Params = {}): Move[] {
  return values.map((value) => move(name, { [key]: value, ...rest }));
}

/** Which colours the moves speak of. */
export interface MoveColours {
  /** Colours other than 0 in the inputs. */
  readonly inputs: readonly number[];
  /** Colours of outputs that their inputs lack. */
  readonly fresh: readonly number[];
  /** Colours other than 0 that every output has. */
  readonly inks: readonly number[];
}

/** Every move of the search, in the order it tries them. */
export function movesFor(colours: MoveColours): Move[] {
  return [
    ...each("filter_colour", "colour", colours.inputs),
    ...each("erase_colour", "colour", colours.inputs),
    ...each("paint_shape", "colour", colours.fresh),
    move("crop_content"),
    move("drop_blank_lines"),
    move("drop_repeated_lines"),
    move("position_picture"),
    ...each("size_picture", "ink", ["majority", "zero"]),
    ...each("hull", "ink", ["majority", "zero"]),
    move("to_origin"),
    move("centre"),
    move("majority_colour"),
    move("swap_ground"),
    move("fill_enclosed"),
    move("enclosed"),
    ...each("rim", "keep", ["rim", "inside"]),
    ...each("move_rigid", "motion", MOTIONS.filter((m) => m !== "identity")),
    ...each("half", "side", ["left", "right", "top", "bottom"]),
    ...each("smear", "to", SMEARS),
    ...each("outline", "ink", ["one", "majority"], { touch: "corners" }),
    ...each("outline", "ink", ["one", "majority"], { touch: "sides" }),
    move("boxes"),
    ...each("frame", "ink", ["one", "majority"]),
    ...each("connect", "along", ["rows", "columns", "both", "diagonals"]),
    ...each("spread_colours", "majority", ["spreads", "stays"]),
    move("complete_pattern"),
    ...each("shift", "to", DIRECTIONS, { edge: "lost" }),
    ...each("zoom", "by", ["two", "three", "colours", "cells"]),
    ...["objects", "cells"].flatMap((of) =>
      each("gravity", "to", ["down", "up", "right", "left"], { of })
    ),
    ...["cells", "colours", "objects"].flatMap((of) =>
      each("count", "shape", ["row", "column", "square"], { of })
    ),
    move("embed"),
    move("wrap"),
    move("scale_to"),
    ...each("repeat", "gap", [0, 1]),
    ...each("mirror", "gap", [0, 1]),
    ...["one", "mixed"].flatMap((colours) =>
      each("objects", "touch", ["corners", "sides"], { colours, crop: "only" })
    ),
    move("objects", { colours: "mixed", touch: "corners", crop: "full" }),
    move("objects", { colours: "one", touch: "corners", crop: "full" }),
    move("patches"),
    ...each("split_colours", "crop", ["none", "box"]),
    move("split_columns"),
    move("split_rows"),
    move("split_panels"),
    ...each("marked_insides", "mark", ["corners", "frame"]),
    ...each("blank_regions", "reach", ["all", "enclosed"]),
    ...each("pick_max", "by", CRITERIA),
    ...each("pick_unique", "by", ["picture", "shape", "colour", "size", "cells", "symmetry"]),
    ...each("pick_first", "end", ["first", "last"]),
    ...each("overlay", "top", ["first", "last", "fewest", "most"]),
    ...each("in_line", "run", ["right", "down"]),
    ...each("keep_max", "by", CRITERIA, { keep: "best" }),
    ...each("keep_max", "by", CRITERIA, { keep: "others" }),
    ...["cells", "box"].flatMap((by) => each("keep_rank", "rank", [2, 3, 4], { by })),
    ...each("keep_where", "is", [1, 2, 3, 4, 5, 6], { measure: "cells" }),
    ...each("keep_where", "is", [0, 1, 2, 3, 4], { measure: "holes" }),
    ...each("keep_where", "is", [0, 1, 2], { measure: "symmetry" }),
    ...each("keep_where", "is", [1, 2, 3], { measure: "width" }),
    ...each("keep_where", "is", [1, 2, 3], { measure: "height" }),
    ...each("keep_where", "is", [1, 2], { measure: "colours" }),
    ...each("combine", "where", ["all", "any", "one", "none"]),
    ...each("pick_maxes", "by", CRITERIA, { keep: "best" }),
    ...each("pick_maxes", "by", CRITERIA, { keep: "others" }),
  ];
}

/** The name of every primitive that the search applies, in order. */
export const ENUMERATION_OPS: readonly string[] = [
  ...new Set(movesFor({ inputs: [1], fresh: [1], inks: [1] }).map((one) => one.op.name)),
].sort();
