import config from "../../../deno.json" with { type: "json" };
import type { RunVersions } from "../../substrate/runs/manifest.ts";
import { sha256 } from "../../substrate/values/digest.ts";
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

/** What a run's manifest says about the program; the lock file's digest is empty where it cannot be read. */
export async function runVersions(): Promise<RunVersions> {
  let dependencies = "";
  try {
    const lock = new URL("../../../deno.lock", import.meta.url);
    dependencies = sha256(await Deno.readTextFile(lock));
  } catch {
    // An installed copy has no lock file, and a notebook may not be allowed to read it.
  }
  return { baton: config.version, deno: Deno.version.deno, dependencies };
}
