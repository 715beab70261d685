export * from "./attempts.ts";
export * from "./loop_event.ts";
export * from "./modules.ts";
export * from "./solve_task.ts";
export * from "./symbolic_modules.ts";
export * from "./trust.ts";
export * from "./workbench.ts";
