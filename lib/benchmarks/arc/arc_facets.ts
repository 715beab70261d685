import type { Candidate, Trace } from "../../arc/trace/trace.ts";
import type { Facets } from "../../distillation/session/student_run.ts";

/** Facts told of a run at most. */
const MOST_FACTS = 12;

/**
 * What a trace says of why a task came out as it did; nothing of it stems from test outputs but `stop`, which
 * tells a fit that fails the test from one that passes.
 *
 * `stop`: `solved`, `wrong_on_test` (fits every train pair), `nodes_spent` (the search was cut by its node
 * budget), `searched_all` (every family ran to its end) or `no_candidate`.
 */
export function arcFacets(trace: Trace, passed: boolean): Facets {
  const candidates = trace.iterations.flatMap((turn) => turn.candidates);
  const best = candidates.find(({ candidateId }) => candidateId === trace.outcome.best);
  const searches = trace.iterations.flatMap((turn) => turn.searches ?? []);
  const stage = searches.find((one) => one.family === best?.family)?.stage;
  const cut = trace.timing.cut === "nodes" || searches.some((one) => one.cut);
  return {
    stop: passed ? "solved" : stopOf(trace, best, cut),
    errorType: best?.verify.errorType ?? "none",
    ...(best === undefined ? {} : { family: best.family, source: best.source }),
    ...(stage === undefined ? {} : { stage }),
    ...(best === undefined || passed ? {} : { csa: largestPart(best) }),
    cut,
    stagesRun: [...new Set(searches.map((one) => one.stage))],
    cutStages: [...new Set(searches.filter((one) => one.cut).map((one) => one.stage))],
    nodes: trace.timing.nodes,
    iterations: trace.iterations.length,
    verifierScore: Number(trace.outcome.verifierScore.toFixed(6)),
    facts: [...new Set(trace.facts.filter((fact) => fact.support.length > 0).map((f) => f.kind))]
      .slice(0, MOST_FACTS),
  };
}

function stopOf(trace: Trace, best: Candidate | undefined, cut: boolean): string {
  if (trace.outcome.solved) return "wrong_on_test";
  if (cut) return "nodes_spent";
  return best === undefined ? "no_candidate" : "searched_all";
}

/** The kind of error that the best candidate makes most of. */
function largestPart({ critic }: Candidate): string {
  const parts = Object.entries(critic.csa.pooled);
  const [name, mass] = parts.reduce((most, part) => part[1] > most[1] ? part : most);
  return mass === 0 ? "none" : name;
}
