import type { Program, Step } from "../../dsl/program.ts";
import { appendStep, prefixTo, resultRef, sideBySide } from "../../dsl/program_edits.ts";
import type { Grid } from "../../grid/grid.ts";
import type { EditOp, EditWork } from "./edit_op.ts";
import { furtherArguments, paletteOfTask, stepChoices, valueTypes } from "./step_choices.ts";

/**
 * Lays another program's result over or under the seed's, so that it repairs what is wrong there.
 *
 * Pieces are the other candidates, their intermediate grids, and single steps on the input or the result.
 * Only pieces that repair more cells of the train pairs than they break are proposed.
 */
export const stackPiece: EditOp = {
  name: "stack_piece",
  doc: "Lays another piece over or under the result.",
  *propose(work) {
    const { seed: { program } } = work;
    for (const piece of pieces(work)) {
      for (const layering of LAYERINGS) {
        const gain = gainOf(piece, layering, work);
        if (gain === undefined) return;
        if (gain > 0) yield layered(program, piece, layering);
      }
    }
  },
};

/** Which of the two lies on top, and which of its cells paint. */
interface Layering {
  readonly top: "piece" | "seed";
  readonly mode: "ink" | "blank";
}

const LAYERINGS: readonly Layering[] = [
  { top: "piece", mode: "ink" },
  { top: "seed", mode: "ink" },
  { top: "piece", mode: "blank" },
];

function* pieces({ seed: { program }, others, problem }: EditWork): Iterable<Program> {
  for (const other of others) {
    const types = valueTypes(other);
    for (let ref = resultRef(other); ref > 0; ref--) {
      if (types[ref] === "grid") yield prefixTo(other, ref);
    }
  }
  const starts = program.steps.length === 0 ? [program] : [{ steps: [] }, program];
  const palette = paletteOfTask(problem.task);
  for (const { op, params } of stepChoices("grid", "grid", palette)) {
    for (const start of starts) yield appendStep(start, op.name, params, furtherArguments(op));
  }
}

/** Cells of the train pairs put right less cells spoilt; 0 where the piece does not fit, `undefined` when the budget ends. */
function gainOf(
  piece: Program,
  layering: Layering,
  { problem, predictions, memo, budget }: EditWork,
): number | undefined {
  let gain = 0;
  for (let i = 0; i < problem.task.train.length; i++) {
    const evaluation = memo.evaluate(piece, i, budget);
    if (evaluation === undefined) return undefined;
    const below = predictions[i];
    if (evaluation.kind === "failed" || below == null) return 0;
    const change = gainOnPair(evaluation.grid, below, problem.task.train[i]!.output, layering);
    if (change === undefined) return 0;
    gain += change;
  }
  return gain;
}

function gainOnPair(
  piece: Grid,
  base: Grid,
  expected: Grid,
  { top, mode }: Layering,
): number | undefined {
  const { width, height } = expected;
  if (piece.width !== width || piece.height !== height) return undefined;
  if (base.width !== width || base.height !== height) return undefined;
  let gain = 0;
  for (let i = 0; i < expected.cells.length; i++) {
    const over = top === "piece" ? piece.cells[i]! : base.cells[i]!;
    const under = top === "piece" ? base.cells[i]! : piece.cells[i]!;
    const now = (mode === "ink" ? over !== 0 : over === 0) ? over : under;
    const want = expected.cells[i]!;
    if (now === want) gain++;
    if (base.cells[i] === want) gain--;
  }
  return gain;
}

/** Both programs under one `stack`: the top paints by its mode, the bottom paints the rest. */
function layered(seed: Program, piece: Program, { top, mode }: Layering): Program {
  const joined = sideBySide(seed, piece);
  const args = top === "piece" ? [joined.second, joined.first] : [joined.first, joined.second];
  const step: Step = { op: "stack", args, params: { modes: [mode, "all"] } };
  return { steps: [...joined.steps, step] };
}
