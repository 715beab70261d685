import type { z } from "zod";
import { intFlag, textFlag } from "../lib/cli/mod.ts";
import { LEAST_BYTES, type MemoryLimits } from "../lib/arc/memory/bundle.ts";
import type { MemoryUse } from "../lib/arc/run/batch_options.ts";
import { DEFAULT_MEMORY_LIMITS } from "../lib/arc/run/run_memory.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";

const group = "Memory (with ARC_V3_MEMORY_DIR)";
const k = (doc: string) => intFlag({ doc, group, min: 0, max: 10_000, defaultText: "--memory-k" });

/** The flags of a run's memory; each is refused where there is none. */
export const memoryFlags = {
  "memory-k": intFlag({
    doc: "items of each kind that are retrieved for a task at most",
    group,
    min: 0,
    max: 10_000,
    defaultText: String(DEFAULT_MEMORY_LIMITS.solvedExamples),
  }),
  "memory-k-episodes": k("similar episodes told to the critic"),
  "memory-k-cases": k("repair cases told to the critic"),
  "memory-k-solved-examples": k("programs of similar tasks tried first"),
  "memory-k-repair-cases": k("repairs tried on seeds that fail in the same way"),
  "memory-max-bytes": intFlag({
    doc: "bytes of JSON of what is retrieved for ruler or critic",
    group,
    min: LEAST_BYTES,
    defaultText: String(DEFAULT_MEMORY_LIMITS.maxBytes),
  }),
  "train-namespace": textFlag({
    doc: "the part of the memory that is read and written; nothing crosses it",
    group,
    value: "name",
    defaultText: "ARC_V3_MEMORY_NAMESPACE, else default",
  }),
};

/** What the memory flags say. */
export type MemoryFlagValues = {
  readonly [F in keyof typeof memoryFlags]: z.output<(typeof memoryFlags)[F]>;
};

/**
 * The memory that flags and environment ask for, and its namespace, which also marks the traces of a run
 * without a memory.
 *
 * @throws {UserError} exit 2 for a memory flag without ARC_V3_MEMORY_DIR.
 */
export function memoryOptions(
  flags: MemoryFlagValues,
  env: (name: string) => string | undefined,
): { readonly namespace?: string; readonly memory?: MemoryUse } {
  const folder = env("ARC_V3_MEMORY_DIR") || undefined;
  if (folder === undefined) {
    const names = Object.keys(memoryFlags) as (keyof typeof memoryFlags)[];
    const given = names.find((name) => flags[name] !== undefined);
    if (given !== undefined) {
      throw new UserError(`--${given} needs a memory: set ARC_V3_MEMORY_DIR to its folder`);
    }
  }
  const namespace = flags["train-namespace"] ?? (env("ARC_V3_MEMORY_NAMESPACE") || undefined);
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(folder === undefined ? {} : { memory: { folder, limits: limitsOf(flags) } }),
  };
}

function limitsOf(flags: MemoryFlagValues): Partial<MemoryLimits> {
  const all = flags["memory-k"];
  const limits = {
    episodes: flags["memory-k-episodes"] ?? all,
    cases: flags["memory-k-cases"] ?? all,
    solvedExamples: flags["memory-k-solved-examples"] ?? all,
    repairCases: flags["memory-k-repair-cases"] ?? all,
    macros: all,
    maxBytes: flags["memory-max-bytes"],
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
