import type { Grid } from "../../grid/grid.ts";
import { mapCells } from "../../dsl/ops/colours.ts";
import { countColours } from "../../dsl/ops/_tally.ts";
import { ROLE_ORDERS, roleTable } from "../../dsl/ops/colour_roles.ts";
import type { Step } from "../../dsl/program.ts";
import type { Task } from "../../task/task.ts";
import type { MoveColours } from "./moves.ts";

/**
 * One way to look at a task before searching: as it is, with canonical colours, or flipped.
 *
 * `inputs` are those of the train pairs, then of the tests; `targets` those of the train pairs, both as
 * the setting shows them. `before` turns a task's input into the search's root, `after` a result back.
 */
export interface Setting {
  readonly name: string;
  readonly inputs: readonly Grid[];
  readonly targets: readonly Grid[];
  readonly colours: MoveColours;
  readonly before: readonly Step[];
  /** Steps that turn the value at `result` into the task's own terms. */
  readonly after: (result: number) => readonly Step[];
  /** A result for the input of that index in the task's own terms: what `after` computes. */
  readonly restore: (result: Grid, input: number) => Grid;
}

/** The task as it is. */
export function plainSetting(task: Task): Setting {
  const inputs = allInputs(task);
  const targets = task.train.map((pair) => pair.output);
  return {
    ...shown("plain", inputs, targets),
    before: [],
    after: () => [],
    restore: (grid) => grid,
  };
}

/**
 * The task with the colours that vary between inputs renamed by their rank; `undefined` where that
 * changes nothing or the same for every input.
 */
export function roleSetting(
  task: Task,
  by: (typeof ROLE_ORDERS)[number],
  kept: "constant" | "fresh" | "inks",
  evenIfUniform = false,
): Setting | undefined {
  const inputs = allInputs(task);
  const keep = keptColours(task, inputs, kept);
  const tables = inputs.map((grid) => roleTable(grid, keep, by));
  const uniform = tables.every((table) => table.join() === tables[0]!.join());
  if (uniform && !evenIfUniform) return undefined;
  const params = { keep, by };
  return {
    ...shown(
      `roles_${by}_${kept}`,
      inputs.map((grid, i) => mapCells(grid, tables[i]!)),
      task.train.map((pair, i) => mapCells(pair.output, tables[i]!)),
    ),
    before: [{ op: "canonical_colours", args: [0], params }],
    after: (result) => [{ op: "restore_colours", args: [result, 0], params }],
    restore: (grid, input) => mapCells(grid, inverse(tables[input]!)),
  };
}

/** The role setting whose outputs differ least in palette; the first of the orders on a tie. */
export function bestRoleSetting(task: Task): Setting | undefined {
  let best: Setting | undefined, bestSpread = Infinity;
  for (const kept of ["constant", "fresh"] as const) {
    for (const by of ROLE_ORDERS) {
      const setting = roleSetting(task, by, kept);
      if (setting === undefined) continue;
      const spread = paletteSpread(setting.targets);
      if (spread < bestSpread) {
        best = setting;
        bestSpread = spread;
      }
    }
  }
  return best;
}

/** The setting in which the most frequent colour of each input is the ground, where that is not always 0. */
export function groundSetting(task: Task): Setting | undefined {
  const grounded = allInputs(task).every((grid) => {
    const counts = countColours(grid);
    return counts.every((n) => n <= counts[0]!);
  });
  return grounded ? undefined : roleSetting(task, "most", "inks", true);
}

/** How many colours some of the grids have and others lack. */
function paletteSpread(grids: readonly Grid[]): number {
  const counts = grids.map(countColours);
  let spread = 0;
  for (let c = 0; c < 10; c++) {
    const having = counts.filter((n) => n[c]! > 0).length;
    if (having > 0 && having < grids.length) spread++;
  }
  return spread;
}

function inverse(table: readonly number[]): number[] {
  const back: number[] = [];
  table.forEach((to, from) => back[to] = from);
  return back;
}

function allInputs(task: Task): Grid[] {
  return [...task.train.map((pair) => pair.input), ...task.testInputs];
}

/**
 * Colours that outputs have and their inputs lack; 0, but for `inks`, where the most frequent colour
 * becomes 0; and, for `constant`, colours that every input has.
 */
function keptColours(
  task: Task,
  inputs: readonly Grid[],
  kept: "constant" | "fresh" | "inks",
): number[] {
  const counts = inputs.map(countColours);
  const fresh = freshColours(inputs, task.train.map((pair) => pair.output));
  const keep: number[] = [];
  for (let c = 0; c < 10; c++) {
    const everywhere = counts.every((n) => n[c]! > 0);
    if ((c === 0 && kept !== "inks") || (kept === "constant" && everywhere) || fresh.includes(c)) {
      keep.push(c);
    }
  }
  return keep;
}

function freshColours(inputs: readonly Grid[], targets: readonly Grid[]): number[] {
  const seen = new Set<number>();
  targets.forEach((target, i) => {
    const before = countColours(inputs[i]!), after = countColours(target);
    for (let c = 1; c < 10; c++) if (after[c]! > 0 && before[c] === 0) seen.add(c);
  });
  return [...seen].sort((a, b) => a - b);
}

/** Colours other than 0 that every output has, and those that outputs have and their inputs lack. */
function inkColours(inputs: readonly Grid[], targets: readonly Grid[]): number[] {
  const counts = targets.map(countColours);
  const fresh = freshColours(inputs, targets);
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((c) =>
    fresh.includes(c) || counts.every((n) => n[c]! > 0)
  );
}

function shown(name: string, inputs: readonly Grid[], targets: readonly Grid[]) {
  const present = new Set<number>();
  for (const grid of inputs) for (const c of grid.cells) if (c !== 0) present.add(c);
  const colours = {
    inputs: [...present].sort((a, b) => a - b),
    fresh: freshColours(inputs, targets),
    inks: inkColours(inputs, targets),
  };
  return { name, inputs, targets, colours };
}
