import { choiceFlag, floatFlag, intFlag, pathFlag, switchFlag } from "../lib/cli/mod.ts";
import { DIRECTIVE_DEFAULTS } from "../lib/arc/datasets/mod.ts";

/** Where the traces of `batch-traces` are. */
export const DEFAULT_TRACES = "out/batch";

/** Which failed tasks take part. */
export const failedFlags = {
  "failed-only": switchFlag({ doc: "only tasks that ended unsolved" }),
  "failed-by": choiceFlag(["train", "test"], {
    doc: "unsolved by the train pairs, or by the test outputs where they are known",
    default: "train",
  }),
};

/** What every builder of datasets takes. */
export const buildFlags = {
  "traces": pathFlag({
    doc: "out-dir of a run, or a file of traces; more may follow as plain words",
    default: DEFAULT_TRACES,
  }),
  "out-dir": pathFlag({
    doc: "folder for rows, card and stats",
    defaultText: "beside the traces",
  }),
  ...failedFlags,
  "skip-bad": switchFlag({ doc: "count traces that are missing or damaged, and go on" }),
};

/** The seed of the ranking pairs. */
export const rankingFlags = {
  "seed": intFlag({ doc: "decides which of a pair is a", default: 0 }),
};

/** Where blame finds the grids of the tasks. */
export const blameFlags = {
  "batch-file": pathFlag({
    doc: "tasks as JSONL, or a folder of such files",
    defaultText: "as the run's manifest says",
  }),
  "search": switchFlag({
    doc: "look for counterfactuals; --no-search takes only edits seen in the traces",
    default: true,
  }),
};

/** How far a directive sweep looks. */
export const directiveFlags = {
  "M-seeds": intFlag({
    doc: "seeds of each turn that are looked at",
    min: 1,
    defaultText: `${DIRECTIVE_DEFAULTS.mSeeds}`,
  }),
  "J-edits": intFlag({
    doc: "edits of each seed that are looked at",
    min: 1,
    defaultText: `${DIRECTIVE_DEFAULTS.jEdits}`,
  }),
  "delta-threshold": floatFlag({
    doc: "a preference is kept when its scores differ by more than this",
    min: 0,
    max: 1,
    defaultText: `${DIRECTIVE_DEFAULTS.deltaThreshold}`,
  }),
};

/** What {@linkcode directiveFlags} say. */
export interface DirectiveFlagValues {
  readonly "M-seeds": number | undefined;
  readonly "J-edits": number | undefined;
  readonly "delta-threshold": number | undefined;
}

/** The options of a directive sweep. */
export function directiveOptions(flags: DirectiveFlagValues) {
  return {
    mSeeds: flags["M-seeds"] ?? DIRECTIVE_DEFAULTS.mSeeds,
    jEdits: flags["J-edits"] ?? DIRECTIVE_DEFAULTS.jEdits,
    deltaThreshold: flags["delta-threshold"] ?? DIRECTIVE_DEFAULTS.deltaThreshold,
  };
}
