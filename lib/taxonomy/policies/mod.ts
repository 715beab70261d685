export * from "./load_policies.ts";
export * from "./policy_drift.ts";
export * from "./policy_layer.ts";
export * from "./policy_leaves.ts";
export * from "./policy_schema.ts";
export * from "./policy_view.ts";
