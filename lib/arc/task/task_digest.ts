import { sha256 } from "../../substrate/values/digest.ts";
import type { Grid } from "../grid/grid.ts";
import type { Pair } from "./task.ts";

/**
 * The identity of a task: sha-256 of the canonical JSON of `{taskId, test, train}`.
 *
 * `test` holds test inputs only, and neither concept nor difficulty is in it, so that neither an
 * answer nor a label can change the name of the work.
 */
export function taskDigest(
  taskId: string,
  train: readonly Pair[],
  testInputs: readonly Grid[],
): string {
  const pairs = train.map((pair) =>
    `{"input":${gridJson(pair.input)},"output":${gridJson(pair.output)}}`
  );
  return sha256(
    `{"taskId":${JSON.stringify(taskId)},"test":[${testInputs.map(gridJson).join(",")}],"train":[${
      pairs.join(",")
    }]}`,
  );
}

/** Canonical JSON of a grid's rows, written straight from its cells. */
export function gridJson(grid: Grid): string {
  const { width, height, cells } = grid;
  let text = "[";
  for (let y = 0, at = 0; y < height; y++) {
    text += y === 0 ? "[" : ",[";
    for (let x = 0; x < width; x++) text += x === 0 ? cells[at++]! : "," + cells[at++]!;
    text += "]";
  }
  return text + "]";
}
