import {
  blameBuilder,
  DIRECTIVE_DEFAULTS,
  directiveBuilder,
  openTaskIndex,
  planned,
  type PlannedDataset,
  rankingBuilder,
} from "../lib/arc/datasets/mod.ts";
import { choiceFlag, floatFlag, intFlag, switchFlag, type Terminal } from "../lib/cli/mod.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { type DirectiveFlagValues, directiveOptions } from "./_dataset_flags.ts";
import { datasetMain } from "./_dataset_main.ts";

const group = "Critic's datasets";

/** The switches that build datasets from the traces of a batch once it is done. */
export const batchDatasetFlags = {
  "critic-build-ranking-ds": switchFlag({
    doc: "then cut critic_ranking_pairs.jsonl from the traces",
    group,
  }),
  "critic-build-blame-ds": switchFlag({
    doc: "then measure critic_blame_locus.jsonl from the traces",
    group,
  }),
  "critic-directive-sweep": switchFlag({
    doc: "then cut critic_directive_prefs.jsonl from the traces",
    group,
  }),
  "failed-only": switchFlag({ doc: "datasets of tasks that ended unsolved only", group }),
  "failed-by": choiceFlag(["train", "test"], {
    doc: "unsolved by the train pairs, or by the test outputs where they are known",
    group,
    defaultText: "train",
  }),
  "M-seeds": intFlag({
    doc: "seeds of each turn that the sweep looks at",
    group,
    min: 1,
    defaultText: `${DIRECTIVE_DEFAULTS.mSeeds}`,
  }),
  "J-edits": intFlag({
    doc: "edits of each seed that the sweep looks at",
    group,
    min: 1,
    defaultText: `${DIRECTIVE_DEFAULTS.jEdits}`,
  }),
  "delta-threshold": floatFlag({
    doc: "the sweep keeps preferences whose scores differ by more than this",
    group,
    min: 0,
    max: 1,
    defaultText: `${DIRECTIVE_DEFAULTS.deltaThreshold}`,
  }),
};

/** What {@linkcode batchDatasetFlags} and the flags beside them say. */
export interface BatchDatasetFlagValues extends DirectiveFlagValues {
  readonly "batch-file": string | undefined;
  readonly "out-dir": string | undefined;
  readonly "seed": number;
  readonly "critic-build-ranking-ds": boolean;
  readonly "critic-build-blame-ds": boolean;
  readonly "critic-directive-sweep": boolean;
  readonly "failed-only": boolean;
  readonly "failed-by": "train" | "test" | undefined;
}

/** True where a dataset is asked for: the batch must then write its trace files. */
export function buildsDatasets(flags: BatchDatasetFlagValues): boolean {
  return flags["critic-build-ranking-ds"] || flags["critic-build-blame-ds"] ||
    flags["critic-directive-sweep"];
}

/** Refuses settings of datasets that nobody asks for. */
export function checkDatasetFlags(flags: BatchDatasetFlagValues): void {
  const needs = (name: string, given: boolean, asked: boolean, by: string) => {
    if (given && !asked) throw new UserError(`--${name} changes nothing without ${by}`);
  };
  const any = buildsDatasets(flags), sweep = flags["critic-directive-sweep"];
  const switches = "--critic-build-ranking-ds, --critic-build-blame-ds or --critic-directive-sweep";
  needs("failed-only", flags["failed-only"], any, switches);
  needs("failed-by", flags["failed-by"] !== undefined, flags["failed-only"], "--failed-only");
  for (const name of ["M-seeds", "J-edits", "delta-threshold"] as const) {
    needs(name, flags[name] !== undefined, sweep, "--critic-directive-sweep");
  }
}

/** Builds the datasets that were asked for from the traces in the out-dir. */
export async function buildAfterBatch(
  flags: BatchDatasetFlagValues,
  context: { readonly signal: AbortSignal; readonly terminal: Terminal },
): Promise<void> {
  if (!buildsDatasets(flags)) return;
  const datasets: PlannedDataset[] = [];
  if (flags["critic-build-ranking-ds"]) datasets.push(planned(rankingBuilder(flags)));
  if (flags["critic-build-blame-ds"]) {
    const tasks = await openTaskIndex([flags["batch-file"]!]);
    datasets.push(planned(blameBuilder(tasks)));
  }
  if (flags["critic-directive-sweep"]) {
    datasets.push(planned(directiveBuilder(directiveOptions(flags))));
  }
  const { "out-dir": outDir = "" } = flags;
  context.terminal.print("");
  const build = {
    "traces": outDir,
    "out-dir": outDir,
    "failed-only": flags["failed-only"],
    "failed-by": flags["failed-by"] ?? "train",
    "skip-bad": false,
  } as const;
  await datasetMain(build, [], datasets, context);
}
