/** Sized for under ten seconds of one core per task, so that the wall clock practically never decides. */
export const DEFAULT_NODE_BUDGET = 500_000;

/** Options that decide results, defaults filled in: what the run id is made of besides the tasks. */
export interface DecidingOptions {
  readonly iterations: number;
  readonly keptDrafts: number;
  readonly seedsPerTurn: number;
  readonly editsPerSeed: number;
  readonly nodeBudget: number;
  readonly taskSeconds: number;
  readonly seed: number;
  readonly namespace: string;
}

/** The deciding options with their defaults. */
export function decidingOptions(options: Partial<DecidingOptions>): DecidingOptions {
  return {
    iterations: options.iterations ?? 1,
    keptDrafts: options.keptDrafts ?? 1,
    seedsPerTurn: options.seedsPerTurn ?? 1,
    editsPerSeed: options.editsPerSeed ?? 0,
    nodeBudget: options.nodeBudget ?? DEFAULT_NODE_BUDGET,
    taskSeconds: options.taskSeconds ?? 30,
    seed: options.seed ?? 0,
    namespace: options.namespace ?? "default",
  };
}
