import type { LeanBackend } from "../lean/lean_backend.ts";
import type { Premise } from "../premises/premise.ts";

/** What a statement may cost to be read and compared, in thousands of heartbeats. */
const READING = 2000;

/**
 * The first theorems of an order whose printed statement, read back, is what the theorem proves.
 *
 * Lean prints some statements in a way that it cannot read or reads otherwise: these make no goals.
 *
 * @param onSeen Told after each theorem how many are stated and how many were looked at.
 */
export async function stateTheorems(
  order: readonly Premise[],
  count: number,
  lean: LeanBackend,
  options: {
    readonly signal?: AbortSignal;
    readonly onSeen?: (stated: number, seen: number) => void;
  } = {},
): Promise<{ readonly stated: readonly Premise[]; readonly unreadable: number }> {
  const stated: Premise[] = [];
  let seen = 0;
  for (const theorem of order) {
    if (stated.length === count) break;
    options.signal?.throwIfAborted();
    const { verdict } = await lean.check({ statement: theorem.statement }, `@${theorem.name}`, {
      heartbeats: READING,
    });
    seen++;
    if (verdict === "proved") stated.push(theorem);
    options.onSeen?.(stated.length, seen);
    // States of statements that are done with are of no more use.
    if (seen % 200 === 0) await lean.reset();
  }
  return { stated, unreadable: seen - stated.length };
}
