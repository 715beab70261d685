export * from "./libsql_dialect.ts";
export * from "./open_store.ts";
export * from "./serial_writer.ts";
export * from "./store_error.ts";
