import { type Action, paintOf, type Scene, SIDES, vacates } from "../../object_rules/mod.ts";
import type { Grid } from "../../grid/grid.ts";
import type { Pair } from "../../task/task.ts";
import { type NodeBudget, nodesFor } from "../node_budget.ts";
import type { ObjectTable } from "./object_table.ts";

/** An action with the objects on which it agrees with the outputs, judged one object at a time. */
export interface PlausibleAction {
  readonly action: Action;
  /** Its place among the candidates: earlier ones are simpler. */
  readonly rank: number;
  /** Per object −1 where it contradicts the output, else how many changed cells it explains. */
  readonly explains: Int16Array;
  /** Changed cells explained in all. */
  readonly total: number;
}

/** Judges every action on every object; `undefined` when the budget ends. */
export function judgeActions(
  table: ObjectTable,
  actions: readonly Action[],
  train: readonly Pair[],
  budget: NodeBudget,
): PlausibleAction[] | undefined {
  const judged: PlausibleAction[] = [];
  for (let rank = 0; rank < actions.length; rank++) {
    const action = actions[rank]!;
    const explains = new Int16Array(table.rows.length);
    let total = 0, any = false;
    for (let row = 0; row < table.rows.length; row++) {
      const { scene: k, index } = table.rows[row]!;
      const scene = table.scenes[k]!;
      const count = judge(scene, index, action, train[k]!.output);
      explains[row] = count;
      if (count >= 0) total += count, any = true;
    }
    const cells = table.scenes.reduce((sum, scene) => sum + scene.grid.cells.length, 0);
    if (!budget.spend(nodesFor(cells + 30 * table.rows.length))) return undefined;
    if (any && (total > 0 || action.kind === "keep")) {
      judged.push({ action, rank, explains, total });
    }
  }
  return judged;
}

function judge(scene: Scene, index: number, action: Action, output: Grid): number {
  const o = scene.objects[index]!;
  const { cells } = scene.grid;
  if (action.kind === "slide") return judgeSlide(scene, index, action.side, output);
  const leaves = vacates(action);
  const canvas = leaves ? Uint8Array.from(cells) : cells;
  if (leaves) { for (const cell of o.cells) canvas[cell] = scene.background; }
  const paint = paintOf(scene, o, action, canvas);
  const last = new Map<number, number>();
  for (let k = 0; k < paint.cells.length; k++) last.set(paint.cells[k]!, paint.colours[k]!);
  let explained = 0;
  for (const [cell, colour] of last) {
    if (output.cells[cell] !== colour) return -1;
    if (cells[cell] !== colour) explained++;
  }
  if (!leaves) return explained;
  for (const cell of o.cells) {
    if (last.has(cell)) continue;
    if (output.cells[cell] === cells[cell]) return -1;
    explained++;
  }
  return explained;
}

/** Other objects may slide too, so any distance at which the output shows the object counts. */
function judgeSlide(
  scene: Scene,
  index: number,
  side: keyof typeof SIDES,
  output: Grid,
): number {
  const o = scene.objects[index]!;
  const { cells, width: w, height: h } = scene.grid;
  const [dx, dy] = SIDES[side];
  const room = dx > 0 ? w - o.x - o.width : dx < 0 ? o.x : dy > 0 ? h - o.y - o.height : o.y;
  for (let far = room; far >= 0; far--) {
    const shift = far * (dy * w + dx);
    if (o.cells.every((cell) => output.cells[cell + shift] === cells[cell])) {
      return far === 0
        ? 0
        : o.cells.filter((cell) => output.cells[cell] !== cells[cell]).length + o.size;
    }
  }
  return -1;
}
