import type { Prng } from "../../substrate/values/prng.ts";
import { closedStatement } from "../goal/goal.ts";
import { leanTokens } from "../goal/lean_tokens.ts";
import { firstLine } from "../lean/first_line.ts";
import type { CheckReply, LeanGoal, Lemma } from "../lean/lean_backend.ts";
import type { QueuedGoal } from "../ledger/run_queue.ts";
import { type AttemptRecord, CACHE_STRATEGY, type GoalOutcome } from "../ledger/settle_goal.ts";
import type { CachedProof } from "../ledger/tactic_cache.ts";
import { proofText } from "../strategies/script.ts";
import type { Strategy } from "../strategies/strategy.ts";
import { meterLean } from "./metered_lean.ts";
import { raceStrategies, type Runner } from "./race.ts";
import type { RaceOptions } from "./race_options.ts";

/** Options of {@linkcode tryGoal}. */
export interface TryOptions extends
  Pick<
    RaceOptions,
    "width" | "headStart" | "limits" | "lean" | "slots" | "gate" | "retries" | "clock" | "signal"
  > {
  readonly queued: QueuedGoal;
  /** In the order in which they are to be tried. */
  readonly strategies: readonly Strategy[];
  readonly lemmas: readonly Lemma[];
  readonly cached?: CachedProof | undefined;
  readonly prng: Prng;
}

/**
 * Tries one goal with everything there is: the cached proof first, if it still holds, then the strategies.
 *
 * Whatever a strategy says, a goal counts as proved only after its script was checked once more, as it will be
 * kept: lemmas that it uses are written into it, so that it stands alone.
 */
export async function tryGoal(options: TryOptions): Promise<GoalOutcome> {
  const { queued, lemmas, signal } = options;
  const statement = closedStatement(queued.goal);
  let recheck: AttemptRecord | undefined;
  if (options.cached !== undefined) {
    const checked = await checkAgain(options, { statement }, options.cached);
    if (checked.reply.verdict === "proved") {
      const proof = { ...options.cached, used: checked.reply.used, cached: true };
      return { verdict: "proved", recheck: checked.attempt, attempts: [], proof };
    }
    recheck = checked.attempt;
  }
  const opened = await options.lean.newState({ statement }, { signal });
  if (opened.verdict === "failed" || opened.verdict === "forbidden") {
    const error = firstLine(opened.error);
    return { verdict: "invalid", recheck, attempts: [], error };
  }
  const used = new Map<string, readonly string[]>();
  const kept = new Map<string, readonly string[]>();
  const race = await raceStrategies({
    ...options,
    goal: queued.goal,
    toolsFor: ({ name }) => ({ lemmas, prng: options.prng.split(name) }),
    verify: async (result) => {
      const tactics = withLemmas(result.tactics, lemmas);
      const reply = await options.lean.check({ statement }, proofText(tactics), { signal });
      used.set(result.strategy, reply.used);
      kept.set(result.strategy, tactics);
      return reply.verdict === "proved" ? undefined : reply.error ?? reply.verdict;
    },
  });
  const attempts = race.runners.map((runner) => attemptOf(runner, kept));
  const { winner } = race;
  if (winner === undefined) {
    const error = race.runners.findLast(({ result }) => result?.error !== undefined)?.result?.error;
    return { verdict: "unsolved", recheck, attempts, error };
  }
  const { strategy } = winner;
  const proof = { strategy, tactics: kept.get(strategy)!, used: used.get(strategy)! };
  const whole = { ...proof, cached: false };
  return { verdict: "proved", recheck, attempts, proof: whole };
}

/** The script with the lemmas that it names stated and proved before its first step. */
function withLemmas(tactics: readonly string[], lemmas: readonly Lemma[]): readonly string[] {
  const wanted = new Set<string>();
  const visit = (text: string): void => {
    for (const { text: word } of leanTokens(text)) {
      const lemma = lemmas.find(({ name }) => name === word && !wanted.has(name));
      if (lemma === undefined) continue;
      wanted.add(lemma.name);
      visit(lemma.proof);
    }
  };
  tactics.forEach(visit);
  const stated = lemmas.filter(({ name }) => wanted.has(name))
    .map(({ name, statement, proof }) => `have ${name} : ${statement} := ${proof}`);
  return [...stated, ...tactics];
}

async function checkAgain(
  { lean, gate, signal, clock }: TryOptions,
  goal: LeanGoal,
  { tactics }: CachedProof,
): Promise<{ reply: CheckReply; attempt: AttemptRecord }> {
  const metered = meterLean(lean, { gate, signal, onSpent: () => {} });
  const began = clock.monotonic();
  const reply = await metered.lean.check(goal, proofText(tactics), { signal });
  const { queueMs, heartbeats } = metered.meter;
  const { verdict, error } = reply;
  const success = verdict === "proved";
  const ended = { success, verdict, tactics, subgoals: [], error };
  const workMs = Math.max(0, clock.monotonic() - began - queueMs);
  return {
    reply,
    attempt: { strategy: CACHE_STRATEGY, turn: -1, ended, queueMs, workMs, heartbeats },
  };
}

function attemptOf(
  { strategy, turn, queueMs, workMs, heartbeats, result }: Runner,
  kept: ReadonlyMap<string, readonly string[]>,
): AttemptRecord {
  const spent = { strategy, turn, queueMs, workMs, heartbeats };
  if (result === undefined) return spent;
  const { success, subgoals, error } = result;
  const tactics = success ? kept.get(strategy)! : [];
  const verdict = success ? "proved" : "failed";
  return { ...spent, ended: { success, verdict, tactics, subgoals, error } };
}
