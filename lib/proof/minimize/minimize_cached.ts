import type { LeanBackend, LeanLimits } from "../lean/lean_backend.ts";
import type { Ledger } from "../ledger/open_ledger.ts";
import { evictProof } from "../ledger/tactic_cache.ts";
import { minimizeScript } from "./minimize_script.ts";
import { UserError } from "../../substrate/values/user_error.ts";

/** Options of {@linkcode minimizeCached}. */
export interface MinimizeCachedOptions {
  readonly ledger: Ledger;
  readonly lean: LeanBackend;
  readonly limits?: LeanLimits;
  readonly signal?: AbortSignal;
}

/** A cached proof that was made shorter, or could not be. */
export interface ShorterProof {
  readonly name: string;
  /** Characters; `after` is 0 for a proof that no longer holds and was evicted. */
  readonly before: number;
  readonly after: number;
}

/** Makes the cached proofs of Lean's toolchain shorter, by goal; each is kept as soon as it is found. */
export async function* minimizeCached(
  { ledger, lean, limits, signal }: MinimizeCachedOptions,
): AsyncGenerator<ShorterProof, void, void> {
  const rows = await ledger.db.selectFrom("tactic_cache")
    .innerJoin("goals", "goals.goal_id", "tactic_cache.goal_id")
    .select(["tactic_cache.goal_id", "goals.name", "goals.text", "tactics"])
    .where("goals.toolchain", "=", lean.toolchain).orderBy("goals.name").orderBy("goals.goal_id")
    .execute();
  for (const { goal_id, name, text, tactics: kept } of rows) {
    signal?.throwIfAborted();
    const tactics = JSON.parse(kept) as string[];
    const goal = { statement: text };
    const settings = { ...(limits ? { limits } : {}), ...(signal ? { signal } : {}) };
    try {
      const shorter = await minimizeScript({ lean, goal, tactics, ...settings });
      if (shorter.after < shorter.before) {
        await ledger.write((trx) =>
          trx.updateTable("tactic_cache").set({ tactics: JSON.stringify(shorter.tactics) })
            .where("goal_id", "=", goal_id).execute()
        );
      }
      yield { name, before: shorter.before, after: shorter.after };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await ledger.write((trx) => evictProof(trx, goal_id));
      yield { name, before: tactics.join("\n").length, after: 0 };
    }
  }
}
