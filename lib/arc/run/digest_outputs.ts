import { createHash } from "node:crypto";
import type { ManifestPhase } from "../../substrate/runs/manifest.ts";
import type { BatchOutputs } from "./batch_options.ts";
import { outputPaths } from "./outputs.ts";

/** The outputs whose bytes repeat exactly, with their digests; timing is left out. */
export async function digestOutputs(outputs: BatchOutputs): Promise<ManifestPhase["outputs"]> {
  const { timing: _timing, ...lasting } = outputPaths(outputs);
  const digested: ManifestPhase["outputs"][number][] = [];
  for (const path of Object.values(lasting)) {
    const hash = createHash("sha256");
    let bytes = 0;
    using file = await Deno.open(path);
    for await (const chunk of file.readable) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    digested.push({ path, digest: hash.digest("hex"), bytes });
  }
  return digested;
}
