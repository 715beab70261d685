import type { ProofState } from "../../lean/lean_backend.ts";
import { type Attempt, runAttempt } from "../attempt.ts";
import { introduceAll, nameAll } from "../opening.ts";
import { parseGoal } from "../printed_goal.ts";
import type { Strategy } from "../strategy.ts";
import { learnTacticModel } from "./ngram_model.ts";
import type { TacticModel } from "./tactic_model.ts";

/** Options of {@linkcode createCopilot}. */
export interface CopilotOptions {
  /** What proposes tactics. @default the built-in prior, with no proof to learn from */
  readonly tacticModel?: TacticModel;
}

/** Tactics asked of the model for each state. */
const WIDTH = 14;
/** Open goals beyond which a state is given up. */
const GOALS_LIMIT = 8;
/** A search tactic costs more than a step of a proof should. */
const SEARCH = /\bgrind\b/, SEARCH_CAP = 700, STEP_CAP = 300;
/** What an open goal more is worth against a likelier path, in nats. */
const GOAL_PENALTY = 0.7;

interface Node {
  readonly state: ProofState;
  readonly history: readonly string[];
  /** Lower is better: minus the path's log-probability, plus what is still open. */
  readonly cost: number;
  readonly logProbability: number;
}

/**
 * Best-first search over tactic steps that a model proposes; states are immutable and the same goals are
 * visited once.
 *
 * Source: S. Polu, I. Sutskever, "Generative Language Modeling for Automated Theorem Proving", 2020, with the
 * cumulative log-probability as the order.
 */
export function createCopilot({ tacticModel = learnTacticModel([]) }: CopilotOptions): Strategy {
  return {
    name: "copilot",
    weight: "light",
    ...(tacticModel.digest === undefined ? {} : { model: tacticModel.digest }),
    run: (goal, limits, tools) =>
      runAttempt(
        "copilot",
        goal,
        limits,
        tools,
        (attempt) => search(attempt, tacticModel, limits.signal),
      ),
  };
}

async function search(
  attempt: Attempt,
  model: TacticModel,
  signal: AbortSignal | undefined,
): Promise<ProofState | undefined> {
  const root = await attempt.open();
  if (root === undefined) return undefined;
  const seen = new Set<string>();
  const queue: Node[] = [];
  const push = async (state: ProofState, history: readonly string[], logProbability: number) => {
    if (state.goals.length > GOALS_LIMIT) return;
    // Two scripts that end in the same goals are the same state, whatever its path.
    const key = state.goals.join("\n\n");
    if (seen.has(key)) return;
    seen.add(key);
    const opened = await introduceAll(attempt, state);
    const named = await nameAll(attempt, opened.state);
    const cost = GOAL_PENALTY * named.state.goals.length - logProbability;
    queue.push({ state: named.state, history, cost, logProbability });
  };
  await push(root, [], 0);
  while (queue.length > 0) {
    const node = takeBest(queue);
    const text = node.state.goals[0]!;
    const request = { goal: parseGoal(text), text, history: node.history, limit: WIDTH };
    const proposed = await model.propose({ ...request, ...(signal ? { signal } : {}) });
    for (const { tactic, logProbability } of proposed) {
      const tried = await attempt.step(node.state, tactic, capOf(tactic));
      if (tried.kind === "proved") return tried.state;
      if (tried.kind === "failed") continue;
      await push(tried.state, [...node.history, tactic], node.logProbability + logProbability);
    }
  }
  return undefined;
}

/** The node of least cost; of equal ones the oldest. */
function takeBest(queue: Node[]): Node {
  let best = 0;
  for (let at = 1; at < queue.length; at++) if (queue[at]!.cost < queue[best]!.cost) best = at;
  return queue.splice(best, 1)[0]!;
}

function capOf(tactic: string): number {
  return SEARCH.test(tactic) ? SEARCH_CAP : STEP_CAP;
}
