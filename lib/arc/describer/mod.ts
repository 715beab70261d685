export * from "./describe.ts";
export * from "./fact.ts";
export * from "./fact_kind.ts";
export * from "./fact_kinds.ts";
