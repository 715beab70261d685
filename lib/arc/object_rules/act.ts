import type { ArcObject } from "../objects/arc_object.ts";
import { type Action, FANS, type Ink, type Side, SIDES, WAYS } from "./action.ts";
import { areaCells } from "./areas.ts";
import { relativeColour } from "./relatives.ts";
import type { Scene } from "./scene.ts";
import { alignSteps, approachSteps, gapOfShape, wayTo } from "./targets.ts";

/** What an action paints: cells (indexes into the grid) and their colours, side by side. */
export interface Paint {
  readonly cells: number[];
  readonly colours: number[];
}

/** True when the object leaves its place, so that its cells are cleared before anything is painted. */
export function vacates(action: Action): boolean {
  return action.kind === "delete" || action.kind === "move" || action.kind === "step" ||
    action.kind === "slide" || action.kind === "approach" || action.kind === "turn" ||
    action.kind === "align" || action.kind === "plug";
}

/**
 * What an action on an object paints on a canvas, from which vacating objects have been cleared.
 *
 * Parts outside the grid are cut off. Where an action does not apply (no such relative, a box that is
 * not square) the object is painted as it was.
 */
export function paintOf(
  scene: Scene,
  o: ArcObject,
  action: Action,
  canvas: Uint8Array,
): Paint {
  const { grid } = scene;
  const { width: w, height: h } = grid;
  const paint: Paint = { cells: [], colours: [] };
  const put = (x: number, y: number, colour: number): void => {
    if (x < 0 || y < 0 || x >= w || y >= h) return;
    paint.cells.push(y * w + x);
    paint.colours.push(colour);
  };
  const shifted = (dx: number, dy: number): void => {
    for (const cell of o.cells) put(cell % w + dx, Math.floor(cell / w) + dy, grid.cells[cell]!);
  };
  const inked = (ink: Ink): number => ink < 0 ? o.colour : ink;
  switch (action.kind) {
    case "keep":
      shifted(0, 0);
      break;
    case "delete":
      break;
    case "recolour": {
      const colour = typeof action.to === "number"
        ? action.to
        : relativeColour(scene, o, action.to);
      if (colour < 0) shifted(0, 0);
      else for (const cell of o.cells) put(cell % w, Math.floor(cell / w), colour);
      break;
    }
    case "move":
      shifted(action.dx, action.dy);
      break;
    case "step": {
      const [dx, dy] = SIDES[action.side];
      shifted(dx * o.width, dy * o.height);
      break;
    }
    case "slide": {
      const [dx, dy] = SIDES[action.side];
      const far = freeSteps(scene, o, dx, dy, canvas);
      shifted(dx * far, dy * far);
      break;
    }
    case "approach": {
      const [dx, dy] = approachSteps(scene, o, action.colour);
      shifted(dx, dy);
      break;
    }
    case "align": {
      const [dx, dy] = alignSteps(scene, o, action.along, action.colour);
      shifted(dx, dy);
      break;
    }
    case "plug": {
      const gap = gapOfShape(scene, o);
      shifted(gap === undefined ? 0 : gap.x - o.x, gap === undefined ? 0 : gap.y - o.y);
      break;
    }
    case "reach": {
      shifted(0, 0);
      for (const cell of wayTo(scene, o, action.colour)) {
        put(cell % w, Math.floor(cell / w), inked(action.ink));
      }
      break;
    }
    case "turn":
      turned(o, action.by, put);
      break;
    case "reflect": {
      shifted(0, 0);
      reflected(o, action.side, put);
      break;
    }
    case "copy": {
      shifted(0, 0);
      const [dx, dy] = SIDES[action.side];
      const stepX = dx * (o.width + action.gap), stepY = dy * (o.height + action.gap);
      const times = action.times === "once" ? 1 : 30;
      for (let k = 1; k <= times; k++) shifted(stepX * k, stepY * k);
      break;
    }
    case "shoot": {
      for (const way of FANS[action.fan]) {
        const [dx, dy] = WAYS[way];
        const sources = dx !== 0 && dy !== 0 ? cornerCell(o, dx, dy) : o.cells;
        for (const cell of sources) {
          let x = cell % w + dx, y = Math.floor(cell / w) + dy;
          for (; x >= 0 && y >= 0 && x < w && y < h; x += dx, y += dy) {
            if (o.has(x, y)) break;
            if (!action.through && canvas[y * w + x] !== scene.background) break;
            put(x, y, inked(action.ink));
          }
        }
      }
      shifted(0, 0);
      break;
    }
    case "fill": {
      if (action.where !== "interior" && action.where !== "rim") shifted(0, 0);
      for (const cell of areaCells(scene, o, action.where)) {
        put(cell % w, Math.floor(cell / w), inked(action.ink));
      }
      break;
    }
  }
  return paint;
}

/** How far an object can go on a canvas of background before something or the border stops it. */
function freeSteps(
  scene: Scene,
  o: ArcObject,
  dx: number,
  dy: number,
  canvas: Uint8Array,
): number {
  const { width: w, height: h } = scene.grid;
  for (let far = 1;; far++) {
    for (const cell of o.cells) {
      const x = cell % w + dx * far, y = Math.floor(cell / w) + dy * far;
      const blocked = x < 0 || y < 0 || x >= w || y >= h ||
        canvas[y * w + x] !== scene.background;
      if (blocked) return far - 1;
    }
  }
}

/** The cell in the corner of the box that a slanting ray leaves by; none where the object lacks it. */
function cornerCell(o: ArcObject, dx: number, dy: number): number[] {
  const x = dx > 0 ? o.x + o.width - 1 : o.x, y = dy > 0 ? o.y + o.height - 1 : o.y;
  return o.has(x, y) ? [y * o.source.width + x] : [];
}

function turned(
  o: ArcObject,
  by: Extract<Action, { kind: "turn" }>["by"],
  put: (x: number, y: number, colour: number) => void,
): void {
  const { source, width: bw, height: bh } = o;
  const square = bw === bh;
  for (const cell of o.cells) {
    const x = cell % source.width - o.x, y = Math.floor(cell / source.width) - o.y;
    let to: readonly [number, number] = [x, y];
    if (by === "flip_x") to = [bw - 1 - x, y];
    else if (by === "flip_y") to = [x, bh - 1 - y];
    else if (by === "turn180") to = [bw - 1 - x, bh - 1 - y];
    else if (square && by === "transpose") to = [y, x];
    else if (square && by === "turn90") to = [bh - 1 - y, x];
    else if (square && by === "turn270") to = [y, bw - 1 - x];
    put(o.x + to[0], o.y + to[1], source.cells[cell]!);
  }
}

function reflected(
  o: ArcObject,
  side: Side,
  put: (x: number, y: number, colour: number) => void,
): void {
  const { source } = o;
  for (const cell of o.cells) {
    const x = cell % source.width, y = Math.floor(cell / source.width);
    const colour = source.cells[cell]!;
    if (side === "left") put(2 * o.x - 1 - x, y, colour);
    else if (side === "right") put(2 * (o.x + o.width) - 1 - x, y, colour);
    else if (side === "up") put(x, 2 * o.y - 1 - y, colour);
    else put(x, 2 * (o.y + o.height) - 1 - y, colour);
  }
}
