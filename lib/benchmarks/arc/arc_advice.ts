import { parse } from "@std/jsonc";
import { allFamilies } from "../../arc/ruler/families.ts";
import { STAGE_NAMES } from "../../arc/ruler/stage.ts";
import type {
  AdviceRequest,
  AdvisedEdit,
  BenchmarkAdvice,
  TraceView,
} from "../../distillation/session/ports.ts";

/** Steps by which a search limit grows: the first within the automatic tier, the second beyond doubt enough. */
const NODE_STEPS = [10, 3];
/** Limits of the loop that are worth widening, with what each gives and to where it is raised. */
const LOOP_LIMITS = [
  { setting: "loopIters", atLeast: 3, gives: "more turns to repair a candidate" },
  { setting: "editK", atLeast: 4, gives: "edits of each seed" },
  { setting: "candidateK", atLeast: 4, gives: "more candidates to edit" },
] as const;

const STOPS: Readonly<Record<string, string>> = {
  nodes_spent: "the search ends because its nodes are spent",
  searched_all: "every family that may run has run to its end, and none fits",
  no_candidate: "no family has found any candidate",
  wrong_on_test: "a program fits every train pair and fails the test",
};

/**
 * What ARC traces say of why tasks fail, and what to do about it: nodes where searches are cut, stages and
 * families where those that may run have nothing left to try, turns and edits where a candidate is near.
 */
export const arcAdvice: BenchmarkAdvice = {
  clusterBy: ["stop", "errorType", "csa", "facts"],
  describe: (facet, value) => {
    if (facet === "stop") return STOPS[value] ?? `runs that end by ${value}`;
    if (facet === "errorType") return `the best candidate fails by ${value}`;
    if (facet === "csa") return `the best candidate is wrong mostly in ${value}`;
    return facet === "facts" ? `tasks of which ${value} holds` : `runs with ${facet} ${value}`;
  },
  propose: (request) => {
    const { facet, value } = request;
    const nodes = moreNodes(request), missing = missingFamilies(request);
    const order = likeliestFirst(request), loop = widerLoop(request);
    const modules = builtinModules(request);
    // What a cluster speaks for comes first; the rest is tried after it.
    if (facet === "stop" && value === "nodes_spent") {
      return [...nodes, ...missing, ...order, ...modules, ...loop];
    }
    return [...missing, ...modules, ...loop, ...nodes, ...order];
  },
};

function moreNodes({ read, runs }: AdviceRequest): AdvisedEdit[] {
  const budget = numberAt(read("arc/search.jsonc"), "nodeBudget");
  const cut = runs.filter((run) => !run.passed && run.facets.cut === true).length;
  if (budget === undefined || cut === 0) return [];
  return NODE_STEPS.map((step) => ({
    op: "set_search_budget",
    payload: { setting: "nodeBudget", value: budget * step },
    rationale: `${cut} of these runs were cut at ${budget} nodes; ${step} times as many`,
  }));
}

/** Stages and families that the ruler could search and does not. */
function missingFamilies({ read, allRuns }: AdviceRequest): AdvisedEdit[] {
  const settings = rulerSettings(read);
  if (settings === undefined) return [];
  const edits: AdvisedEdit[] = [];
  const stages = settings.stages ?? STAGE_NAMES;
  const left = STAGE_NAMES.filter((stage) => !stages.includes(stage));
  if (left.length > 0) {
    const failed = allRuns.filter((run) => !run.passed).length;
    edits.push({
      op: "set_family_order",
      payload: { level: "stages", order: [...STAGE_NAMES] },
      rationale: `no run searches ${left.join(", ")}, and ${failed} of ${allRuns.length} fail`,
    });
  }
  const families = allFamilies.map(({ name }) => name);
  const silent = families.filter((name) => settings.families?.includes(name) === false);
  if (silent.length > 0) {
    edits.push({
      op: "set_family_order",
      payload: { level: "families", order: families },
      rationale: `${silent.length} families may not run: ${silent.slice(0, 6).join(", ")}`,
    });
  }
  return edits;
}

/** Stages in the order of how many tasks each has solved, where they run in another. */
function likeliestFirst({ read, allRuns }: AdviceRequest): AdvisedEdit[] {
  const stages = rulerSettings(read)?.stages ?? STAGE_NAMES;
  const solved = (stage: string) =>
    allRuns.filter((run) => run.passed && run.facets.stage === stage).length;
  const order = [...stages].sort((a, b) => solved(b) - solved(a));
  if (order.join() === stages.join()) return [];
  return [{
    op: "set_family_order",
    payload: { level: "stages", order },
    rationale: `solved by stage: ${order.map((name) => `${name} ${solved(name)}`).join(", ")}`,
  }];
}

/** Turns and edits, where they are fewer than the harness does well with. */
function widerLoop({ read, runs }: AdviceRequest): AdvisedEdit[] {
  const near = runs.filter((run) => !run.passed && scoreOf(run) > 0).length;
  if (near === 0) return [];
  return LOOP_LIMITS.flatMap(({ setting, atLeast, gives }): AdvisedEdit[] => {
    const now = numberAt(read("arc/search.jsonc"), setting);
    if (now === undefined || now >= atLeast) return [];
    return [{
      op: "set_search_budget",
      payload: { setting, value: atLeast },
      rationale:
        `${near} of these runs have a candidate that is near; ${setting} ${now} → ${atLeast}: ${gives}`,
    }];
  });
}

/** The built-in module, where another stands in for it. */
function builtinModules({ read }: AdviceRequest): AdvisedEdit[] {
  const modules = documentOf(read("arc/modules.jsonc"));
  return (["describer", "critic"] as const).flatMap((module): AdvisedEdit[] => {
    const spec = modules?.[module];
    if (typeof spec !== "string" || spec === "builtin:symbolic") return [];
    return [{
      op: "select_module_spec",
      payload: { module, spec: "builtin:symbolic" },
      rationale: `${spec} stands in for the ${module}; the built-in one may do better`,
    }];
  });
}

function scoreOf(run: TraceView): number {
  const score = run.facets.verifierScore;
  return typeof score === "number" ? score : 0;
}

/** Lists of the ruler's settings; an absent one leaves everything in. */
function rulerSettings(
  read: AdviceRequest["read"],
): { readonly stages?: readonly string[]; readonly families?: readonly string[] } | undefined {
  const settings = documentOf(read("arc/ruler.jsonc"))?.settings;
  if (typeof settings !== "object" || settings === null) return undefined;
  const { stages, families } = settings as Record<string, unknown>;
  return {
    ...(Array.isArray(stages) ? { stages: stages.map(String) } : {}),
    ...(Array.isArray(families) ? { families: families.map(String) } : {}),
  };
}

function numberAt(text: string | undefined, key: string): number | undefined {
  const value = documentOf(text)?.[key];
  return typeof value === "number" ? value : undefined;
}

/** An object of the state; nothing where there is none that can be read. */
function documentOf(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Record<string, unknown>
      : undefined;
  } catch {
    return undefined;
  }
}
