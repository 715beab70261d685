import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The history of `memory.db`, applied in order of name; an entry that was released is never changed.
 *
 * `fragments` and `cases` hold what is true now; `fragment_uses` and `case_versions` say since which episode,
 * so that a run can read the memory as it stood when the run began.
 */
export const memoryMigrations: Readonly<Record<string, Migration>> = {
  "001_episodes_and_what_they_taught": { up: createTables },
  "002_base_tasks": { up: addBaseTasks },
};

async function createTables(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.createTable("episodes")
    .addColumn("seq", "integer", (c) => c.primaryKey().autoIncrement())
    .addColumn("episode_id", "text", (c) => c.notNull().unique())
    .addColumn("namespace", "text", (c) => c.notNull())
    .addColumn("trace_digest", "text", (c) => c.notNull())
    .addColumn("run_id", "text", (c) => c.notNull())
    .addColumn("task_id", "text", (c) => c.notNull())
    .addColumn("task_digest", "text", (c) => c.notNull())
    .addColumn("solved", "integer", (c) => c.notNull())
    .addColumn("verifier_score", "real", (c) => c.notNull())
    .addColumn("iterations", "integer", (c) => c.notNull())
    .addColumn("candidates", "integer", (c) => c.notNull())
    .addColumn("fact_keys", "blob", (c) => c.notNull())
    .execute();
  await schema.createIndex("episodes_by_namespace").on("episodes").columns(["namespace", "seq"])
    .execute();
  await schema.createTable("attempts")
    .addColumn("episode_id", "text", (c) => c.notNull().references("episodes.episode_id"))
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("candidate_id", "text", (c) => c.notNull())
    .addColumn("parent_id", "text")
    .addColumn("iter_idx", "integer", (c) => c.notNull())
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("family", "text", (c) => c.notNull())
    .addColumn("edit", "text")
    .addColumn("ops_signature", "text", (c) => c.notNull())
    .addColumn("error_type", "text", (c) => c.notNull())
    .addColumn("verifier_score", "real", (c) => c.notNull())
    .addColumn("improved", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("attempts_key", ["episode_id", "position"])
    .execute();
  await schema.createTable("gold_solutions")
    .addColumn("namespace", "text", (c) => c.notNull())
    .addColumn("task_digest", "text", (c) => c.notNull())
    .addColumn("program_digest", "text", (c) => c.notNull())
    .addColumn("seq", "integer", (c) => c.notNull().references("episodes.seq"))
    .addColumn("episode_id", "text", (c) => c.notNull().references("episodes.episode_id"))
    .addColumn("candidate_id", "text", (c) => c.notNull())
    .addColumn("ops_signature", "text", (c) => c.notNull())
    .addColumn("verifier_score", "real", (c) => c.notNull())
    .addPrimaryKeyConstraint("gold_key", ["namespace", "task_digest", "program_digest"])
    .execute();
  await schema.createTable("fragments")
    .addColumn("namespace", "text", (c) => c.notNull())
    .addColumn("ops_signature", "text", (c) => c.notNull())
    .addColumn("fragment_id", "text", (c) => c.notNull())
    .addColumn("program", "text", (c) => c.notNull())
    .addColumn("count", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("fragments_key", ["namespace", "ops_signature", "fragment_id"])
    .execute();
  await schema.createTable("fragment_uses")
    .addColumn("namespace", "text", (c) => c.notNull())
    .addColumn("fragment_id", "text", (c) => c.notNull())
    .addColumn("task_digest", "text", (c) => c.notNull())
    .addColumn("seq", "integer", (c) => c.notNull().references("episodes.seq"))
    .addPrimaryKeyConstraint("fragment_uses_key", ["namespace", "fragment_id", "task_digest"])
    .execute();
  await createCases(db);
}

/** The cases as they stand, and every state they went through. */
async function createCases({ schema }: Kysely<unknown>): Promise<void> {
  const columns = (name: string) =>
    schema.createTable(name)
      .addColumn("namespace", "text", (c) => c.notNull())
      .addColumn("ops_signature", "text", (c) => c.notNull())
      .addColumn("error_type", "text", (c) => c.notNull())
      .addColumn("seen", "integer", (c) => c.notNull())
      .addColumn("improved", "integer", (c) => c.notNull())
      .addColumn("mean_delta", "real", (c) => c.notNull())
      .addColumn("best_edit", "text", (c) => c.notNull())
      .addColumn("best_base_task", "text", (c) => c.notNull());
  const key = ["namespace", "ops_signature", "error_type"] as const;
  await columns("cases").addPrimaryKeyConstraint("cases_key", [...key]).execute();
  await columns("case_versions")
    .addColumn("seq", "integer", (c) => c.notNull().references("episodes.seq"))
    .addPrimaryKeyConstraint("case_versions_key", [...key, "seq"])
    .execute();
}

/** Since this version a task and its variants (`<base>~…`) are known to be one. */
async function addBaseTasks(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("episodes")
    .addColumn("base_task", "text", (c) => c.notNull().defaultTo(""))
    .execute();
  await sql`update episodes set base_task = case when instr(task_id, '~') < 2 then task_id
    else substr(task_id, 1, instr(task_id, '~') - 1) end`.execute(db);
}
