import type { PrintedGoal } from "../printed_goal.ts";

/** A tactic with how likely it is to be the right one here. */
export interface ProposedTactic {
  readonly tactic: string;
  /** Natural logarithm of a probability. */
  readonly logProbability: number;
}

/** A state as a tactic model sees it. */
export interface TacticRequest {
  /** The main goal. */
  readonly goal: PrintedGoal;
  /** The same as Lean prints it. */
  readonly text: string;
  /** Tactics that led here, the first one first. */
  readonly history: readonly string[];
  /** How many tactics are wanted at most. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** Says which tactics to try next; Lean says whether they were right. */
export interface TacticModel {
  /** What it is recorded under, e.g. `builtin:ngram`. */
  readonly name: string;
  /** Digest of the spec of the endpoint that it asks; absent: it asks none. */
  readonly digest?: string;
  /** Tactics for the main goal, the likeliest first, without repeats. */
  propose(request: TacticRequest): Promise<readonly ProposedTactic[]>;
}
