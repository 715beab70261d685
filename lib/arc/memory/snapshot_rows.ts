import type { Kysely } from "kysely";
import { sha256 } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { keysOfBytes } from "./fact_keys.ts";
import type { CaseVersionRow, MemoryTables } from "./schema.ts";

/** One task as a snapshot knows it: what its last episode came to, and its solutions. */
export interface RememberedTask {
  readonly taskDigest: string;
  readonly taskId: string;
  readonly baseTask: string;
  /** Of the last episode. */
  factKeys: Uint32Array;
  episodeId: string;
  solved: boolean;
  verifierScore: number;
  /** Best first. */
  readonly golds: Gold[];
  /** Ids of parts of its solutions that other tasks share. */
  readonly fragments: string[];
}

/** Where a solution is kept. */
export interface Gold {
  readonly programDigest: string;
  readonly traceDigest: string;
  readonly candidateId: string;
  readonly opsSignature: string;
  readonly verifierScore: number;
}

/** A case as it stood, with the tasks that moved it. */
export interface RememberedCase extends CaseVersionRow {
  readonly tasks: ReadonlySet<RememberedTask>;
}

/** The first so many episodes of one namespace and what they taught. */
export interface SnapshotRows {
  readonly episodes: number;
  /** Chained over the ids of the episodes in order: equal for equal memories. */
  readonly digest: string;
  readonly tasks: readonly RememberedTask[];
  readonly cases: readonly RememberedCase[];
}

const PAGE = 1000;

/**
 * Reads the first `episodes` episodes of a namespace, by default all; later ones leave no mark on it.
 *
 * @throws {UserError} exit 2 when the namespace holds fewer.
 */
export async function readSnapshotRows(
  db: Kysely<MemoryTables>,
  namespace: string,
  episodes = Infinity,
): Promise<SnapshotRows> {
  const tasks = new Map<string, RememberedTask>();
  const bySeq = new Map<number, RememberedTask>();
  let count = 0, last = 0, digest = sha256("arc.memory/1");
  while (count < episodes) {
    const page = await db.selectFrom("episodes").select([
      "seq",
      "episode_id",
      "task_id",
      "task_digest",
      "base_task",
      "solved",
      "verifier_score",
      "fact_keys",
    ]).where("namespace", "=", namespace).where("seq", ">", last).orderBy("seq")
      .limit(Math.min(PAGE, episodes - count)).execute();
    for (const row of page) {
      const latest = {
        factKeys: keysOfBytes(row.fact_keys),
        episodeId: row.episode_id,
        solved: row.solved === 1,
        verifierScore: row.verifier_score,
      };
      let task = tasks.get(row.task_digest);
      if (task === undefined) {
        const { task_digest: taskDigest, task_id: taskId, base_task: baseTask } = row;
        task = { taskDigest, taskId, baseTask, ...latest, golds: [], fragments: [] };
        tasks.set(taskDigest, task);
      } else Object.assign(task, latest);
      bySeq.set(row.seq, task);
      last = row.seq;
      digest = sha256(digest + row.episode_id);
      count++;
    }
    if (page.length < PAGE) break;
  }
  if (Number.isFinite(episodes) && count < episodes) {
    throw new UserError(
      `memory namespace ${JSON.stringify(namespace)}: expected the ${episodes} episodes that ` +
        `the run began with, found ${count}`,
    );
  }
  await addGolds(db, namespace, last, tasks);
  await addFragments(db, namespace, last, tasks);
  const cases = await readCases(db, namespace, last, bySeq);
  return { episodes: count, digest, tasks: [...tasks.values()], cases };
}

type Tasks = ReadonlyMap<string, RememberedTask>;

async function addGolds(db: Kysely<MemoryTables>, namespace: string, last: number, tasks: Tasks) {
  const rows = await db.selectFrom("gold_solutions")
    .innerJoin("episodes", "episodes.episode_id", "gold_solutions.episode_id")
    .select([
      "gold_solutions.task_digest",
      "gold_solutions.program_digest",
      "gold_solutions.candidate_id",
      "gold_solutions.ops_signature",
      "gold_solutions.verifier_score",
      "episodes.trace_digest",
    ])
    .where("gold_solutions.namespace", "=", namespace)
    .where("gold_solutions.seq", "<=", last)
    .orderBy("gold_solutions.verifier_score", "desc")
    .orderBy("gold_solutions.program_digest").execute();
  for (const row of rows) {
    tasks.get(row.task_digest)?.golds.push({
      programDigest: row.program_digest,
      traceDigest: row.trace_digest,
      candidateId: row.candidate_id,
      opsSignature: row.ops_signature,
      verifierScore: row.verifier_score,
    });
  }
}

async function addFragments(
  db: Kysely<MemoryTables>,
  namespace: string,
  last: number,
  tasks: Tasks,
) {
  const rows = await db.selectFrom("fragment_uses")
    .innerJoin(
      "fragments",
      (join) =>
        join.onRef("fragments.fragment_id", "=", "fragment_uses.fragment_id")
          .onRef("fragments.namespace", "=", "fragment_uses.namespace"),
    )
    .select(["fragment_uses.fragment_id", "fragment_uses.task_digest"])
    .where("fragment_uses.namespace", "=", namespace)
    .where("fragment_uses.seq", "<=", last)
    .where("fragments.count", ">=", 2)
    .orderBy("fragment_uses.fragment_id").execute();
  for (const row of rows) tasks.get(row.task_digest)?.fragments.push(row.fragment_id);
}

async function readCases(
  db: Kysely<MemoryTables>,
  namespace: string,
  last: number,
  bySeq: ReadonlyMap<number, RememberedTask>,
): Promise<RememberedCase[]> {
  const rows = await db.selectFrom("case_versions").selectAll()
    .where("namespace", "=", namespace).where("seq", "<=", last).orderBy("seq").execute();
  const cases = new Map<string, RememberedCase & { readonly tasks: Set<RememberedTask> }>();
  for (const row of rows) {
    const key = `${row.error_type} ${row.ops_signature}`;
    const task = bySeq.get(row.seq);
    const tasks = cases.get(key)?.tasks ?? new Set();
    if (task !== undefined) tasks.add(task);
    cases.set(key, { ...row, tasks });
  }
  return [...cases.values()];
}
