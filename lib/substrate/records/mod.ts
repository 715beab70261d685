export * from "./append_jsonl.ts";
export * from "./atomic_file.ts";
export * from "./file_error.ts";
export * from "./file_system.ts";
export * from "./read_jsonl.ts";
export * from "./record_schema.ts";
export * from "./small_disk.ts";
export * from "./zod_fault.ts";
