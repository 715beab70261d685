export * from "./fact_tokens.ts";
export * from "./plan_stages.ts";
export * from "./ruler_prior.ts";
export * from "./edit_prior.ts";
