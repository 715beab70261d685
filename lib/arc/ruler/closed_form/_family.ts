import type { Family, Problem } from "../draft.ts";
import { Bench } from "./_bench.ts";

/** What a closed-form family is: a name, a cheap gate, and the work at the bench. */
export interface ClosedForm {
  readonly name: string;
  readonly doc: string;
  /** True when the sizes and palettes of the pairs allow the family; defaults to always. */
  readonly when?: (problem: Problem) => boolean;
  /** Offers programs at the bench, simplest first. */
  readonly search: (bench: Bench) => void;
}

/** Makes a family of a closed form. */
export function closedForm(spec: ClosedForm): Family {
  return {
    name: spec.name,
    doc: spec.doc,
    applies: (problem) => problem.task.train.length > 0 && (spec.when?.(problem) ?? true),
    *drafts(problem, budget) {
      const bench = new Bench(spec.name, problem, budget);
      spec.search(bench);
      yield* bench.drafts();
    },
  };
}

/** True when every output has the size of its input. */
export function sameSize({ task }: Problem): boolean {
  return task.train.every(({ input, output }) =>
    input.width === output.width && input.height === output.height
  );
}

/** True when some output differs in size from its input. */
export function otherSize(problem: Problem): boolean {
  return !sameSize(problem);
}

/** The colours that every train input has. */
export function sharedColours(bench: Bench): number[] {
  const inputs = bench.inputs;
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((c) =>
    inputs.every((grid) => grid.cells.includes(c))
  );
}
