import {
  type Action,
  AREAS,
  type Fan,
  FANS,
  printAction,
  RELATIVES,
  type Scene,
  type Side,
  SIDES,
  TURNS,
} from "../../object_rules/mod.ts";
import type { Pair } from "../../task/task.ts";

/** The most vectors by which objects are seen to move, and that are tried. */
const MOST_MOVES = 24;

/** The actions worth trying on a task: those whose colours and vectors its pairs show. */
export function candidateActions(scenes: readonly Scene[], train: readonly Pair[]): Action[] {
  const inks = appearing(train);
  const seen = coloursSeen(scenes);
  const sides = Object.keys(SIDES) as Side[];
  const actions: Action[] = [{ kind: "keep" }, { kind: "delete" }];
  for (const to of inks) actions.push({ kind: "recolour", to });
  for (const to of RELATIVES) actions.push({ kind: "recolour", to });
  for (const side of sides) {
    actions.push({ kind: "slide", side }, { kind: "step", side }, { kind: "reflect", side });
    for (const gap of [0, 1]) {
      actions.push({ kind: "copy", side, gap, times: "once" });
      actions.push({ kind: "copy", side, gap, times: "on" });
    }
  }
  for (const by of TURNS) actions.push({ kind: "turn", by });
  actions.push({ kind: "plug" });
  for (const colour of [-1, ...seen]) {
    actions.push({ kind: "approach", colour });
    for (const ink of [-1, ...inks]) actions.push({ kind: "reach", colour, ink });
  }
  for (const colour of seen) {
    for (const along of ["rows", "columns"] as const) {
      actions.push({ kind: "align", along, colour });
    }
  }
  for (const fan of Object.keys(FANS) as Fan[]) {
    for (const ink of [-1, ...inks]) {
      for (const through of [false, true]) actions.push({ kind: "shoot", fan, ink, through });
    }
  }
  for (const where of AREAS) {
    for (const ink of [-1, ...inks]) actions.push({ kind: "fill", where, ink });
  }
  actions.push(...movesSeen(scenes, train));
  const texts = new Set<string>();
  return actions.filter((action) => {
    const text = printAction(action);
    return !texts.has(text) && texts.add(text);
  });
}

/** Colours painted anew in every pair, or failing that in any. */
function appearing(train: readonly Pair[]): number[] {
  let all = 0x3ff, any = 0;
  for (const { input, output } of train) {
    let mask = 0;
    for (let i = 0; i < output.cells.length; i++) {
      if (input.cells[i] !== output.cells[i]) mask |= 1 << output.cells[i]!;
    }
    all &= mask;
    any |= mask;
  }
  const chosen = all !== 0 ? all : any;
  return Array.from({ length: 10 }, (_, c) => c).filter((c) => (chosen >> c & 1) === 1);
}

function coloursSeen(scenes: readonly Scene[]): number[] {
  let all = 0x3ff;
  for (const scene of scenes) all &= scene.objects.reduce((mask, o) => mask | 1 << o.colour, 0);
  return Array.from({ length: 10 }, (_, c) => c).filter((c) => (all >> c & 1) === 1);
}

/** Vectors that take some object of the first pair to where the output shows it whole, shortest first. */
function movesSeen(scenes: readonly Scene[], train: readonly Pair[]): Action[] {
  const scene = scenes[0]!;
  const { output } = train[0]!;
  const { width: w, height: h } = scene.grid;
  const counts = new Map<string, Action & { kind: "move" }>();
  for (const o of scene.objects.slice(0, 12)) {
    for (let dy = -o.y; dy <= h - o.y - o.height; dy++) {
      for (let dx = -o.x; dx <= w - o.x - o.width; dx++) {
        if (dx === 0 && dy === 0) continue;
        let whole = true;
        for (let k = 0; k < o.cells.length && whole; k++) {
          const cell = o.cells[k]!;
          whole = output.cells[cell + dy * w + dx] === scene.grid.cells[cell];
        }
        if (whole) counts.set(`${dx} ${dy}`, { kind: "move", dx, dy });
      }
    }
  }
  return [...counts.values()]
    .sort((a, b) =>
      Math.abs(a.dx) + Math.abs(a.dy) - Math.abs(b.dx) - Math.abs(b.dy) || a.dy - b.dy ||
      a.dx - b.dx
    )
    .slice(0, MOST_MOVES);
}
