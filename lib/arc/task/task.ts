import type { Grid } from "../grid/grid.ts";

/** One demonstration: an input grid and the output it must become. */
export interface Pair {
  readonly input: Grid;
  readonly output: Grid;
}

/**
 * What a solver may see of an ARC task: train pairs and test inputs, never a test output.
 *
 * `digest` is the sha-256 of the canonical JSON of `{taskId, train, test inputs}`; test outputs are not in it.
 * `concept` and `difficulty` are the curriculum's labels, carried through to the report only.
 */
export interface Task {
  readonly taskId: string;
  readonly digest: string;
  readonly train: readonly Pair[];
  readonly testInputs: readonly Grid[];
  readonly concept?: string;
  readonly difficulty?: string;
}

/** The known test outputs of a task, kept apart so that only the report can read them; `null` where unknown. */
export interface Answers {
  readonly taskId: string;
  readonly testOutputs: readonly (Grid | null)[];
}
