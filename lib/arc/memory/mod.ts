export * from "./bundle.ts";
export * from "./open_memory.ts";
export * from "./patch.ts";
export * from "./rarity.ts";
export * from "./repairs_of.ts";
export * from "./schema.ts";
export * from "./snapshot.ts";
