import type { ArcObject } from "../objects/arc_object.ts";
import { colourCounts } from "../objects/background.ts";
import type { Relative } from "./action.ts";
import { contains, nearest, type Scene, sharesColumn, sharesRow } from "./scene.ts";

/** The colour of an object's relative; −1 where it has none. */
export function relativeColour(scene: Scene, o: ArcObject, relative: Relative): number {
  if (relative === "rare" || relative === "common") return extremeColour(scene, relative);
  const touching = scene.touching[o.index]!;
  const passes: { readonly [R in Relative]?: (p: ArcObject) => boolean } = {
    nearest: (p) => p.colour !== o.colour,
    touching: (p) => touching.has(p.index),
    container: (p) => contains(p, o),
    content: (p) => contains(o, p),
    same_shape: (p) => p.turnedShape === o.turnedShape && p.colour !== o.colour,
    in_row: (p) => sharesRow(o, p) && p.colour !== o.colour,
    in_column: (p) => sharesColumn(o, p) && p.colour !== o.colour,
  };
  if (relative === "largest" || relative === "smallest") {
    const sign = relative === "largest" ? -1 : 1;
    let best: ArcObject | undefined;
    for (const p of scene.objects) {
      if (best === undefined || sign * p.size < sign * best.size) best = p;
    }
    return best?.colour ?? -1;
  }
  return nearest(scene, o, passes[relative]!)?.colour ?? -1;
}

function extremeColour(scene: Scene, which: "rare" | "common"): number {
  const counts = colourCounts(scene.grid);
  let best = -1;
  for (let c = 0; c < 10; c++) {
    if (c === scene.background || counts[c] === 0) continue;
    const better = best < 0 ||
      (which === "rare" ? counts[c]! < counts[best]! : counts[c]! > counts[best]!);
    if (better) best = c;
  }
  return best;
}
