export * from "./edit_op.ts";
export * from "./edit_ops.ts";
export * from "./propose_edits.ts";
