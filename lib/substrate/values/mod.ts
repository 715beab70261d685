export * from "./canonical_json.ts";
export * from "./clock.ts";
export * from "./digest.ts";
export * from "./pausable_clock.ts";
export * from "./prng.ts";
export * from "./user_error.ts";
export * from "./input_error.ts";
