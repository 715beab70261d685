import config from "../../../deno.json" with { type: "json" };
import { sha256 } from "../values/digest.ts";
import type { RunVersions } from "./manifest.ts";

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
