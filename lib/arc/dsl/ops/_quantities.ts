import type { Grid } from "../../grid/grid.ts";
import { backgroundOf, colourCounts, coloursByCount } from "./_background.ts";
import { segmentsOf } from "./_segments.ts";
import { applyMotion, MOTIONS } from "./rigid.ts";

/** Numbers that a whole grid has. */
export const QUANTITIES = [
  "colours",
  "foreground_colours",
  "cells",
  "blank_cells",
  "objects",
  "objects_corner",
  "one_colour_objects",
  "most_objects_of_a_colour",
  "largest_object",
  "width",
  "height",
  "squares",
  "enclosed_regions",
  "mirror_x",
  "mirror_y",
  "mirror_any",
  "commonest_colour",
  "largest_colour",
  "cells_1",
  "cells_2",
  "cells_3",
  "cells_4",
  "cells_5",
  "cells_6",
  "cells_7",
  "cells_8",
  "cells_9",
  "objects_1",
  "objects_2",
  "objects_3",
  "objects_4",
  "objects_5",
  "objects_6",
  "objects_7",
  "objects_8",
  "objects_9",
] as const;

/** One of {@linkcode QUANTITIES}. */
export type Quantity = (typeof QUANTITIES)[number];

/** A quantity of a grid. */
export function quantityOf(grid: Grid, quantity: Quantity): number {
  const background = backgroundOf(grid);
  switch (quantity) {
    case "colours":
      return coloursByCount(grid).length;
    case "foreground_colours":
      return coloursByCount(grid).filter((c) => c !== background).length;
    case "cells":
      return grid.cells.length - colourCounts(grid)[background]!;
    case "blank_cells":
      return colourCounts(grid)[background]!;
    case "objects":
      return segmentsOf(grid, "multi4").list.length;
    case "objects_corner":
      return segmentsOf(grid, "multi8").list.length;
    case "one_colour_objects":
      return segmentsOf(grid, "same4").list.length;
    case "most_objects_of_a_colour":
      return Math.max(0, ...objectsByColour(grid));
    case "largest_object":
      return Math.max(0, ...segmentsOf(grid, "same4").list.map((s) => s.cells.length));
    case "width":
      return grid.width;
    case "height":
      return grid.height;
    case "squares":
      return segmentsOf(grid, "same4").list.filter((s) =>
        s.width === s.height && s.width > 1 && s.cells.length === s.width * s.height
      ).length;
    case "enclosed_regions":
      return segmentsOf(grid, "regions").list.filter((s) =>
        s.x > 0 && s.y > 0 && s.x + s.width < grid.width && s.y + s.height < grid.height
      ).length;
    case "mirror_x":
      return applyMotion(grid, "flip_x").equals(grid) ? 1 : 0;
    case "mirror_y":
      return applyMotion(grid, "flip_y").equals(grid) ? 1 : 0;
    case "mirror_any":
      return MOTIONS.slice(4).some((m) => applyMotion(grid, m).equals(grid)) ? 1 : 0;
    case "commonest_colour":
      return coloursByCount(grid).find((c) => c !== background) ?? background;
    case "largest_colour": {
      const sizes = segmentsOf(grid, "same8").list;
      const largest = Math.max(0, ...sizes.map((s) => s.cells.length));
      return sizes.find((s) => s.cells.length === largest)?.colour ?? background;
    }
    default: {
      const [what, c] = quantity.split("_") as [string, string];
      return what === "cells" ? colourCounts(grid)[Number(c)]! : objectsByColour(grid)[Number(c)]!;
    }
  }
}

/** How many one-colour, edge-connected objects each colour has. */
export function objectsByColour(grid: Grid): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const piece of segmentsOf(grid, "same4").list) counts[piece.colour]!++;
  return counts;
}
