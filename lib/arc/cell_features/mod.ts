export * from "./catalogue.ts";
export * from "./feature.ts";
