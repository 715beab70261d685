import { CELL_FEATURES } from "../../cell_features/mod.ts";
import { columnOf, type ColumnSource, type FeatureRef } from "../../cell_rules/mod.ts";
import type { Grid } from "../../grid/grid.ts";
import { type NodeBudget, nodesFor } from "../node_budget.ts";

/** One demonstration for a cell learner: the grids a rule sees (all of one size) and what must come out. */
export interface Lesson {
  readonly sources: readonly Grid[];
  readonly target: Grid;
}

/** The cells of all lessons in one long list, with every feature as one long column. */
export interface TrainingCells {
  readonly count: number;
  /** Per lesson the range of its cells, `[from, to)`. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly sourceCount: number;
  readonly columns: ColumnSource;
  /** The cell's own colour in the last source grid: what stays when a rule says nothing. */
  readonly own: Uint8Array;
  readonly target: Uint8Array;
}

/** All features of all source grids, in order; a second grid's features follow the first's. */
export function allFeatures(sourceCount: number): FeatureRef[] {
  return Array.from({ length: sourceCount }, (_, source) => source).flatMap((source) =>
    CELL_FEATURES.map((_, index) => ({ source, index }))
  );
}

/** Joins the lessons' cells; `undefined` when the budget does not cover computing the features. */
export function gatherCells(
  lessons: readonly Lesson[],
  budget: NodeBudget,
): TrainingCells | undefined {
  const sourceCount = lessons[0]!.sources.length;
  const ranges: [number, number][] = [];
  let count = 0;
  for (const lesson of lessons) {
    const size = lesson.target.cells.length;
    ranges.push([count, count += size]);
    if (!budget.spend(sourceCount * 100 * nodesFor(size))) return undefined;
  }
  const joined = (read: (lesson: Lesson) => Uint8Array): Uint8Array => {
    const column = new Uint8Array(count);
    lessons.forEach((lesson, k) => column.set(read(lesson), ranges[k]![0]));
    return column;
  };
  const known: Uint8Array[] = [];
  return {
    count,
    ranges,
    sourceCount,
    columns: (ref) =>
      known[ref.source * CELL_FEATURES.length + ref.index] ??= joined((lesson) =>
        columnOf(lesson.sources, ref)
      ),
    own: joined((lesson) => lesson.sources[sourceCount - 1]!.cells),
    target: joined((lesson) => lesson.target.cells),
  };
}

/** The cells of all lessons but one (−1: of all). */
export function cellsWithout(cells: TrainingCells, left: number): Int32Array {
  const out: number[] = [];
  cells.ranges.forEach(([from, to], k) => {
    if (k !== left) { for (let i = from; i < to; i++) out.push(i); }
  });
  return Int32Array.from(out);
}
