import { leanCacheFolder } from "../../../lib/proof/lean/wasm/cache_folder.ts";
import type { LeanBackend } from "../../../lib/proof/lean/lean_backend.ts";
import { isPrepared, prepareLean } from "../../../lib/proof/lean/wasm/prepare.ts";
import { openWasmLean, type WasmLeanOptions } from "../../../lib/proof/lean/wasm/wasm_backend.ts";

/** The cache that every test file and every run shares. */
export const cacheFolder = leanCacheFolder(Deno.env.toObject());

/** Why the embedded Lean cannot be tested here; nothing where it can. */
export const lacking = await whatIsLacking();

async function whatIsLacking(): Promise<string | undefined> {
  try {
    if (!await isPrepared(cacheFolder)) await prepareLean({ cacheFolder });
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await Deno.stderr.write(new TextEncoder().encode(`no embedded Lean, tests skipped: ${why}\n`));
    return why;
  }
}

/** Runs tests as steps on one Lean, started once for all of them; skipped where it cannot be had. */
export function withLean(
  name: string,
  steps: (t: Deno.TestContext, lean: LeanBackend) => Promise<void>,
  options: Partial<WasmLeanOptions> = {},
): void {
  Deno.test({
    name,
    ignore: lacking !== undefined,
    fn: async (t) => {
      await using lean = await openWasmLean({ cacheFolder, spares: 0, ...options });
      await steps(t, lean);
    },
  });
}
