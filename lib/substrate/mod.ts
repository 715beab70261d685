// `store/` is imported by its own name: it loads a native package that most commands do not need.
export * from "./compute/mod.ts";
export * from "./learn/mod.ts";
export * from "./models/mod.ts";
export * from "./records/mod.ts";
export * from "./runs/mod.ts";
export * from "./values/mod.ts";
