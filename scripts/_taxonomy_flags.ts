import { choiceFlag, floatFlag, intFlag, pathFlag, switchFlag, textFlag } from "../lib/cli/mod.ts";
import { PHASE_NAMES } from "../lib/taxonomy/phases/phase_name.ts";
import { ENVIRONMENTS } from "../lib/taxonomy/policies/policy_layer.ts";
import { DEFAULT_RUNS } from "../lib/taxonomy/run/run_options.ts";

/** Where runs lie; a flag of every command. */
export const runsFlag = {
  runs: pathFlag({ doc: "folder of all runs", default: DEFAULT_RUNS }),
};

/** Which run is meant. */
export const runFlag = {
  ...runsFlag,
  run: textFlag({ doc: "id of the run, or its beginning (default: the last one)", value: "id" }),
};

/** The policy files. */
export const policyFlags = {
  environment: choiceFlag(ENVIRONMENTS, {
    doc: "whose policies apply",
    group: "Policies",
    default: "development",
  }),
  policies: pathFlag({
    doc: "folder with base.jsonc or <environment>.jsonc: what you want otherwise",
    group: "Policies",
    value: "folder",
  }),
};

/** What a run that goes on does about changed policies. */
export const driftFlags = {
  policy: choiceFlag(["pin", "float", "strict"], {
    doc:
      "policies that changed since the run began: keep the run's own, adopt today's in a child run, or fail",
    group: "Policies",
    default: "pin",
  }),
  preview: switchFlag({
    doc: "only show which concepts today's policies would make appear, vanish or move",
    group: "Policies",
  }),
};

/** What is executed. */
export const executionFlags = {
  "resume-phase": choiceFlag(PHASE_NAMES, {
    doc: "execute this phase and all after it; the ones before must be done",
    group: "Execution",
  }),
  force: switchFlag({ doc: "execute everything anew", group: "Execution" }),
  tree: switchFlag({ doc: "print the tree at the end", group: "Execution", default: true }),
};

/** The texts. */
export const corpusFlags = {
  source: choiceFlag(["wordnet", "files", "debian"], {
    doc: "definitions of WordNet, your files, or descriptions of installed Debian packages",
    group: "Corpus",
    default: "wordnet",
  }),
  seed: intFlag({ doc: "seed of every draw", group: "Corpus", default: 0 }),
};

/** The models that stand in for modules. */
export const specFlags = {
  "extractor-checkpoint": pathFlag({
    doc: "spec of a model that proposes candidates (S1)",
    group: "Modules",
    default: "builtin:symbolic",
    value: "spec",
  }),
  "verifier-checkpoint": pathFlag({
    doc: "spec of a model that votes on labels (S3)",
    group: "Modules",
    default: "builtin:symbolic",
    value: "spec",
  }),
};

/** What models may cost. */
export const costFlag = {
  "max-cost-usd": floatFlag({
    doc: "what paid models may cost in all, earlier attempts included; a hard stop, resumable",
    group: "Modules",
    min: 0,
    value: "usd",
  }),
};
