export * from "./cell_forest.ts";
export * from "./cell_test.ts";
export * from "./cell_tree.ts";
