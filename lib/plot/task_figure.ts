import type { Rows } from "./difference.ts";
import { type FigureOptions, gridFigure, type Panel } from "./grid_figure.ts";

/** What is drawn of a task; plain rows, so that any source of grids will do. */
export interface DrawnTask {
  readonly train: readonly { readonly input: Rows; readonly output: Rows }[];
  readonly test: readonly { readonly input: Rows; readonly output?: Rows | undefined }[];
}

/** Draws a task: a column per pair, inputs over outputs; an unknown test output is a dashed box. */
export function taskFigure(task: DrawnTask, options: FigureOptions = {}): string {
  const pairs = [
    ...task.train.map((pair, i) => ({ ...pair, name: `train ${i}` })),
    ...task.test.map((pair, i) => ({ ...pair, name: `test ${i}` })),
  ];
  return gridFigure([
    pairs.map(({ input, name }) => ({ kind: "grid", rows: input, label: `${name} input` })),
    pairs.map(({ output, name }) => outputPanel(output, `${name} output`)),
  ], options);
}

/** A prediction beside what was expected of it. */
export interface DrawnPrediction {
  readonly input: Rows;
  readonly expected: Rows;
  /** Absent when the program failed on this input. */
  readonly predicted?: Rows | undefined;
  /** Why there is no prediction. @default {"no prediction"} */
  readonly message?: string;
  readonly name: string;
}

/** Draws predictions: a row for each with input, expected grid, predicted grid and their difference. */
export function predictionFigure(
  predictions: readonly DrawnPrediction[],
  options: FigureOptions = {},
): string {
  const rows = predictions.map(({ input, expected, predicted, message, name }): Panel[] => [
    { kind: "grid", rows: input, label: `${name} input` },
    { kind: "grid", rows: expected, label: "expected" },
    ...(predicted === undefined
      ? [{ kind: "empty", says: message ?? "no prediction", label: "predicted" } as const]
      : [
        { kind: "grid", rows: predicted, label: "predicted" } as const,
        { kind: "difference", expected, predicted, label: "difference" } as const,
      ]),
  ]);
  return gridFigure(rows, options);
}

function outputPanel(rows: Rows | undefined, label: string): Panel {
  return rows === undefined ? { kind: "empty", says: "unknown", label } : {
    kind: "grid",
    rows,
    label,
  };
}
