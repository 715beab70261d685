export * from "./grid.ts";
