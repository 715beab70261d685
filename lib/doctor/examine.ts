import type { Machine } from "./machine.ts";
import { type Finding, type Part, PARTS } from "./part.ts";

/** One part with what was found of it. */
export type Report = Omit<Part, "examine"> & Finding;

/**
 * Examines the machine for every optional part; nothing is installed, changed, or asked over the network.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { examine } from "./examine.ts";
 * const bare = {
 *   searchPath: [],
 *   env: () => undefined,
 *   isProgram: () => Promise.resolve(false),
 *   ask: () => Promise.resolve(undefined),
 * };
 * const reports = await examine(bare);
 * assertEquals(reports.filter((report) => report.found), []);
 * ```
 */
export async function examine(machine: Machine): Promise<Report[]> {
  return await Promise.all(PARTS.map(async ({ name, purpose, remedy, examine }) => ({
    name,
    purpose,
    remedy,
    ...await examine(machine),
  })));
}
