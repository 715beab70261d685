export * from "./find_notebooks.ts";
export * from "./jupyter_python.ts";
export * from "./notebook.ts";
export * from "./notebook_result.ts";
export * from "./run_kernel.ts";
export * from "./run_smoke.ts";
export * from "./smoke_module.ts";
export * from "./stored_outputs.ts";
