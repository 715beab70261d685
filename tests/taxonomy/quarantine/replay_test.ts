import { assertEquals } from "@std/assert";
import { quarantineItems } from "../../../lib/taxonomy/quarantine/quarantine_items.ts";
import {
  type QuarantineReplay,
  replayQuarantine,
} from "../../../lib/taxonomy/quarantine/replay_quarantine.ts";
import type { TaxonomyRunOptions } from "../../../lib/taxonomy/run/run_options.ts";
import { findRun } from "../../../lib/taxonomy/run/stored_run.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { runToy, TOY_FILES, toyCorpus, toyOptions, toyPolicies } from "../_toy.ts";

async function replayed(
  runs: string,
  change: Partial<TaxonomyRunOptions>,
  executed: string[] = [],
) {
  const stored = await findRun((await runToy({ runs })).runId, { runs });
  const replay = replayQuarantine(stored, { ...await toyOptions(runs, executed), ...change });
  let next = await replay.next();
  while (!next.done) next = await replay.next();
  const { released, held, added, run }: QuarantineReplay = next.value;
  return { sizes: [released.size, held.size, added.size], same: run.folder === stored.folder };
}

Deno.test("the queue keeps reason, words, text and place", () =>
  inTempFolder(async (runs) => {
    const { runId } = await runToy({ runs });
    const items = await Array.fromAsync(quarantineItems(await findRun(runId, { runs })));
    assertEquals(
      items.map((
        { phase, reasonCode, text, provenance },
      ) => [phase, reasonCode, text, provenance.uri]),
      [
        ["S0", "too_short", "x", "a.txt"],
        ["assembly", "orphan", "art", undefined],
      ],
    );
    assertEquals(items[0]!.detail, "1 characters, at least 4 expected");
  }));

Deno.test("replayed without a fix, everything is held, and nothing is executed", () =>
  inTempFolder(async (runs) => {
    const executed: string[] = [];
    assertEquals(await replayed(runs, {}, executed), { sizes: [0, 2, 0], same: true });
    assertEquals(executed, []);
  }));

Deno.test("replayed after a change of policies, what it lets through is released in a run of its own", () =>
  inTempFolder(async (runs) => {
    const policies = await toyPolicies({ "rawExtraction.minChars": 1 });
    assertEquals(await replayed(runs, { policies }), { sizes: [1, 1, 0], same: false });
  }));

Deno.test("replayed after a source was mended, the mended text is released; new trouble is told", () =>
  inTempFolder(async (runs) => {
    const corpus = toyCorpus({
      ...TOY_FILES,
      "a.txt": TOY_FILES["a.txt"]!.replace("culture", "science"),
      "c.txt": "y\n",
    });
    assertEquals(await replayed(runs, { corpus }), { sizes: [1, 1, 1], same: false });
  }));
