import type { Grid } from "../grid/grid.ts";
import { type ArcObject, backgroundOf, segment } from "../objects/mod.ts";
import { paletteOf } from "../verifier/judge_pair.ts";
import type { Csa, CsaParts } from "./critique.ts";
import { exactColourMap, exactMotion, exactShift } from "./grid_maps.ts";

const EXACT: CsaParts = { colour: 0, shape: 0, arrangement: 0 };
const MISSING: CsaParts = { colour: 1, shape: 1, arrangement: 1 };

/**
 * Colour–shape–arrangement analysis of predictions against expected outputs: what kind of error how much.
 *
 * Where sizes agree, every wrong cell is of one kind and the three parts add up to (wrong cells) / (cells
 * that are wrong, or not background in either grid): *arrangement* when it belongs to an object whose
 * twin of equal shape lies elsewhere, *colour* when both grids have an object there, *shape* otherwise. A
 * one-to-one recolouring that repairs the pair makes all of it colour; a symmetry or shift that does, all
 * of it arrangement. Where sizes differ, cells cannot be compared: colour is the Jaccard distance of
 * the palettes, shape the share of object cells without a twin of equal shape, arrangement the share of
 * the joint bounding box that only one grid covers. No prediction: 1 each.
 */
export function analyseCsa(
  predictions: readonly (Grid | null)[],
  expected: readonly Grid[],
): Csa {
  const pairs = expected.map((grid, i) => csaOfPair(predictions[i] ?? null, grid));
  const mean = (part: keyof CsaParts) =>
    pairs.length === 0 ? 0 : pairs.reduce((sum, pair) => sum + pair[part], 0) / pairs.length;
  return {
    pairs,
    pooled: { colour: mean("colour"), shape: mean("shape"), arrangement: mean("arrangement") },
  };
}

/** The analysis of one pair; `null` stands for a program that gave no grid. */
export function csaOfPair(prediction: Grid | null, expected: Grid): CsaParts {
  if (prediction === null) return MISSING;
  if (prediction.width !== expected.width || prediction.height !== expected.height) {
    return unequalSizes(prediction, expected);
  }
  return prediction.equals(expected) ? EXACT : equalSizes(prediction, expected);
}

function equalSizes(prediction: Grid, expected: Grid): CsaParts {
  const background = backgroundOf(expected);
  const got = prediction.cells, want = expected.cells;
  const moved = movedCells(prediction, expected, background);
  let scope = 0, wrong = 0, colour = 0, arrangement = 0;
  for (let i = 0; i < want.length; i++) {
    const inGot = got[i] !== background, inWant = want[i] !== background;
    if (inGot || inWant) scope++;
    if (got[i] === want[i]) continue;
    wrong++;
    if (moved[i] === 1) arrangement++;
    else if (inGot && inWant) colour++;
  }
  const mass = wrong / scope;
  if (exactColourMap([{ from: prediction, to: expected }]) !== undefined) {
    return { colour: mass, shape: 0, arrangement: 0 };
  }
  if (
    exactMotion(prediction, expected) !== undefined ||
    exactShift(prediction, expected, background) !== undefined
  ) return { colour: 0, shape: 0, arrangement: mass };
  return {
    colour: colour / scope,
    shape: (wrong - colour - arrangement) / scope,
    arrangement: arrangement / scope,
  };
}

/** Marks the cells of objects that have a twin of equal shape in the other grid, but not in place. */
function movedCells(prediction: Grid, expected: Grid, background: number): Uint8Array {
  const marks = new Uint8Array(expected.cells.length);
  const { strays, missed } = unmatched(prediction, expected, background);
  for (const [a, b] of twins(strays, missed)) {
    for (const cell of a.cells) marks[cell] = 1;
    for (const cell of b.cells) marks[cell] = 1;
  }
  return marks;
}

/** Objects of either grid that the other does not have at the same place with the same shape. */
function unmatched(prediction: Grid, expected: Grid, background: number) {
  const got = segment(prediction, "any8", background).objects;
  const want = segment(expected, "any8", background).objects;
  const place = (object: ArcObject) => `${object.x},${object.y} ${object.shape}`;
  const gotPlaces = new Set(got.map(place)), wantPlaces = new Set(want.map(place));
  return {
    strays: got.filter((object) => !wantPlaces.has(place(object))),
    missed: want.filter((object) => !gotPlaces.has(place(object))),
  };
}

/** Pairs off objects of equal shape, each used once, in order. */
function twins(
  left: readonly ArcObject[],
  right: readonly ArcObject[],
): [ArcObject, ArcObject][] {
  const open = new Map<string, ArcObject[]>();
  for (const object of right) {
    const same = open.get(object.shape);
    if (same === undefined) open.set(object.shape, [object]);
    else same.push(object);
  }
  const pairs: [ArcObject, ArcObject][] = [];
  for (const object of left) {
    const twin = open.get(object.shape)?.shift();
    if (twin !== undefined) pairs.push([object, twin]);
  }
  return pairs;
}

function unequalSizes(prediction: Grid, expected: Grid): CsaParts {
  const background = backgroundOf(expected);
  const got = segment(prediction, "any8", background).objects;
  const want = segment(expected, "any8", background).objects;
  const cellsOf = (objects: readonly ArcObject[]) =>
    objects.reduce((sum, object) => sum + object.cells.length, 0);
  const total = cellsOf(got) + cellsOf(want);
  const paired = twins(got, want).reduce((sum, [a, b]) => sum + a.cells.length + b.cells.length, 0);
  const shared = Math.min(prediction.width, expected.width) *
    Math.min(prediction.height, expected.height);
  const hull = Math.max(prediction.width, expected.width) *
    Math.max(prediction.height, expected.height);
  return {
    colour: 1 - jaccard(paletteOf(prediction), paletteOf(expected)),
    shape: total === 0 ? 0 : 1 - paired / total,
    arrangement: 1 - shared / hull,
  };
}

function jaccard(a: number, b: number): number {
  let both = 0, either = 0;
  for (let bit = 1; bit < 1 << 10; bit <<= 1) {
    if ((a & bit) !== 0 && (b & bit) !== 0) both++;
    if (((a | b) & bit) !== 0) either++;
  }
  return either === 0 ? 1 : both / either;
}
