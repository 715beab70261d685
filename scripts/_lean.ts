import type { z } from "zod";
import { createPremiseIndex, type PremiseIndex } from "../lib/proof/premises/premise_index.ts";
import { isWritten, openPremises } from "../lib/proof/premises/open_premises.ts";
import type { LeanBackend } from "../lib/proof/lean/lean_backend.ts";
import type { Premise } from "../lib/proof/premises/premise.ts";
import { openLean, type OpenLeanOptions } from "../lib/proof/lean/open_lean.ts";
import { chosenLean } from "../lib/proof/lean/lean_kind.ts";
import { leanCacheFolder } from "../lib/proof/lean/wasm/cache_folder.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import type { leanFlags } from "./_lean_flags.ts";

/** Where the prepared Lean and its premises are kept, by the environment's variables. */
export function cacheFolder(): string {
  const read = (name: string) => Deno.env.get(name);
  return leanCacheFolder({
    BATON_CACHE_DIR: read("BATON_CACHE_DIR"),
    XDG_CACHE_HOME: read("XDG_CACHE_HOME"),
    HOME: read("HOME"),
  });
}

/** What the flags of Lean say. */
export type LeanFlagValues = z.output<z.ZodObject<typeof leanFlags>>;

/**
 * The Lean that flags and `ORCH_LEAN` ask for; `note` tells the user what takes long.
 *
 * @throws {UserError} in one line: a variable that is wrong, a toolchain that is missing.
 */
export async function commandLean(
  { lean, "lean-project": project }: LeanFlagValues,
  note: (line: string) => void,
  options: Partial<OpenLeanOptions> = {},
): Promise<LeanBackend> {
  const kind = chosenLean(lean, (name) => Deno.env.get(name));
  const more = project === undefined ? {} : { project };
  return await openLean({
    ...{ cacheFolder: cacheFolder(), onProgress: note, kind },
    ...more,
    ...options,
  });
}

/** The theorems of Lean's environment and an index of those that proofs may name. */
export async function commandPremises(
  lean: LeanBackend,
  signal?: AbortSignal,
): Promise<{ readonly theorems: readonly Premise[]; readonly premises?: PremiseIndex }> {
  const { library } = lean;
  if (library === undefined) return { theorems: [] };
  const theorems = await openPremises(library, cacheFolder(), signal ? { signal } : {});
  return { theorems, premises: createPremiseIndex(theorems.filter(isWritten)) };
}

/** @throws {UserError} where the Lean that was chosen cannot list its theorems, which a command works on. */
export function needLibrary({ library, name }: LeanBackend, command: string): void {
  if (library !== undefined) return;
  throw new UserError(
    `${command} takes theorems from Lean's environment, and the ${name} backend does not list them; ` +
      "take the embedded Lean: --lean wasm",
  );
}
