import { CELL_FEATURES, featureIndex } from "../../cell_features/mod.ts";
import type { FeatureRef } from "../../cell_rules/mod.ts";
import { allFeatures } from "./training_cells.ts";

/** Which questions a learner may ask. */
export interface SplitSpace {
  /** Features compared with a bound. */
  readonly numbers: readonly FeatureRef[];
  /** Features compared with a colour. */
  readonly colours: readonly FeatureRef[];
  /** Features compared with each other. */
  readonly pairs: readonly (readonly [FeatureRef, FeatureRef])[];
  /** Colours that may be named in a test; bit c for colour c (bit 10: no such cell). */
  readonly named: number;
}

const OPPOSITES: readonly (readonly [string, string])[] = [
  ["up", "down"],
  ["left", "right"],
  ["up", "left"],
  ["up", "right"],
  ["down", "left"],
  ["down", "right"],
  ["up_left", "down_right"],
  ["up_right", "down_left"],
  ["ray_up", "ray_down"],
  ["ray_left", "ray_right"],
  ["ray_up", "ray_left"],
  ["ray_up", "ray_right"],
  ["ray_down", "ray_left"],
  ["ray_down", "ray_right"],
  ["ray_up_left", "ray_down_right"],
  ["ray_up_right", "ray_down_left"],
  ["row_first", "row_last"],
  ["column_first", "column_last"],
  ["row_first", "column_first"],
  ["row_common", "column_common"],
  ["common", "object_colour"],
  ["cluster_colour", "cluster_rare"],
  ["between_row", "between_column"],
  ["around", "common"],
  ["nearest4_colour", "common"],
  ["box_colour", "common"],
  ["piece_around", "common"],
  ["piece_around", "rare"],
  ["row_mode", "column_mode"],
];

const EQUAL_NUMBERS: readonly (readonly [string, string])[] = [
  ["ray_left_distance", "ray_right_distance"],
  ["ray_up_distance", "ray_down_distance"],
  ["ray_up_left_distance", "ray_down_right_distance"],
  ["ray_up_right_distance", "ray_down_left_distance"],
  ["run_left", "run_right"],
  ["run_up", "run_down"],
  ["object_from_left", "object_from_right"],
  ["object_from_top", "object_from_bottom"],
  ["object_from_left", "object_from_top"],
  ["object_width", "object_height"],
  ["box_left", "box_top"],
  ["x", "y"],
  ["x", "from_bottom"],
  ["panel_x", "panel_column"],
  ["panel_y", "panel_row"],
  ["run_min", "run_max"],
];

/** The questions over all features, or over those alone that do not depend on direction. */
export function splitSpace(sourceCount: number, invariantOnly: boolean, named: number): SplitSpace {
  const usable = allFeatures(sourceCount).filter((ref) =>
    !invariantOnly || CELL_FEATURES[ref.index]!.invariant
  );
  const colours = usable.filter((ref) => CELL_FEATURES[ref.index]!.kind === "colour");
  const pairs: [FeatureRef, FeatureRef][] = [];
  const own = featureIndex("own");
  for (const ref of colours) {
    if (ref.index !== own) pairs.push([ref, { source: ref.source, index: own }]);
  }
  for (let source = 0; source < sourceCount; source++) {
    for (const [a, b] of [...OPPOSITES, ...EQUAL_NUMBERS]) {
      const left = featureIndex(a), right = featureIndex(b);
      const both = [left, right].every((f) => !invariantOnly || CELL_FEATURES[f]!.invariant);
      if (both) pairs.push([{ source, index: left }, { source, index: right }]);
    }
  }
  if (sourceCount === 2) pairs.push([{ source: 1, index: own }, { source: 0, index: own }]);
  return {
    numbers: usable.filter((ref) => CELL_FEATURES[ref.index]!.kind === "number"),
    colours,
    pairs,
    named,
  };
}
