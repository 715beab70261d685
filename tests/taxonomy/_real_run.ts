import { manualClock } from "../../lib/substrate/values/clock.ts";
import { loadPolicies } from "../../lib/taxonomy/policies/load_policies.ts";
import type { TaxonomyRunOptions } from "../../lib/taxonomy/run/run_options.ts";
import type { TaxonomyEvent } from "../../lib/taxonomy/run/taxonomy_event.ts";
import { TaxonomyOrchestrator } from "../../lib/taxonomy/run/taxonomy_orchestrator.ts";
import { TAXONOMY_PHASES } from "../../lib/taxonomy/taxonomy_phases.ts";
import { toyCorpus } from "./_toy.ts";

/** What {@linkcode runReal} came to. */
export interface RealRun {
  readonly events: readonly TaxonomyEvent[];
  /** `phase/step` of those that were executed, in order. */
  readonly executed: readonly string[];
  readonly error?: Error;
  readonly runId: string;
  readonly folder: string;
}

/** As few documents as make every kind of file: a tree, a label dropped, two merged, one line of garbage. */
export const REAL_FILES: Readonly<Record<string, string>> = {
  "a.txt": "science: a discipline that studies nature\n" +
    "physics: the branch of science that studies matter and energy\n" +
    "optics: the branch of physics that studies light\n" +
    "magnetism: the branch of physics that studies magnets and fields\n" +
    "magnetisme: the branch of physics that studies magnets and poles\n" +
    "laser/maser optics: the branch of optics that studies amplified light\n" +
    "\x00\x01\x02\x03\n",
};

type RealOptions = Partial<TaxonomyRunOptions> & { readonly runs: string };

/** The options of {@linkcode runReal}. */
export async function realOptions(options: RealOptions): Promise<TaxonomyRunOptions> {
  return {
    // All runs of one test are made by one code: hashing it each time says nothing.
    phases: TAXONOMY_PHASES.map((phase) => ({ ...phase, code: [] })),
    corpus: toyCorpus(REAL_FILES),
    policies: await loadPolicies("testing"),
    versions: { baton: "0", deno: "0", dependencies: "-" },
    clock: manualClock(),
    ...options,
  };
}

/** Runs the real phases on a few lines; an error is handed back, not thrown. */
export async function runReal(options: RealOptions): Promise<RealRun> {
  const events: TaxonomyEvent[] = [];
  let error: Error | undefined;
  try {
    const orchestrator = new TaxonomyOrchestrator(await realOptions(options));
    for await (const event of orchestrator.run()) events.push(event);
  } catch (caught) {
    error = caught as Error;
  }
  const started = events.find((event) =>
    event.kind === "run_started" || event.kind === "run_finished"
  ) as { readonly runId: string; readonly folder: string } | undefined;
  return {
    events,
    executed: events.flatMap((event) =>
      event.kind === "step_done" && !event.reused ? [`${event.phase}/${event.step}`] : []
    ),
    ...(error === undefined ? {} : { error }),
    runId: started?.runId ?? "",
    folder: started?.folder ?? "",
  };
}
