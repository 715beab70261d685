export * from "./changed_cell_f1.ts";
export * from "./comparator.ts";
export * from "./features.ts";
export * from "./judge_pair.ts";
export * from "./plausible_output.ts";
export * from "./step_memo.ts";
export * from "./verdict.ts";
export * from "./verify.ts";
