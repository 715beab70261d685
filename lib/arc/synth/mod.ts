export * from "./concept_family.ts";
export * from "./curriculum.ts";
export * from "./families.ts";
export * from "./make_task.ts";
export * from "./make_tasks.ts";
export * from "./task_faults.ts";
