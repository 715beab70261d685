import { Grid } from "../grid/grid.ts";
import type { ArcObject } from "../objects/arc_object.ts";
import { paintOf, vacates } from "./act.ts";
import { type Action, SIDES } from "./action.ts";
import { type ObjectTest, passesTest } from "./object_test.ts";
import type { Scene } from "./scene.ts";

/** One line of a decision list: objects that pass all tests get the action. */
export interface ObjectRule {
  readonly tests: readonly ObjectTest[];
  readonly action: Action;
}

/** The action of every object: that of the first rule it passes, `keep` when it passes none. */
export function actionsFor(scene: Scene, rules: readonly ObjectRule[]): Action[] {
  return scene.objects.map((o) =>
    rules.find((rule) => rule.tests.every((test) => passesTest(scene, o.index, test)))?.action ??
      { kind: "keep" }
  );
}

/**
 * The grid after every object has got its action.
 *
 * All objects that leave their place are cleared first; then objects are painted, kept ones before
 * others, and sliding ones front first, so that they stack up.
 */
export function renderActions(scene: Scene, actions: readonly Action[]): Grid {
  const { grid, background, objects } = scene;
  const canvas = Uint8Array.from(grid.cells);
  for (const o of objects) {
    if (vacates(actions[o.index]!)) { for (const cell of o.cells) canvas[cell] = background; }
  }
  const order = [...objects].sort((a, b) =>
    turn(actions[a.index]!) - turn(actions[b.index]!) ||
    front(b, actions[b.index]!) - front(a, actions[a.index]!) || a.index - b.index
  );
  for (const o of order) {
    const { cells, colours } = paintOf(scene, o, actions[o.index]!, canvas);
    for (let k = 0; k < cells.length; k++) canvas[cells[k]!] = colours[k]!;
  }
  return new Grid(grid.width, grid.height, canvas, grid.x, grid.y);
}

function turn(action: Action): number {
  return action.kind === "keep" ? 0 : action.kind === "slide" ? 2 : 1;
}

/** How far ahead an object's box reaches in its own sliding direction. */
function front(o: ArcObject, action: Action): number {
  if (action.kind !== "slide") return 0;
  const [dx, dy] = SIDES[action.side];
  return Math.max(dx * o.x, dx * (o.x + o.width - 1)) * Math.abs(dx) +
    Math.max(dy * o.y, dy * (o.y + o.height - 1)) * Math.abs(dy);
}
