import { formatTable, intFlag, pathFlag } from "../lib/cli/mod.ts";
import type { EpochReport } from "../lib/substrate/learn/mod.ts";
import type { TrainingRecord } from "../lib/substrate/learn/training_record.ts";

/** The flags of every training script. */
// deno-lint-ignore explicit-function-return-type -- the shape of the table is its type
export function trainFlags(out: string) {
  return {
    out: pathFlag({ doc: "the module spec (JSONC) to write", default: out }),
    seed: intFlag({ doc: "seed of the order of learning", default: 0 }),
  };
}

/** One epoch in a line. */
export function epochLine({ epoch, trainLoss, validationLoss, best }: EpochReport): string {
  const losses = `train ${trainLoss.toFixed(4)}, validation ${validationLoss.toFixed(4)}`;
  return `epoch ${epoch + 1}: ${losses}${best ? ", best so far" : ""}`;
}

/** What was measured, as a table. */
export function figuresTable(
  { rows, metrics }: Pick<TrainingRecord, "rows" | "metrics">,
): string[] {
  const figures = [
    ...Object.entries(rows).map(([split, count]) => [`records in ${split}`, count] as const),
    ...Object.entries(metrics),
  ];
  return formatTable({ headers: ["figure", "value"], rows: figures });
}
