export * from "./critic.ts";
export * from "./critique.ts";
export * from "./csa.ts";
export * from "./directives.ts";
export * from "./estimate_blame.ts";
export * from "./grid_maps.ts";
