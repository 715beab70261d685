import { CRITIC_VERSION } from "../critic/critic.ts";
import { DESCRIBER_VERSION } from "../describer/describe.ts";
import { DSL_VERSION } from "../dsl/registry.ts";
import { COMPARATOR_VERSION } from "../verifier/comparator.ts";
import { FEATURE_VERSION } from "../verifier/features.ts";

/** The versions of this program's parts that decide results: part of every run's identity. */
export const partVersions = {
  comparator: COMPARATOR_VERSION,
  critic: CRITIC_VERSION,
  describer: DESCRIBER_VERSION,
  dsl: DSL_VERSION,
  feature: FEATURE_VERSION,
};
