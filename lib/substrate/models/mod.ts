export * from "./jsonc_field_line.ts";
export * from "./module_spec.ts";
export * from "./read_jsonc.ts";
