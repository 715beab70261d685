import type { Strategy, StrategyResult } from "../strategies/strategy.ts";
import type { RaceOptions } from "./race_options.ts";
import { type Attempt, runAttempt } from "./run_attempt.ts";

/** What became of one strategy in a race. */
export interface Runner {
  readonly strategy: string;
  /** Its place in the order of preference. */
  readonly turn: number;
  readonly queueMs: number;
  readonly workMs: number;
  /** Thousands spent; of a cancelled one what it had spent by then. */
  readonly heartbeats: number;
  /** Absent for one that was cancelled: another had won by then. */
  readonly result?: StrategyResult;
}

/** How a race ended. */
export interface RaceResult {
  /** Those that were begun, by turn. */
  readonly runners: readonly Runner[];
  readonly winner?: Runner & { readonly result: StrategyResult };
}

/**
 * Runs strategies against each other on one goal and returns the first **success**.
 *
 * First is told by heartbeats, not by the clock: the winner is the success that needed the fewest, a head
 * start counted, so the same race has the same winner on every machine. A rival is stopped as soon as it
 * cannot win any more; it is cancelled, not charged with a failure. Failures before the win are failures.
 *
 * @throws the signal's reason when it aborts.
 */
export async function raceStrategies(options: RaceOptions): Promise<RaceResult> {
  const { strategies, width } = options;
  const runners: Runner[] = [];
  for (let from = 0; from < strategies.length; from += width) {
    const heat = await runHeat(options, from, strategies.slice(from, from + width));
    runners.push(...heat.runners);
    if (heat.winner !== undefined) return { runners, winner: heat.winner };
  }
  return { runners };
}

interface Lane {
  readonly turn: number;
  readonly strategy: Strategy;
  /** Heartbeats by which it begins later than the first. */
  readonly handicap: number;
  readonly stop: AbortController;
  state: "waiting" | "running" | "ended";
  attempt?: Attempt;
}

async function runHeat(
  options: RaceOptions,
  from: number,
  strategies: readonly Strategy[],
): Promise<RaceResult> {
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const lanes = strategies.map((strategy, at): Lane => ({
    ...{ turn: from + at, strategy, handicap: at * options.headStart },
    ...{ stop: new AbortController(), state: "waiting" },
  }));
  let failure: { readonly error: unknown } | undefined;
  const review = (): void => {
    const leader = leaderOf(lanes);
    for (const [at, lane] of lanes.entries()) {
      if (lane.state === "ended") continue;
      if (failure !== undefined || (leader !== undefined && !mayBeat(lane, leader))) {
        if (lane.state === "waiting") lane.state = "ended";
        else lane.stop.abort(new DOMException("Another strategy has won", "AbortError"));
      } else if (lane.state === "waiting" && joins(lane, lanes[at - 1])) begin(lane);
    }
    if (!lanes.every((lane) => lane.state === "ended")) return;
    if (failure === undefined) resolve();
    else reject(failure.error);
  };
  const begin = (lane: Lane): void => {
    lane.state = "running";
    const signal = AbortSignal.any([options.signal, lane.stop.signal]);
    const attempt = runAttempt(lane.strategy, { ...options, signal, onSpent: review });
    lane.attempt = attempt;
    attempt.ended.catch((error) => {
      failure ??= { error };
    }).finally(() => {
      lane.state = "ended";
      review();
    });
  };
  review();
  await over;
  options.signal.throwIfAborted();
  const leader = leaderOf(lanes);
  const runners = lanes.flatMap((lane) =>
    lane.attempt === undefined ? [] : [runnerOf(lane, lane.attempt, leader)]
  );
  const winner = runners.find((runner) => runner.turn === leader?.turn);
  return winner?.result === undefined
    ? { runners }
    : { runners, winner: { ...winner, result: winner.result } };
}

/** When a lane is or will be done at the earliest, in heartbeats of the race. */
function reach(lane: Lane): number {
  return lane.handicap + (lane.attempt?.meter.heartbeats ?? 0);
}

function leaderOf(lanes: readonly Lane[]): Lane | undefined {
  let best: Lane | undefined;
  for (const lane of lanes) {
    if (lane.state !== "ended" || lane.attempt?.result?.success !== true) continue;
    if (best === undefined || mayBeat(lane, best)) best = lane;
  }
  return best;
}

function mayBeat(lane: Lane, leader: Lane): boolean {
  const [mine, theirs] = [reach(lane), reach(leader)];
  return mine < theirs || (mine === theirs && lane.turn < leader.turn);
}

/** A lane joins when the one before it has used up its head start, or has ended. */
function joins(lane: Lane, before: Lane | undefined): boolean {
  if (before === undefined || before.state === "ended") return true;
  return before.state === "running" && reach(before) >= lane.handicap;
}

function runnerOf(lane: Lane, attempt: Attempt, leader: Lane | undefined): Runner {
  const { meter, result, queueMs, workMs } = attempt;
  const runner = {
    ...{ strategy: lane.strategy.name, turn: lane.turn, queueMs, workMs },
    heartbeats: meter.heartbeats,
  };
  // What ended after the win, in heartbeats, might as well have been stopped before it ended.
  const counts = result !== undefined &&
    (leader === undefined || lane === leader || mayBeat(lane, leader));
  return counts ? { ...runner, result } : runner;
}
