import type { Grid } from "../grid/grid.ts";
import { type FactKind, factKind, plainFact } from "./fact_kind.ts";

type Separators = { readonly colour: number; readonly columns: number; readonly rows: number };
type Panels = { readonly columns: number; readonly rows: number };

/** Straight lines of one colour that cut the input into panels. */
export const panelFacts: readonly FactKind[] = [
  factKind<Separators>({
    name: "panels.separators",
    doc: "Full lines of this colour, one cell wide, cut the input into columns × rows panels.",
    propose: (pairs) => pairs.flatMap(({ input }) => separatorsOf(input)),
    holds: (args, { input }) =>
      separatorsOf(input).some((found) =>
        found.colour === args.colour && found.columns === args.columns && found.rows === args.rows
      ),
  }),
  plainFact(
    "panels.output_is_panel",
    "Lines cut the input into equal panels and the output is as large as one of them.",
    ({ input, output }) =>
      separatorsOf(input).some(({ columns, rows }) =>
        output.width * columns + columns - 1 === input.width &&
        output.height * rows + rows - 1 === input.height
      ),
  ),
  factKind<Panels>({
    name: "panels.equal_parts",
    doc:
      "The input cut without lines into columns × rows equal parts, each as large as the output.",
    propose: (pairs) =>
      pairs.map(({ input, output }) => ({
        columns: input.width / output.width,
        rows: input.height / output.height,
      })).filter((p) =>
        Number.isInteger(p.columns) && Number.isInteger(p.rows) && p.columns * p.rows > 1
      ),
    holds: ({ columns, rows }, { input, output }) =>
      output.width * columns === input.width && output.height * rows === input.height,
  }),
];

const known = new WeakMap<Grid, readonly Separators[]>();

/** Per colour that makes at least one full inner line: how many panels its lines leave. */
function separatorsOf(grid: Grid): readonly Separators[] {
  const seen = known.get(grid);
  if (seen !== undefined) return seen;
  const columns = fullLines(grid.width, grid.height, (i, j) => grid.at(i, j));
  const rows = fullLines(grid.height, grid.width, (i, j) => grid.at(j, i));
  const found: Separators[] = [];
  for (let colour = 0; colour < 10; colour++) {
    const across = panelCount(columns, colour), down = panelCount(rows, colour);
    if (across > 0 && down > 0 && across * down > 1) {
      found.push({ colour, columns: across, rows: down });
    }
  }
  known.set(grid, found);
  return found;
}

/** Per line its colour when all its cells share one, else −1. */
function fullLines(count: number, length: number, at: (line: number, cell: number) => number) {
  return Array.from({ length: count }, (_, line) => {
    const colour = at(line, 0);
    for (let cell = 1; cell < length; cell++) if (at(line, cell) !== colour) return -1;
    return colour;
  });
}

/** Panels between single full lines of a colour; 0 when two such lines touch or lie on the edge. */
function panelCount(lines: readonly number[], colour: number): number {
  let count = 1;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] !== colour) continue;
    if (i === 0 || i === lines.length - 1 || lines[i - 1] === colour) return 0;
    count++;
  }
  return count;
}
