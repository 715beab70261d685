export * from "./category.ts";
export * from "./extract_sorries.ts";
export * from "./goal.ts";
export * from "./goal_id.ts";
export * from "./lean_declarations.ts";
export * from "./lean_tokens.ts";
export * from "./normalise.ts";
export * from "./read_goals.ts";
