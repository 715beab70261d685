import { closedStatement, type Goal } from "../goal/goal.ts";
import { firstLine } from "../lean/first_line.ts";
import type { LeanCost, LeanGoal, ProofState, StepReply, Verdict } from "../lean/lean_backend.ts";
import { proofText, quiet } from "./script.ts";
import type { StrategyLimits, StrategyResult, StrategyTools } from "./strategy.ts";

/** Thrown inside an attempt when nothing is left to spend; caught by {@linkcode runAttempt}. */
export class OutOfBudget extends Error {}

/** What a request came to, for a strategy that tries many. */
export type Tried =
  | { readonly kind: "open"; readonly state: ProofState }
  | { readonly kind: "proved"; readonly state: ProofState }
  | { readonly kind: "failed"; readonly verdict: Verdict; readonly error: string };

/** Lean under one attempt's budget: every request is charged, a death of the process only ends that request. */
export interface Attempt {
  readonly goal: LeanGoal;
  /** Heartbeats used so far, in thousands. */
  readonly spent: number;
  /** Heartbeats still to spend, in thousands. */
  readonly left: number;
  /** The statement as an open state, once per attempt and not charged; undefined where it does not elaborate. */
  open(): Promise<ProofState | undefined>;
  /** Applies a tactic to the main goal of a state, for at most `cap` thousand heartbeats. */
  step(state: ProofState, tactic: string, cap?: number): Promise<Tried>;
  /** Notes closed statements that would finish the goal; the last word counts. */
  suggest(subgoals: readonly string[]): void;
}

/** Heartbeats one request may cost where the strategy says nothing, in thousands. */
export const REQUEST_CAP = 400;
/** So many deaths or overruns of Lean's process end an attempt: each costs a start. */
const DEATH_LIMIT = 3;

/**
 * Runs one strategy's search: charges what it asks of Lean, and lets only a script count that Lean has
 * checked as a whole, from the closed statement, once more.
 *
 * @param search Resolves to the state in which no goal is left, or to undefined when it knows nothing more.
 */
export async function runAttempt(
  strategy: string,
  goal: Goal,
  limits: StrategyLimits,
  tools: StrategyTools,
  search: (attempt: Attempt) => Promise<ProofState | undefined>,
): Promise<StrategyResult> {
  const started = tools.clock.monotonic();
  const book = openBook(goal, limits, tools, started);
  let error: string | undefined;
  let tactics: readonly string[] = [];
  try {
    const end = await search(book.attempt);
    if (end !== undefined) {
      const script = end.path.map(loud);
      const verdict = await book.confirm(script);
      if (verdict === undefined) tactics = script;
      else error = verdict;
    }
  } catch (thrown) {
    if (!(thrown instanceof OutOfBudget)) throw thrown;
    error = thrown.message;
  }
  const success = tactics.length > 0;
  return {
    success,
    strategy,
    tactics,
    timeSeconds: (tools.clock.monotonic() - started) / 1000,
    heartbeats: book.attempt.spent,
    subgoals: success ? [] : book.subgoals(),
    ...(success ? {} : { error: error ?? book.trouble() ?? "nothing it tried proves the goal" }),
  };
}

const loud = (tactic: string): string => tactic.replaceAll("grind -verbose", "grind");

function openBook(goal: Goal, limits: StrategyLimits, tools: StrategyTools, started: number) {
  const { lean, lemmas, before } = tools;
  const leanGoal: LeanGoal = {
    statement: closedStatement(goal),
    ...(lemmas.length > 0 ? { lemmas } : {}),
    ...(before === undefined ? {} : { before }),
  };
  let spent = 0, deaths = 0;
  let subgoals: readonly string[] = [];
  let opened: Promise<ProofState | undefined> | undefined;
  let trouble: string | undefined;
  const msLeft = () => limits.deadlineMs - (tools.clock.monotonic() - started);
  const room = (cap: number) => {
    if (limits.signal?.aborted) throw new OutOfBudget("stopped");
    if (deaths >= DEATH_LIMIT) throw new OutOfBudget(`Lean died ${deaths} times`);
    const heartbeats = Math.min(cap, limits.heartbeats - spent);
    const deadlineMs = msLeft();
    if (heartbeats < 1) throw new OutOfBudget(`no proof within ${limits.heartbeats} heartbeats`);
    if (deadlineMs < 1) throw new OutOfBudget(`no proof within ${limits.deadlineMs} ms`);
    return { heartbeats, deadlineMs, ...(limits.signal ? { signal: limits.signal } : {}) };
  };
  const charge = (cost: LeanCost, verdict: Verdict | "open", cap: number) => {
    // A backend that cannot tell is charged the cap: the same on every machine.
    spent += cost.heartbeats ?? cap;
    if (verdict === "crashed") deaths++;
  };
  const ask = async (
    cap: number,
    request: (room: ReturnType<typeof roomOf>) => Promise<StepReply>,
  ) => {
    const allowed = room(cap);
    const reply = await request(allowed);
    charge(reply, reply.verdict, allowed.heartbeats);
    return reply;
  };
  const roomOf = room;
  const attempt: Attempt = {
    goal: leanGoal,
    get spent() {
      return spent;
    },
    get left() {
      return Math.max(0, limits.heartbeats - spent);
    },
    open: () =>
      opened ??= lean.newState(leanGoal, room(REQUEST_CAP)).then((reply) => {
        // Not charged: most of it is the environment that the goal stands in, the same for every strategy.
        if (reply.verdict === "crashed") deaths++;
        if (reply.verdict === "open") return reply.state;
        trouble = "error" in reply ? firstLine(reply.error) : undefined;
        return undefined;
      }),
    step: async (state, tactic, cap = REQUEST_CAP) => {
      const reply = await ask(cap, (allowed) => lean.step(state, quiet(tactic), allowed));
      if (reply.verdict === "open") return { kind: "open", state: reply.state };
      if (reply.verdict === "proved") return { kind: "proved", state: reply.state };
      return { kind: "failed", verdict: reply.verdict, error: reply.error };
    },
    suggest: (found) => void (subgoals = found),
  };
  return {
    attempt,
    subgoals: () => subgoals,
    trouble: () => trouble,
    /** Undefined where the whole script is proved, otherwise why not. */
    confirm: async (script: readonly string[]): Promise<string | undefined> => {
      const deadlineMs = Math.max(1000, msLeft());
      // Not charged, as opening is not: every proof is checked once more, whoever found it.
      const reply = await lean.check(leanGoal, proofText(script), { deadlineMs });
      if (reply.verdict === "proved") return undefined;
      return `the steps went through, the whole script did not: ${reply.verdict}${
        reply.error === undefined ? "" : `, ${firstLine(reply.error)}`
      }`;
    },
  };
}
