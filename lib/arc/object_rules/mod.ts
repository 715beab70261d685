export * from "./act.ts";
export * from "./action.ts";
export * from "./apply_rules.ts";
export * from "./object_test.ts";
export * from "./object_traits.ts";
export * from "./scene.ts";
