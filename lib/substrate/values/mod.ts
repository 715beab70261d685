export * from "./canonical_json.ts";
export * from "./clock.ts";
export * from "./digest.ts";
export * from "./prng.ts";
