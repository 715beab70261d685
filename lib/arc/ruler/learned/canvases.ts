import { runStep } from "../../dsl/evaluate.ts";
import type { Step } from "../../dsl/program.ts";
import type { Value } from "../../dsl/value.ts";
import { Grid } from "../../grid/grid.ts";
import type { Task } from "../../task/task.ts";
import type { NodeBudget } from "../node_budget.ts";

/** Steps that bring the input to the output's size, and which of their values a cell rule then sees. */
export interface Canvas {
  readonly steps: readonly Step[];
  /** References as in a step's arguments; one or two, the last is repainted. */
  readonly sources: readonly number[];
}

/** A canvas with its grids for every train pair and test input. */
export interface PreparedCanvas {
  readonly canvas: Canvas;
  readonly train: readonly (readonly Grid[])[];
  readonly test: readonly (readonly Grid[])[];
}

const INPUT: Canvas = { steps: [], sources: [0] };

/**
 * The canvases that have the output's size on every pair, at most `most` with different grids.
 *
 * For outputs as large as the input that is the input itself.
 */
export function canvasesFor(task: Task, budget: NodeBudget, most: number): PreparedCanvas[] {
  const found: PreparedCanvas[] = [];
  const seen = new Set<string>();
  for (const canvas of candidates(task)) {
    if (found.length >= most) break;
    if (!budget.spend(task.train.length + task.testInputs.length)) break;
    const prepared = prepare(task, canvas);
    if (prepared === undefined) continue;
    const key = [...prepared.train, ...prepared.test].flat().map((grid) => grid.hash).join(" ");
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(prepared);
  }
  return found;
}

/** Runs a canvas on the task; `undefined` unless every pair's sources have the output's size. */
export function prepare(task: Task, canvas: Canvas): PreparedCanvas | undefined {
  const train: Grid[][] = [], test: Grid[][] = [];
  for (const { input, output } of task.train) {
    const grids = gridsOf(canvas, input);
    const fits = grids?.every((g) => g.width === output.width && g.height === output.height);
    if (grids === undefined || fits !== true) return undefined;
    train.push(grids);
  }
  for (const input of task.testInputs) {
    const grids = gridsOf(canvas, input);
    const first = grids?.[0];
    const even = grids?.every((g) => g.width === first!.width && g.height === first!.height);
    if (grids === undefined || even !== true || first!.cells.length === 0) return undefined;
    test.push(grids);
  }
  return { canvas, train, test };
}

function gridsOf(canvas: Canvas, input: Grid): Grid[] | undefined {
  const values: Value[] = [input];
  for (const step of canvas.steps) {
    const value = runStep(step, values);
    if (value === undefined || typeof value === "string") return undefined;
    values.push(value);
  }
  const grids: Grid[] = [];
  for (const source of canvas.sources) {
    const value = values[source];
    if (!(value instanceof Grid)) return undefined;
    grids.push(value);
  }
  return grids;
}

function* candidates(task: Task): Iterable<Canvas> {
  const { train } = task;
  const same = train.every((p) =>
    p.input.width === p.output.width && p.input.height === p.output.height
  );
  if (same) {
    yield INPUT;
    return;
  }
  const { input, output } = train[0]!;
  const fx = output.width / input.width, fy = output.height / input.height;
  if (Number.isInteger(fx) && Number.isInteger(fy)) {
    const enlarge: Step = { op: "enlarge", args: [0], params: { fx, fy } };
    const tile: Step = {
      op: "tile_to",
      args: [0],
      params: { width: output.width, height: output.height, dx: 0, dy: 0 },
    };
    yield { steps: [enlarge, tile], sources: [1, 2] };
    yield one(enlarge);
    yield one(tile);
  }
  const ox = input.width / output.width, oy = input.height / output.height;
  if (Number.isInteger(ox) && Number.isInteger(oy) && ox <= 9 && oy <= 9) {
    const part = (index: number): Step => ({
      op: "cut_part",
      args: [0],
      params: { columns: ox, rows: oy, index },
    });
    if (ox * oy === 2) yield { steps: [part(0), part(1)], sources: [1, 2] };
    for (const take of ["most", "any", "corner"]) {
      yield one({ op: "reduce_blocks", args: [0], params: { fx: ox, fy: oy, take } });
    }
    for (let index = 0; index < Math.min(4, ox * oy); index++) yield one(part(index));
  }
  yield one({ op: "move_rigid", args: [0], params: { motion: "transpose" } });
  for (const colour of [-1, -2, -3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]) {
    yield one({ op: "cut_content", args: [0], params: { colour } });
  }
  for (const pieces of ["same4", "same8", "multi4", "multi8", "regions"]) {
    for (const choice of ["most", "least", "unique"]) {
      for (const crop of ["box", "only"]) {
        yield one({
          op: "select_piece",
          args: [0],
          params: { of: pieces, by: "size", choice, crop },
        });
      }
    }
  }
  for (const by of [1, 2]) {
    const params = { left: by, top: by, right: by, bottom: by };
    yield one({ op: "trim", args: [0], params });
  }
  for (const size of [1, 2]) {
    for (const colour of [0, -1]) {
      yield one({ op: "add_frame", args: [0], params: { size, colour } });
    }
  }
  yield one({ op: "drop_lines", args: [0], params: {} });
  yield one({ op: "drop_repeats", args: [0], params: { scope: "next" } });
  yield one({ op: "drop_repeats", args: [0], params: { scope: "all" } });
  yield one({ op: "crop_content", args: [0], params: {} });
  yield one({ op: "summarise_panels", args: [0], params: {} });
}

function one(step: Step): Canvas {
  return { steps: [step], sources: [1] };
}
