import { majorityColourMap } from "../../critic/grid_maps.ts";
import { appendStep, insertAfter } from "../../dsl/program_edits.ts";
import type { EditOp } from "./edit_op.ts";

/**
 * Maps colours of the result: all that are mostly wrong at once, then the hinted change alone, then each
 * change alone; at last the same map on the input.
 */
export const recolour: EditOp = {
  name: "recolour",
  doc: "Maps the colours of the result to those expected in their place.",
  *propose({ seed: { program }, directive: { hint }, predictions, problem }) {
    const pairs = problem.task.train.flatMap(({ output }, i) => {
      const from = predictions[i];
      return from == null ? [] : [{ from, to: output }];
    });
    const learned = majorityColourMap(pairs);
    if (learned === undefined) return;
    const whole = tableOf(learned.map);
    const { from, to } = hint;
    yield appendStep(program, "map_colours", { map: whole });
    if (typeof from === "number" && typeof to === "number") {
      yield appendStep(program, "map_colours", { map: tableOf(new Map([[from, to]])) });
    }
    for (const change of learned.map) {
      yield appendStep(program, "map_colours", { map: tableOf(new Map([change])) });
    }
    yield insertAfter(program, 0, "map_colours", { map: whole });
  },
};

/** A ten-entry colour table; −1 keeps the colour. */
function tableOf(map: ReadonlyMap<number, number>): number[] {
  return Array.from({ length: 10 }, (_, colour) => map.get(colour) ?? -1);
}
