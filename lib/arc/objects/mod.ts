export * from "./arc_object.ts";
export * from "./background.ts";
export * from "./ranking.ts";
export * from "./segment.ts";
export * from "./shape.ts";
