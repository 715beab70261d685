import { choiceFlag, floatFlag, intFlag, pathFlag, switchFlag, textFlag } from "../lib/cli/mod.ts";
import { POLICIES } from "../lib/proof/scheduler/policy.ts";
import { SEARCH_DEFAULTS } from "../lib/proof/scheduler/run_search.ts";
import { leanFlags } from "./_lean_flags.ts";
import { proofModelFlags } from "./_proof_models.ts";
import { ledgerFlag } from "./_proof_ledger.ts";

const search = "Search";
const machine = "Machine";
const { policy, width, headStart, heartbeats, passes, retries, roundSize } = SEARCH_DEFAULTS;

/** The flags of the commands that search. */
export const searchFlags = {
  ...ledgerFlag,
  seed: intFlag({ doc: "seed of every choice that is drawn", default: 0 }),
  strategies: textFlag({
    doc: "strategies to use, with commas",
    defaultText: "those of the profile",
    group: search,
  }),
  policy: choiceFlag(POLICIES, {
    doc: "how strategies are chosen for a goal",
    default: policy,
    group: search,
  }),
  speculate: intFlag({
    doc: "strategies that run side by side on a goal",
    min: 1,
    default: width,
    group: search,
  }),
  "head-start": intFlag({
    doc: "thousands of heartbeats before the next strategy joins",
    min: 0,
    default: headStart,
    group: search,
  }),
  heartbeats: intFlag({
    doc: "thousands of heartbeats for one strategy on one goal, in the first pass",
    min: 1,
    default: heartbeats,
    group: search,
  }),
  "round-size": intFlag({
    doc: "goals of a round; bandits learn between rounds",
    min: 1,
    default: roundSize,
    group: search,
  }),
  retries: intFlag({
    doc: "how often a strategy that broke down is begun again",
    min: 0,
    default: retries,
    group: search,
  }),
  cache: switchFlag({
    doc: "answer from the tactic cache, after a check",
    default: true,
    group: search,
  }),
  profile: intFlag({
    doc: "0 micro; 1 with copilot and sketch; 2 all strategies",
    min: 0,
    max: 2,
    defaultText: "ORCH_PROFILE, or 2",
    group: machine,
  }),
  "cpu-target": floatFlag({
    doc: "share of the machine's processors to hold",
    min: 0.01,
    max: 1,
    defaultText: "ORCH_CPU_TARGET, or 1",
    group: machine,
  }),
  "max-light": intFlag({
    doc: "light strategies at work at once",
    min: 1,
    defaultText: "ORCH_MAX_LIGHT, or 8",
    group: machine,
  }),
  "max-heavy": intFlag({
    doc: "heavy strategies at work at once",
    min: 1,
    defaultText: "ORCH_MAX_HEAVY, or 2",
    group: machine,
  }),
  "attempt-seconds": floatFlag({
    doc: "wall-clock limit of one strategy on one goal: a safety net",
    min: 1,
    default: 300,
    group: machine,
  }),
  ...proofModelFlags,
  ...leanFlags,
  "lean-workers": intFlag({
    doc: "Lean processes, about 1.5 GB of memory each",
    min: 1,
    default: 1,
    group: "Lean",
  }),
};

/** Of the searches that come to an end. */
export const passesFlag = {
  passes: intFlag({
    doc: "how often a goal is tried with all strategies, each time with four times as much",
    min: 1,
    default: passes,
    group: search,
  }),
};

/** The file of goals. */
export const goalsFlag = {
  goals: pathFlag({
    doc: "goals: .jsonl rows, .lean text with sorries, or a statement a line",
    value: "file",
    defaultText: "the bank",
  }),
};
