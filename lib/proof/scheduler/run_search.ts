import { digestOf } from "../../substrate/values/digest.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { goalId } from "../goal/goal_id.ts";
import { closeRound } from "../ledger/close_round.ts";
import { allOutcomes, lastCheckpoint, roundOutcomes } from "../ledger/round_outcomes.ts";
import {
  beginRun,
  enqueueGoals,
  leaveRun,
  type QueuedGoal,
  queuedIds,
  renewRun,
  runCounts,
  takeRound,
} from "../ledger/run_queue.ts";
import { type GoalOutcome, settleGoal } from "../ledger/settle_goal.ts";
import { cachedProof } from "../ledger/tactic_cache.ts";
import { lemmasFor } from "../marketplace/find_tickets.ts";
import { renewClaims } from "../marketplace/tickets.ts";
import { claimGoals } from "./claim_goals.ts";
import { type ClassBandits, createClassBandits } from "./class_bandits.ts";
import { decidingName } from "../strategies/strategy.ts";
import type { SearchEvent, SearchOptions, SearchSettings } from "./search_options.ts";
import { sideBySide } from "./side_by_side.ts";
import { tryGoal } from "./try_goal.ts";

/** Every setting, with its default. */
export const SEARCH_DEFAULTS: Required<Omit<SearchSettings, "seed">> = {
  policy: "ucb1",
  width: 2,
  headStart: 500,
  heartbeats: 20_000,
  growth: 4,
  passes: 2,
  roundSize: 8,
  depth: 2,
  subgoals: 3,
  retries: 1,
  cache: true,
};

/** Passes after which the budget of a strategy grows no more. */
const GROWING_PASSES = 6;

/**
 * Searches for proofs, round by round, until every goal is settled or the signal aborts.
 *
 * The goals of a round are tried side by side, with strategies ranked by what earlier rounds taught; so the
 * same settings, goals and ledger have the same outcome whatever the clock does. Everything is in the ledger
 * as soon as a goal is settled: a search killed anywhere goes on with `resume` and repeats no settled goal.
 *
 * @throws {UserError} when the ledger is held by another process, or Lean cannot be had.
 */
export async function* runSearch(options: SearchOptions): AsyncGenerator<SearchEvent, void, void> {
  const { ledger, clock, idleMs = 2000 } = options;
  const signal = options.signal ?? new AbortController().signal;
  const search = await openSearch(options);
  const { runId } = search;
  yield { kind: "started", runId, resumed: search.resumed, ...await search.counts() };
  const renewing = setInterval(search.renew, search.leaseMs / 3);
  let state: "done" | "interrupted" = "interrupted";
  try {
    while (!signal.aborted) {
      if (options.endless) await claimGoals(options, runId, search.leaseMs);
      const goals = await search.take();
      if (goals.length > 0) {
        yield* playRound(search, goals, signal);
        continue;
      }
      state = "done";
      if (!options.endless) break;
      yield { kind: "idle" };
      await slept(idleMs, signal);
      state = "interrupted";
    }
  } finally {
    clearInterval(renewing);
    await ledger.write((trx) => leaveRun(trx, runId, state, clock.now()));
  }
  yield { kind: "finished", runId, state };
}

interface Search {
  readonly options: SearchOptions;
  readonly settings: Required<SearchSettings>;
  readonly runId: string;
  readonly resumed: boolean;
  readonly leaseMs: number;
  readonly bandits: ClassBandits;
  round: number;
  ranked: Readonly<Record<string, number>>;
  counts(): ReturnType<typeof runCounts>;
  take(): Promise<QueuedGoal[]>;
  renew(): Promise<void>;
}

async function openSearch(options: SearchOptions): Promise<Search> {
  const { ledger, lean, clock, owner, command, endless = false, leaseMs = 60_000 } = options;
  const settings = { ...SEARCH_DEFAULTS, ...options.settings };
  const { toolchain } = lean;
  const strategies = options.strategies.map(({ name }) => name);
  const decides = { ...settings, strategies: options.strategies.map(decidingName) };
  const goals = endless
    ? []
    : options.goals.map((goal) => [goalId(goal, toolchain), goal.category]);
  const identity = digestOf({ command, decides, goals, toolchain }).slice(0, 16);
  const { runId, resumed } = await ledger.write(async (trx) => {
    const start = {
      identity,
      command,
      options: JSON.stringify(decides),
      toolchain,
      owner,
      leaseMs,
    };
    const run = await beginRun(trx, {
      ...start,
      ...{ seed: String(settings.seed), backend: lean.name },
      resume: endless || (options.resume ?? false),
    }, clock.now());
    const known = run.resumed ? await queuedIds(trx, run.runId) : new Map<string, string>();
    const fresh = options.goals.filter((goal) => !known.has(goalId(goal, toolchain)));
    await enqueueGoals(trx, run.runId, fresh.map((goal) => ({ goal, depth: 0 })), toolchain);
    return run;
  });
  const bandits = createClassBandits(settings.policy, strategies);
  const { round, ranked } = await lastCheckpoint(ledger.db, runId);
  // A run that is taken up knows what it knew; one without end knows what anybody knows.
  if (endless) bandits.learn(await allOutcomes(ledger.db));
  else bandits.learn(await roundOutcomes(ledger.db, { runId, from: 0, to: round - 1 }));
  for (const [category, times] of Object.entries(ranked)) {
    for (let i = 0; i < times; i++) bandits.rank(category, createPrng(0));
  }
  const search: Search = {
    ...{ options, settings, runId, resumed, leaseMs, bandits, round, ranked },
    counts: () => runCounts(ledger.db, runId),
    take: () => ledger.write((trx) => takeRound(trx, runId, search.round, settings.roundSize)),
    renew: () =>
      ledger.write(async (trx) => {
        await renewRun(trx, { runId, owner, leaseMs }, clock.now());
        await renewClaims(trx, owner, leaseMs, clock.now());
      }).catch(() => {}), // A busy ledger: the next turn renews it.
  };
  return search;
}

async function* playRound(
  search: Search,
  goals: readonly QueuedGoal[],
  signal: AbortSignal,
): AsyncGenerator<SearchEvent, void, void> {
  const { options: { ledger, lean, clock }, settings, runId, round, bandits } = search;
  const failed = new AbortController();
  const both = AbortSignal.any([signal, failed.signal]);
  const ranked = { ...search.ranked };
  const work: Promise<Settled | undefined>[] = [];
  for (const queued of goals) {
    const { category } = queued.goal;
    ranked[category] = (ranked[category] ?? 0) + 1;
    const prng = createPrng(`${settings.seed}/${queued.goalId}/${queued.pass}`);
    const order = bandits.rank(category, prng.split("rank"));
    if (!queued.settled) work.push(workOn(search, queued, order, both));
  }
  for await (const settled of sideBySide(work, (reason) => failed.abort(reason))) {
    if (settled !== undefined) yield settledEvent(settled, await search.counts());
  }
  if (signal.aborted) return;
  const checkpoint = { round: round + 1, ranked };
  const rules = { runId, toolchain: lean.toolchain, ...settings };
  const end = await ledger.write((trx) => closeRound(trx, rules, checkpoint, clock.now()));
  bandits.learn(await roundOutcomes(ledger.db, { runId, from: round, to: round }));
  search.round = round + 1;
  search.ranked = ranked;
  await lean.reset();
  yield { kind: "round_closed", round, ...end };
}

interface Settled {
  readonly queued: QueuedGoal;
  readonly outcome: GoalOutcome;
}

/** Tries a goal and writes what came of it; nothing is written of one that was interrupted. */
async function workOn(
  { options, settings, runId, round }: Search,
  queued: QueuedGoal,
  order: readonly string[],
  signal: AbortSignal,
): Promise<Settled | undefined> {
  const { ledger, lean, slots, clock, owner } = options;
  const { width, headStart, retries, seed, growth } = settings;
  const grown = growth ** Math.min(queued.pass, GROWING_PASSES);
  const limits = {
    heartbeats: settings.heartbeats * grown,
    deadlineMs: (options.attemptMs ?? 120_000) * grown,
  };
  try {
    const lemmas = (await lemmasFor(ledger.db, queued.statementKey)).slice(0, queued.lemmas);
    const cached = settings.cache ? await cachedProof(ledger.db, queued.goalId) : undefined;
    const strategies = order.map((name) => options.strategies.find((one) => one.name === name)!);
    const prng = createPrng(`${seed}/${queued.goalId}/${queued.pass}/try`);
    const gate = options.gate ?? (() => Promise.resolve(0));
    const outcome = await tryGoal({
      ...{ queued, strategies, lemmas, cached, prng, gate, width, headStart, limits, retries },
      ...{ lean, slots, clock, signal },
    });
    if (signal.aborted) return undefined;
    const place = { runId, round, backend: lean.name, toolchain: lean.toolchain, owner };
    await ledger.write((trx) => settleGoal(trx, queued, outcome, place, clock.now()));
    return { queued, outcome };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

function settledEvent(
  { queued, outcome: { verdict, proof, error } }: Settled,
  { settled, proved }: { readonly settled: number; readonly proved: number },
): SearchEvent {
  return {
    ...{ kind: "goal_settled", name: queued.goal.name, verdict, settled, proved },
    ...(proof === undefined ? {} : { strategy: proof.strategy }),
    cached: proof?.cached ?? false,
    ...(error === undefined ? {} : { error }),
  };
}

/** Resolves after some time, or at once when the signal aborts. */
function slept(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const wake = () => {
    clearTimeout(timer);
    resolve();
  };
  signal.addEventListener("abort", wake, { once: true });
  return promise.finally(() => signal.removeEventListener("abort", wake));
}
