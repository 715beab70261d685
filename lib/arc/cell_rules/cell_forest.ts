import type { Json } from "../../substrate/values/canonical_json.ts";
import { type CellTest, parseTest, printTest } from "./cell_test.ts";
import { type CellTree, type Paint, parsePaint, printPaint } from "./cell_tree.ts";

/**
 * A forest as JSON, written compactly: tests and paints once each, and every tree as a list in prefix
 * order where a number ≥ 0 is a test (its yes branch follows, then its no branch) and −1−k is paint k.
 */
export interface ForestJson {
  readonly tests: readonly string[];
  readonly paints: readonly (string | number)[];
  readonly trees: readonly (readonly number[])[];
  readonly [key: string]: Json;
}

/** Writes trees compactly. */
export function printForest(trees: readonly CellTree[]): ForestJson {
  const tests = new Map<string, number>();
  const paints = new Map<string | number, number>();
  const place = <K>(map: Map<K, number>, key: K): number => {
    let at = map.get(key);
    if (at === undefined) map.set(key, at = map.size);
    return at;
  };
  const walk = (tree: CellTree, out: number[]): void => {
    if (tree.kind === "leaf") {
      out.push(-1 - place(paints, printPaint(tree.paint)));
      return;
    }
    out.push(place(tests, printTest(tree.test)));
    walk(tree.yes, out);
    walk(tree.no, out);
  };
  const coded = trees.map((tree) => {
    const out: number[] = [];
    walk(tree, out);
    return out;
  });
  return { tests: [...tests.keys()], paints: [...paints.keys()], trees: coded };
}

/**
 * Reads a compact forest over that many grids.
 *
 * @throws {RangeError} when a code is out of range or a list is not one whole tree.
 */
export function parseForest(json: ForestJson, sources: number): CellTree[] {
  const tests: CellTest[] = json.tests.map((text) => parseTest(text, sources));
  const paints: Paint[] = json.paints.map((paint) => parsePaint(paint, sources));
  return json.trees.map((codes) => {
    let at = 0;
    const read = (): CellTree => {
      const code = codes[at++];
      if (code === undefined) {
        throw new RangeError("Expected a whole tree but its list ended early");
      }
      if (code < 0) {
        const paint = paints[-1 - code];
        if (paint === undefined) {
          throw new RangeError(`Expected the number of a paint but found ${code}`);
        }
        return { kind: "leaf", paint };
      }
      const test = tests[code];
      if (test === undefined) {
        throw new RangeError(`Expected the number of a test but found ${code}`);
      }
      const yes = read();
      return { kind: "split", test, yes, no: read() };
    };
    const tree = read();
    if (at !== codes.length) throw new RangeError("Expected one tree but its list goes on");
    return tree;
  });
}
