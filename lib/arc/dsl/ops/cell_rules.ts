import * as z from "zod";
import type { Json } from "../../../substrate/values/canonical_json.ts";
import {
  type CellTree,
  type ForestJson,
  paintByTrees,
  parseForest,
  parseTree,
} from "../../cell_rules/mod.ts";
import type { Grid } from "../../grid/grid.ts";
import { defineOp, type Op } from "../op.ts";

const treeJson: z.ZodType<Json> = z.lazy(() =>
  z.union([z.int().min(0).max(9), z.string(), z.tuple([z.string(), treeJson, treeJson])])
) as z.ZodType<Json>;

const forestJson: z.ZodType<ForestJson> = z.strictObject({
  tests: z.array(z.string()),
  paints: z.array(z.union([z.int().min(0).max(9), z.string()])),
  trees: z.array(z.array(z.int())).min(1),
}) as unknown as z.ZodType<ForestJson>;

const parsed = new WeakMap<object, readonly CellTree[]>();

/** Trees are parsed once per literal; a literal that is a bare leaf is too small to keep. */
function trees(json: Json, read: () => readonly CellTree[]): readonly CellTree[] {
  if (typeof json !== "object" || json === null) return read();
  let found = parsed.get(json);
  if (found === undefined) parsed.set(json, found = read());
  return found;
}

function sameSize(a: Grid, b: Grid): boolean {
  return a.width === b.width && a.height === b.height;
}

/** Rules that repaint every cell by what is true of it; learned, and carried whole in the parameter. */
export const cellRuleOps: readonly Op[] = [
  defineOp({
    name: "cell_tree",
    doc: "Every cell repainted by a decision tree over cell_features/1.",
    takes: ["grid"],
    gives: "grid",
    params: { tree: treeJson },
    run: ([grid], { tree }) => paintByTrees(trees(tree, () => [parseTree(tree, 1)]), [grid]),
  }),
  defineOp({
    name: "cell_forest",
    doc: "Every cell repainted by the majority of several decision trees over cell_features/1.",
    takes: ["grid"],
    gives: "grid",
    params: { forest: forestJson },
    run: ([grid], { forest }) => paintByTrees(trees(forest, () => parseForest(forest, 1)), [grid]),
  }),
  defineOp({
    name: "cell_tree2",
    doc:
      "Every cell of the second grid repainted by a tree that sees both grids (p. is the second).",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { tree: treeJson },
    run: ([grid, second], { tree }) =>
      sameSize(grid, second)
        ? paintByTrees(trees(tree, () => [parseTree(tree, 2)]), [grid, second])
        : undefined,
  }),
  defineOp({
    name: "cell_forest2",
    doc: "Every cell of the second grid repainted by a majority of trees that see both grids.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { forest: forestJson },
    run: ([grid, second], { forest }) =>
      sameSize(grid, second)
        ? paintByTrees(trees(forest, () => parseForest(forest, 2)), [grid, second])
        : undefined,
  }),
];
