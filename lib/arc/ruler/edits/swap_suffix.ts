import { chain, prefixTo, resultRef } from "../../dsl/program_edits.ts";
import type { Program } from "../../dsl/program.ts";
import type { EditOp } from "./edit_op.ts";
import { valueTypes } from "./step_choices.ts";

/**
 * Crosses the seed with other candidates: the seed up to a step, then the other program's steps on that
 * value; and the other way round.
 *
 * Cuts lie at grid values only, since a program starts from a grid. The blamed step is cut off first.
 */
export const swapSuffix: EditOp = {
  name: "swap_suffix",
  doc: "Joins the beginning of one program to another program.",
  *propose({ seed: { program }, directive: { locus }, others }) {
    const heads = headsOf(program, locus.step);
    for (const other of others) {
      for (const head of heads) {
        if (other.steps.length > 0) yield chain(head, other);
      }
      for (const head of headsOf(other, -1)) {
        if (program.steps.length > 0) yield chain(head, program);
      }
    }
  },
};

/** Beginnings of a program that end in a grid, longest first; the one that ends before step `first` leads. */
function headsOf(program: Program, first: number): Program[] {
  const types = valueTypes(program);
  const refs: number[] = first > 0 ? [first] : [];
  for (let ref = resultRef(program); ref > 0; ref--) if (ref !== first) refs.push(ref);
  return refs.filter((ref) => types[ref] === "grid").map((ref) => prefixTo(program, ref));
}
