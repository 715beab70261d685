import type { Grid } from "../grid/grid.ts";
import type { ArcObject } from "../objects/arc_object.ts";
import type { Pair } from "../task/task.ts";
import { coloursOf } from "./_colours.ts";
import { type FactKind, factKind, plainFact, sameSize } from "./fact_kind.ts";
import { FACT_SEGMENTATIONS, type FactSegmentation, objectsOf } from "./object_facts.ts";

type Choice = { readonly by: FactSegmentation; readonly which: string };

/** Per name the objects that stand out in that way; a choice counts only when it leaves one. */
const CHOICES: Readonly<Record<string, (objects: readonly ArcObject[]) => readonly ArcObject[]>> = {
  only: (objects) => objects,
  largest: (objects) => extreme(objects, (o) => o.size),
  smallest: (objects) => extreme(objects, (o) => -o.size),
  most_colours: (objects) => extreme(objects, (o) => o.colourCount),
  fewest_colours: (objects) => extreme(objects, (o) => -o.colourCount),
  most_holes: (objects) => extreme(objects, (o) => o.holes.count),
  topmost: (objects) => extreme(objects, (o) => -o.y),
  bottommost: (objects) => extreme(objects, (o) => o.y + o.height),
  leftmost: (objects) => extreme(objects, (o) => -o.x),
  rightmost: (objects) => extreme(objects, (o) => o.x + o.width),
  odd_shape: (objects) => loners(objects, (o) => o.shape),
  odd_colour: (objects) => loners(objects, (o) => o.colourMask),
  odd_size: (objects) => loners(objects, (o) => o.size),
  symmetric: (objects) => objects.filter((o) => (o.symmetries & 3) !== 0),
  asymmetric: (objects) => objects.filter((o) => (o.symmetries & 3) === 0),
};

/** Outputs found in the input, and objects that give the output's size or cells. */
export const cropFacts: readonly FactKind[] = [
  plainFact(
    "crop.subgrid",
    "The output is a literal part of the input.",
    (pair) => !sameSize(pair) && findsPart(pair.input, pair.output),
  ),
  objectFact(
    "crop.object_box",
    "The output is as large as the box of this object.",
    (object, { output }) => object.width === output.width && object.height === output.height,
  ),
  objectFact(
    "crop.object",
    "The output is this object's box, cut from the input.",
    (object, { output }) => object.cut(true).equals(output),
  ),
  objectFact(
    "crop.object_alone",
    "The output is this object cut from the input, with nothing else of its box.",
    (object, { output }) => object.cut().equals(output) && !object.cut(true).equals(output),
  ),
  objectFact(
    "crop.object_colour",
    "The output is of one colour, that of this object.",
    (object, { output }) => {
      const colours = coloursOf(output);
      return colours.length === 1 && object.colourCount === 1 && colours[0] === object.colour;
    },
  ),
];

function objectFact(
  name: string,
  doc: string,
  holds: (object: ArcObject, pair: Pair) => boolean,
): FactKind {
  return factKind<Choice>({
    name,
    doc,
    propose: () =>
      FACT_SEGMENTATIONS.flatMap((by) => Object.keys(CHOICES).map((which) => ({ by, which }))),
    holds: ({ by, which }, pair) => {
      if (sameSize(pair)) return false;
      const chosen = CHOICES[which]!(objectsOf(pair.input, by, pair));
      return chosen.length === 1 && holds(chosen[0]!, pair);
    },
  });
}

function extreme(
  objects: readonly ArcObject[],
  measure: (object: ArcObject) => number,
): readonly ArcObject[] {
  if (objects.length < 2) return [];
  const most = Math.max(...objects.map(measure));
  return objects.filter((object) => measure(object) === most);
}

function loners(
  objects: readonly ArcObject[],
  key: (object: ArcObject) => string | number,
): readonly ArcObject[] {
  if (objects.length < 3) return [];
  const keys = objects.map(key);
  return objects.filter((_, i) => keys.indexOf(keys[i]!) === keys.lastIndexOf(keys[i]!));
}

function findsPart(whole: Grid, part: Grid): boolean {
  for (let y = 0; y + part.height <= whole.height; y++) {
    for (let x = 0; x + part.width <= whole.width; x++) {
      if (standsAt(whole, part, x, y)) return true;
    }
  }
  return false;
}

function standsAt(whole: Grid, part: Grid, left: number, top: number): boolean {
  for (let y = 0; y < part.height; y++) {
    for (let x = 0; x < part.width; x++) {
      if (whole.at(left + x, top + y) !== part.at(x, y)) return false;
    }
  }
  return true;
}
