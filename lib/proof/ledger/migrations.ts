import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** The history of `ledger.db`, applied in order of name; an entry that was released is never changed. */
export const ledgerMigrations: Readonly<Record<string, Migration>> = {
  "001_goals_attempts_tickets_runs": { up: createAll },
};

/** In plain SQL: these tables are read by hand, in any SQLite shell. */
const STATEMENTS = [
  `create table goals (
    goal_id text primary key,
    statement_key text not null,
    name text not null,
    text text not null,
    source text not null,
    category text not null,
    difficulty real not null,
    priority real not null,
    status text not null,
    toolchain text not null
  )`,
  `create index goals_by_statement on goals (statement_key)`,
  // The generated columns are those that users of earlier ledgers know.
  `create table attempts (
    attempt_id text not null unique,
    run_id text not null,
    goal_id text not null references goals (goal_id),
    strategy text not null,
    success integer not null,
    verdict text not null,
    tactics text not null,
    subgoals text not null,
    error text,
    queue_ms real not null,
    work_ms real not null,
    heartbeats real,
    backend text not null,
    toolchain text not null,
    at text not null,
    round integer not null,
    position integer not null,
    turn integer not null,
    timestamp text generated always as (at) virtual,
    time_seconds real generated always as (work_ms / 1000.0) virtual
  )`,
  `create index attempts_by_goal on attempts (goal_id)`,
  `create index attempts_by_run on attempts (run_id, round, position, turn)`,
  `create index attempts_by_time on attempts (at)`,
  `create table cancellations (
    attempt_id text not null unique,
    run_id text not null,
    goal_id text not null references goals (goal_id),
    strategy text not null,
    queue_ms real not null,
    work_ms real not null,
    at text not null,
    round integer not null,
    position integer not null,
    turn integer not null
  )`,
  `create table tactic_cache (
    goal_id text primary key references goals (goal_id),
    tactics text not null,
    strategy text not null,
    success_rate real not null,
    avg_ms real not null,
    use_count integer not null,
    last_used text not null
  )`,
  `create table premise_cache (
    goal_id text primary key references goals (goal_id),
    premises text not null,
    score real not null,
    at text not null
  )`,
  `create table tickets (
    ticket_id text primary key,
    statement_key text not null,
    name text not null,
    statement text not null,
    state text not null,
    priority real not null,
    requester text not null,
    owner text,
    lease_until text,
    proof text,
    verdict text,
    toolchain text,
    reason text,
    created_at text not null,
    updated_at text not null
  )`,
  // One live ticket a statement: who asks again joins it.
  `create unique index tickets_live on tickets (statement_key) where state <> 'cancelled'`,
  `create index tickets_by_state on tickets (state, priority)`,
  `create table ticket_dependencies (
    ticket_id text not null references tickets (ticket_id),
    needs text not null references tickets (ticket_id),
    primary key (ticket_id, needs)
  )`,
  `create table ticket_waiters (
    ticket_id text not null references tickets (ticket_id),
    statement_key text not null,
    primary key (ticket_id, statement_key)
  )`,
  `create index waiters_by_statement on ticket_waiters (statement_key)`,
  `create table runs (
    run_id text primary key,
    identity text not null,
    command text not null,
    options text not null,
    seed text not null,
    backend text not null,
    toolchain text not null,
    state text not null,
    owner text,
    lease_until text,
    started_at text not null,
    updated_at text not null
  )`,
  `create index runs_by_identity on runs (identity, started_at)`,
  `create table run_goals (
    run_id text not null references runs (run_id),
    position integer not null,
    goal_id text not null references goals (goal_id),
    name text not null,
    statement text not null,
    context text not null,
    category text not null,
    source text not null,
    difficulty real not null,
    priority real not null,
    depth integer not null,
    pass integer not null,
    lemmas integer not null,
    state text not null,
    round integer,
    verdict text,
    strategy text,
    tactics text,
    cached integer not null,
    error text,
    queue_ms real not null,
    work_ms real not null,
    heartbeats real not null,
    primary key (run_id, position)
  )`,
  `create index run_queue on run_goals (run_id, state, pass, priority desc, difficulty, position)`,
  `create index run_goals_by_goal on run_goals (run_id, goal_id)`,
  `create table checkpoints (
    run_id text not null references runs (run_id),
    round integer not null,
    state text not null,
    at text not null,
    primary key (run_id, round)
  )`,
  `create view stats_by_strategy as
    select strategy,
      sum(finished) as attempts,
      sum(success) as succeeded,
      sum(1 - finished) as cancelled,
      round(sum(success) * 1.0 / nullif(sum(finished), 0), 4) as success_rate,
      round(sum(finished * work_ms) / nullif(sum(finished), 0), 1) as avg_work_ms,
      round(sum(finished * queue_ms) / nullif(sum(finished), 0), 1) as avg_queue_ms
    from (
      select strategy, 1 as finished, success, work_ms, queue_ms from attempts
      union all
      select strategy, 0, 0, work_ms, queue_ms from cancellations
    )
    group by strategy order by succeeded desc, strategy`,
  `create view recent_attempts as
    select attempts.at, attempts.strategy, attempts.success, attempts.verdict, goals.name as goal,
      attempts.tactics, attempts.queue_ms, attempts.work_ms, attempts.error
    from attempts join goals on goals.goal_id = attempts.goal_id
    order by attempts.at desc, attempts.rowid desc`,
];

async function createAll(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
