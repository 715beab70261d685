import type { Grid } from "../../grid/grid.ts";
import type { Json } from "../../../substrate/values/canonical_json.ts";
import type { Setting } from "./setting.ts";

/** A guess at the output sizes: a recipe on the root that gives a grid of that size. */
export interface SizeGuess {
  readonly op: string;
  readonly params: { readonly [name: string]: Json };
}

interface AxisRule {
  readonly times: number;
  readonly over: number;
  readonly plus: number;
}

/** Rules side × times ÷ over + plus that hold on every train pair, simplest first. */
function axisRules(pairs: readonly (readonly [number, number])[]): AxisRule[] {
  const rules: AxisRule[] = [];
  for (let times = 0; times <= 10; times++) {
    for (let over = 1; over <= (times === 1 ? 10 : times === 0 ? 1 : 3); over++) {
      if (times > 1 && over > 1 && (times % over === 0 || over % times === 0)) continue;
      const [side, want] = pairs[0]!;
      const scaled = (side * times) / over;
      if (!Number.isInteger(scaled)) continue;
      const plus = want - scaled;
      if (Math.abs(plus) > 30) continue;
      const holds = ([s, t]: readonly [number, number]) => (s * times) / over + plus === t;
      if (pairs.every(holds)) rules.push({ times, over, plus });
    }
  }
  const weight = (r: AxisRule) =>
    r.times === 0 ? 12 : (r.plus === 0 ? 0 : 20 + Math.abs(r.plus)) + r.times + r.over - 2;
  return rules.sort((a, b) => weight(a) - weight(b));
}

/**
 * Guesses at the output size from the input size alone, simplest first: multiples and fractions, a
 * constant, linear.
 */
export function sizeGuesses(setting: Setting): SizeGuess[] {
  const { inputs, targets } = setting;
  const xs = axisRules(targets.map((t, i) => [inputs[i]!.width, t.width] as const));
  const ys = axisRules(targets.map((t, i) => [inputs[i]!.height, t.height] as const));
  const guesses: SizeGuess[] = [];
  const seen = new Set<string>();
  const tests = inputs.slice(targets.length);
  const pairs: [AxisRule, AxisRule][] = [];
  if (xs.length > 0 && ys.length > 0) pairs.push([xs[0]!, ys[0]!]);
  for (const x of xs) for (const y of ys) if (alike(x, y)) pairs.push([x, y]);
  const constant = (r: AxisRule) => r.times === 0;
  for (const x of xs) for (const y of ys) if (constant(x) && constant(y)) pairs.push([x, y]);
  for (const [x, y] of pairs) {
    const sizes = tests.map((grid) => sizeBy(grid, x, y));
    const key = sizes.join(" ");
    if (seen.has(key) || sizes.includes("")) continue;
    seen.add(key);
    guesses.push(guessOf(x, y));
  }
  return guesses;
}

function alike(a: AxisRule, b: AxisRule): boolean {
  return a.times === b.times && a.over === b.over && a.plus === b.plus;
}

function sizeBy(grid: Grid, x: AxisRule, y: AxisRule): string {
  const width = (grid.width * x.times) / x.over + x.plus;
  const height = (grid.height * y.times) / y.over + y.plus;
  const fine = (n: number) => Number.isInteger(n) && n >= 1 && n <= 30;
  return fine(width) && fine(height) ? `${width}x${height}` : "";
}

function guessOf(x: AxisRule, y: AxisRule): SizeGuess {
  if (x.times === 0 && y.times === 0) {
    return { op: "canvas", params: { width: x.plus, height: y.plus } };
  }
  return {
    op: "canvas_scaled",
    params: {
      times_x: x.times,
      over_x: x.over,
      plus_x: x.plus,
      times_y: y.times,
      over_y: y.over,
      plus_y: y.plus,
    },
  };
}
