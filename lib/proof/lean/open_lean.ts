import type { LeanBackend } from "./lean_backend.ts";
import { openWasmLean, type WasmLeanOptions } from "./wasm/wasm_backend.ts";

/** The Leans to choose from; `auto` is the embedded one. */
export const LEAN_KINDS = ["auto", "wasm"] as const;

/** One of {@linkcode LEAN_KINDS}. */
export type LeanKind = typeof LEAN_KINDS[number];

/** Options of {@linkcode openLean}. */
export interface OpenLeanOptions extends WasmLeanOptions {
  /** @default {"auto"} */
  readonly kind?: LeanKind;
}

/**
 * Opens the Lean that proofs are checked with. Close it, or bind it with `await using`.
 *
 * @throws {UserError} exit 1 when it cannot be had, in one line that says why.
 */
export function openLean(options: OpenLeanOptions): Promise<LeanBackend> {
  return openWasmLean(options);
}
