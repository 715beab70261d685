import { parse } from "@std/jsonc";
import { MICRO_LISTS, MICRO_TACTICS } from "../../proof/strategies/micro/micro.ts";
import type {
  AdviceRequest,
  AdvisedEdit,
  BenchmarkAdvice,
} from "../../distillation/session/ports.ts";
import { PORTFOLIO } from "./proof_portfolio.ts";

/** By how much heartbeats grow: within what needs no person's word. */
const STEPS = [10, 3];

const STOPS: Readonly<Record<string, string>> = {
  heartbeats_spent: "the search ends because its heartbeats are spent",
  nothing_left: "every strategy has tried all it knows",
};

/**
 * What attempts say of a portfolio: heartbeats where they are spent, strategies that could run and are not
 * named, tactics that are missing from the lists.
 *
 * @param runnable names of the strategies that can run here, the most promising first
 */
export function proofAdvice(runnable: readonly string[]): BenchmarkAdvice {
  return {
    clusterBy: ["stop"],
    describe: (facet, value) =>
      facet === "stop" ? STOPS[value] ?? `goals that end by ${value}` : `goals of ${value}`,
    propose: (request) => {
      const portfolio = portfolioOf(request);
      if (portfolio === undefined) return [];
      const more = moreHeartbeats(request, portfolio);
      const strategies = missingStrategies(request, portfolio, runnable);
      const others = [...strategies, ...missingTactics(request, portfolio)];
      if (request.value !== "heartbeats_spent") return [...others, ...more];
      return [...together(more, strategies), ...more.slice(0, 1), ...others, ...more.slice(1)];
    },
  };
}

/** As much of a state's portfolio as can be read. */
interface Portfolio {
  readonly strategies: readonly string[];
  readonly heartbeats: number;
  readonly tactics: Readonly<Record<string, unknown>>;
}

type PortfolioEdit = Extract<AdvisedEdit, { readonly op: "set_proof_portfolio" }>;

/** Another strategy is of little use with heartbeats that are spent at once, so the two are tried as one. */
function together(
  [more]: readonly PortfolioEdit[],
  [other]: readonly PortfolioEdit[],
): PortfolioEdit[] {
  if (more === undefined || other === undefined) return [];
  return [{
    op: "set_proof_portfolio",
    payload: { ...other.payload, ...more.payload },
    rationale: `${more.rationale}; ${other.rationale}`,
  }];
}

function moreHeartbeats({ runs }: AdviceRequest, now: Portfolio): PortfolioEdit[] {
  const spent = runs.filter(({ passed, facets }) => !passed && listIn(facets.spent).length > 0);
  if (spent.length === 0) return [];
  return STEPS.map((step) => ({
    op: "set_proof_portfolio",
    payload: { heartbeats: now.heartbeats * step },
    rationale: `${spent.length} of these goals end with ${now.heartbeats} thousand heartbeats ` +
      `spent; ${step} times as many`,
  }));
}

function missingStrategies(
  { allRuns }: AdviceRequest,
  { strategies }: Portfolio,
  runnable: readonly string[],
): PortfolioEdit[] {
  const failed = allRuns.filter((run) => !run.passed).length;
  return runnable.filter((name) => !strategies.includes(name)).map((name) => ({
    op: "set_proof_portfolio",
    payload: { strategies: [...strategies, name] },
    rationale: `${failed} of ${allRuns.length} goals are open after ${strategies.join(", ")}; ` +
      `${name} has not been tried`,
  }));
}

function missingTactics({ runs }: AdviceRequest, { tactics }: Portfolio): AdvisedEdit[] {
  return MICRO_LISTS.flatMap((list): AdvisedEdit[] => {
    const now = listIn(tactics[list]);
    const lacking = MICRO_TACTICS[list].map(({ tactic }) => tactic)
      .filter((tactic) => !now.includes(tactic));
    if (lacking.length === 0) return [];
    return [{
      op: "set_tactic_list",
      payload: { list, tactics: [...now, ...lacking] },
      rationale: `${runs.length} goals, and the list ${list} lacks ${lacking.join(", ")}`,
    }];
  });
}

function portfolioOf({ read }: AdviceRequest): Portfolio | undefined {
  try {
    const { strategies, heartbeats, tactics } = parse(read(PORTFOLIO) ?? "{}") as Record<
      string,
      unknown
    >;
    if (typeof heartbeats !== "number") return undefined;
    const lists = typeof tactics === "object" && tactics !== null ? tactics : {};
    return { strategies: listIn(strategies), heartbeats, tactics: { ...lists } };
  } catch {
    return undefined;
  }
}

function listIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
