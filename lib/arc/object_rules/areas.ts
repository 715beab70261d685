import type { ArcObject } from "../objects/arc_object.ts";
import type { Area } from "./action.ts";
import type { Scene } from "./scene.ts";

/** The cells of an area of an object, inside the grid, in reading order. */
export function areaCells(scene: Scene, o: ArcObject, area: Area): number[] {
  const { width: w, height: h } = scene.grid;
  const cells: number[] = [];
  const outside = area === "holes" ? outsideOf(o) : undefined;
  const reach = area === "around" || area === "beside" || area === "frame" ? 1 : 0;
  const x1 = Math.min(w - 1, o.x + o.width - 1 + reach);
  const y1 = Math.min(h - 1, o.y + o.height - 1 + reach);
  for (let y = Math.max(0, o.y - reach); y <= y1; y++) {
    for (let x = Math.max(0, o.x - reach); x <= x1; x++) {
      const own = o.has(x, y);
      const empty = scene.grid.cells[y * w + x] === scene.background;
      let takes = false;
      if (area === "holes") {
        takes = !own && outside![(y - o.y) * o.width + x - o.x] === 0;
      } else if (area === "box") takes = !own && empty;
      else if (area === "around") takes = !own && empty && neighbours(o, x, y, true) > 0;
      else if (area === "beside") takes = !own && empty && neighbours(o, x, y, false) > 0;
      else if (area === "frame") {
        takes = x < o.x || y < o.y || x >= o.x + o.width || y >= o.y + o.height;
      } else {
        const inner = own && neighbours(o, x, y, true) === 8;
        takes = own && (area === "interior" ? inner : !inner);
      }
      if (takes) cells.push(y * w + x);
    }
  }
  return cells;
}

function neighbours(o: ArcObject, x: number, y: number, corners: boolean): number {
  let count = 0;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if ((dx === 0 && dy === 0) || (!corners && dx !== 0 && dy !== 0)) continue;
      if (o.has(x + dx, y + dy)) count++;
    }
  }
  return count;
}

/** 1 where a cell of the box belongs to the object or is joined to the box's outside by sides. */
function outsideOf(o: ArcObject): Uint8Array {
  const { width: w, height: h } = o;
  const seen = Uint8Array.from(o.mask);
  const stack: number[] = [];
  const visit = (x: number, y: number): void => {
    if (x < 0 || y < 0 || x >= w || y >= h || seen[y * w + x] === 1) return;
    seen[y * w + x] = 1;
    stack.push(y * w + x);
  };
  for (let x = 0; x < w; x++) visit(x, 0), visit(x, h - 1);
  for (let y = 0; y < h; y++) visit(0, y), visit(w - 1, y);
  while (stack.length > 0) {
    const at = stack.pop()!;
    const x = at % w, y = (at - x) / w;
    visit(x - 1, y), visit(x + 1, y), visit(x, y - 1), visit(x, y + 1);
  }
  return seen;
}
