export * from "./examine.ts";
export * from "./machine.ts";
export * from "./part.ts";
