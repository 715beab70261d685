// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Generated records through S0 to S2: rows per second, the memory the process holds at each 100,000,
 * and the most it held.
 *
 *   deno task bench:taxonomy [records, default 1000000]
 */
import { systemClock } from "../lib/substrate/values/clock.ts";
import { createPrng } from "../lib/substrate/values/prng.ts";
import type { Corpus, RawDocument } from "../lib/taxonomy/phases/corpus.ts";
import { loadPolicies } from "../lib/taxonomy/policies/load_policies.ts";
import { TaxonomyOrchestrator } from "../lib/taxonomy/run/taxonomy_orchestrator.ts";
import { TAXONOMY_PHASES } from "../lib/taxonomy/taxonomy_phases.ts";

const records = Number(Deno.args[0] ?? 1_000_000);
const THEMES = 400;
const WORDS = "light sound heat motion matter energy rocks plants animals cells stars numbers"
  .split(" ");

/** Definitions of a few hundred fields among a lot of other prose, from a fixed seed. */
async function* documents(): AsyncGenerator<RawDocument, void, void> {
  const prng = createPrng("taxonomy scale");
  const encoder = new TextEncoder();
  for (let i = 0; i < records; i++) {
    const theme = prng.below(THEMES), word = prng.pick(WORDS), other = prng.pick(WORDS);
    const parent = theme < 20 ? "" : `field${theme % 20}`;
    const text = i % 10 > 0
      ? `thing${
        prng.below(1e6)
      }: an object that people use for ${word} number ${i} near field${theme}`
      : theme < 20
      ? `field${theme}: a discipline that studies ${word} and ${other} of kind ${i}`
      : `field${theme}: the branch of ${parent} that studies ${word} and ${other} of kind ${i}`;
    yield {
      uri: "generated",
      line: i + 1,
      bytes: encoder.encode(text),
      contentType: "text/x-dictionary",
      publisher: `publisher ${prng.below(50)}`,
      licence: "none",
    };
  }
}

const corpus: Corpus = {
  source: "generated",
  parts: [{ name: "generated", digest: String(records), rows: records, read: documents }],
};
const runs = await Deno.makeTempDir();
const megabytes = () => Math.round(Deno.memoryUsage().rss / 1e6);
let peak = 0;
const watch = setInterval(() => peak = Math.max(peak, megabytes()), 200);
const begun = systemClock.monotonic();
try {
  const orchestrator = new TaxonomyOrchestrator({
    runs,
    phases: TAXONOMY_PHASES,
    corpus,
    policies: await loadPolicies("development"),
    lastPhase: "S2",
    versions: { baton: "bench", deno: Deno.version.deno, dependencies: "bench" },
    clock: systemClock,
  });
  for await (const event of orchestrator.run()) {
    if (event.kind === "progress" && event.done % 100_000 === 0) {
      console.log(`${event.phase}/${event.step}  ${event.done} rows  RSS ${megabytes()} MB`);
    }
    if (event.kind !== "phase_finished") continue;
    const { phase, durationSec, counters } = event;
    const rate = Math.round(records / durationSec);
    console.log(
      `${phase}  ${durationSec.toFixed(1)} s  ${rate} rows/s  in ${counters.in}  ok ${counters.ok}`,
    );
  }
} finally {
  clearInterval(watch);
  await Deno.remove(runs, { recursive: true });
}
const seconds = (systemClock.monotonic() - begun) / 1000;
console.log(
  `${records} records  ${seconds.toFixed(1)} s  ${Math.round(records / seconds)} rows/s  ` +
    `peak RSS ${peak} MB`,
);
