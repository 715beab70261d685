/** A goal, once for each toolchain it was tried with. */
export interface GoalRow {
  /** Digest of normalised statement and toolchain. */
  goal_id: string;
  /** Digest of the normalised statement alone: what tickets go by. */
  statement_key: string;
  name: string;
  /** The closed statement. */
  text: string;
  source: string;
  category: string;
  difficulty: number;
  priority: number;
  status: "open" | "proved" | "unsolved" | "invalid";
  toolchain: string;
}

/** One finished attempt; what the race took off before it could end is in `cancellations`. */
export interface AttemptRow {
  attempt_id: string;
  run_id: string;
  goal_id: string;
  strategy: string;
  /** 1 or 0. */
  success: number;
  /** `proved`, or how it failed. */
  verdict: string;
  /** A JSON list. */
  tactics: string;
  /** A JSON list. */
  subgoals: string;
  error: string | null;
  queue_ms: number;
  work_ms: number;
  /** Thousands; null where the backend cannot tell. */
  heartbeats: number | null;
  backend: string;
  toolchain: string;
  /** ISO 8601, UTC. */
  at: string;
  round: number;
  position: number;
  /** Its place in the order in which the goal's strategies were begun. */
  turn: number;
}

/** A strategy that was stopped because another had won; no fault of its own. */
export interface CancellationRow {
  attempt_id: string;
  run_id: string;
  goal_id: string;
  strategy: string;
  queue_ms: number;
  work_ms: number;
  at: string;
  round: number;
  position: number;
  turn: number;
}

/** The shortest known proof of a goal; checked again whenever it is used. */
export interface TacticCacheRow {
  goal_id: string;
  /** A JSON list. */
  tactics: string;
  strategy: string;
  /** Of the goal's finished attempts, the share that proved it. */
  success_rate: number;
  avg_ms: number;
  use_count: number;
  last_used: string;
}

/** Library constants that a proof of the goal uses. */
export interface PremiseCacheRow {
  goal_id: string;
  /** A JSON list, sorted. */
  premises: string;
  /** 1 / number of premises: how telling each is. */
  score: number;
  at: string;
}

/** A lemma that somebody wants. */
export interface TicketRow {
  ticket_id: string;
  statement_key: string;
  /** The name it is used under. */
  name: string;
  /** The closed statement. */
  statement: string;
  state: "open" | "claimed" | "completed" | "cancelled";
  priority: number;
  requester: string;
  owner: string | null;
  lease_until: string | null;
  /** A Lean term, with its verdict. */
  proof: string | null;
  verdict: string | null;
  toolchain: string | null;
  reason: string | null;
  created_at: string;
  updated_at: string;
}

/** One ticket cannot be worked on before another is completed. */
export interface TicketDependencyRow {
  ticket_id: string;
  needs: string;
}

/** A goal that a completed ticket becomes a premise of. */
export interface TicketWaiterRow {
  ticket_id: string;
  statement_key: string;
}

/** One run of a search. */
export interface RunRow {
  run_id: string;
  /** Digest of command, options, seed and goals: runs of one identity have the same results. */
  identity: string;
  command: string;
  /** JSON. */
  options: string;
  seed: string;
  backend: string;
  toolchain: string;
  state: "running" | "done" | "interrupted";
  owner: string | null;
  lease_until: string | null;
  started_at: string;
  updated_at: string;
}

/** One goal of a run: the queue, and what became of it. */
export interface RunGoalRow {
  run_id: string;
  position: number;
  goal_id: string;
  name: string;
  statement: string;
  /** A JSON list of binders. */
  context: string;
  category: string;
  source: string;
  difficulty: number;
  priority: number;
  /** How deep below a goal of the user's it is a subgoal. */
  depth: number;
  /** How often it was tried with all strategies. */
  pass: number;
  /** Lemmas it could use when it was tried last. */
  lemmas: number;
  state: "waiting" | "in_round" | "settled";
  round: number | null;
  /** `proved`, `unsolved`, `invalid`, once tried. */
  verdict: string | null;
  strategy: string | null;
  tactics: string | null;
  /** The proof came from the tactic cache. */
  cached: number;
  error: string | null;
  queue_ms: number;
  work_ms: number;
  heartbeats: number;
}

/** Where a run stands: written with the round that it closes. */
export interface CheckpointRow {
  run_id: string;
  round: number;
  /** JSON. */
  state: string;
  at: string;
}

/** The tables of the proof ledger. */
export interface LedgerTables {
  goals: GoalRow;
  attempts: AttemptRow;
  cancellations: CancellationRow;
  tactic_cache: TacticCacheRow;
  premise_cache: PremiseCacheRow;
  tickets: TicketRow;
  ticket_dependencies: TicketDependencyRow;
  ticket_waiters: TicketWaiterRow;
  runs: RunRow;
  run_goals: RunGoalRow;
  checkpoints: CheckpointRow;
  stats_by_strategy: StrategyStats;
  recent_attempts: RecentAttempt;
}

/** A row of the view `stats_by_strategy`. */
export interface StrategyStats {
  readonly strategy: string;
  readonly attempts: number;
  readonly succeeded: number;
  readonly cancelled: number;
  readonly success_rate: number | null;
  readonly avg_work_ms: number | null;
  readonly avg_queue_ms: number | null;
}

/** A row of the view `recent_attempts`, newest first. */
export interface RecentAttempt {
  readonly at: string;
  readonly strategy: string;
  readonly success: number;
  readonly verdict: string;
  readonly goal: string;
  readonly tactics: string;
  readonly queue_ms: number;
  readonly work_ms: number;
  readonly error: string | null;
}
