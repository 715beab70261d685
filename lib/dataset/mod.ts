export * from "./dataset_card.ts";
export * from "./digest_set.ts";
export * from "./histogram.ts";
export * from "./split.ts";
