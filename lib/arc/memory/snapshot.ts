import type { Kysely } from "kysely";
import { digestOf } from "../../substrate/values/digest.ts";
import { baseTaskId } from "../../dataset/base_task_id.ts";
import type { Fact } from "../describer/fact.ts";
import { opsSignature, type Program } from "../dsl/program.ts";
import type { Task } from "../task/task.ts";
import type { BlobFolder } from "./blob_folder.ts";
import {
  boundedLists,
  type CriticBundle,
  type Macro,
  type MemoryLimits,
  type RepairCase,
  type RulerBundle,
  type SimilarEpisode,
  type SolvedExample,
} from "./bundle.ts";
import { criticFeatures } from "./critic_features.ts";
import { factKeysOf } from "./fact_keys.ts";
import { GoldPrograms } from "./gold_programs.ts";
import { Rarity } from "./rarity.ts";
import type { BestEdit } from "./repairs_of.ts";
import type { MemoryTables } from "./schema.ts";
import type { RememberedCase, RememberedTask, SnapshotRows } from "./snapshot_rows.ts";

/** What is asked about. */
export interface MemoryQuery {
  readonly task: Pick<Task, "taskId" | "digest" | "train">;
  readonly facts: readonly Fact[];
  /** Also give what was learned on this very task or a variant of it. @default {false} */
  readonly ownTask?: boolean;
}

/** Tasks whose shared fragments are weighed. */
const NEIGHBOURS = 64;

interface Ranked {
  readonly task: RememberedTask;
  readonly similarity: number;
}

/**
 * The memory of one namespace as it stood after some episode. What is remembered later does not change
 * what it gives, so a run that reads one gives the same results however long it takes.
 */
export class Snapshot {
  readonly namespace: string;
  readonly episodes: number;
  readonly digest: string;
  readonly #rows: SnapshotRows;
  readonly #rarity: Rarity;
  readonly #db: Kysely<MemoryTables>;
  readonly #golds: GoldPrograms;

  constructor(
    namespace: string,
    rows: SnapshotRows,
    db: Kysely<MemoryTables>,
    blobs: BlobFolder,
  ) {
    this.namespace = namespace;
    this.episodes = rows.episodes;
    this.digest = rows.digest;
    this.#rows = rows;
    this.#rarity = new Rarity(rows.tasks.map((task) => task.factKeys));
    this.#db = db;
    this.#golds = new GoldPrograms(blobs);
  }

  /** Programs, repairs and macros for a task: of the most similar tasks first, within the limits. */
  async retrieveForRuler(query: MemoryQuery, limits: MemoryLimits): Promise<RulerBundle> {
    const ranked = this.#ranked(query);
    const lists = {
      solvedExamples: await this.#solvedExamples(ranked, limits.solvedExamples),
      repairCases: this.#repairCases(query, ranked, limits.repairCases),
      macros: await this.#macros(ranked, limits.macros),
    };
    return boundedLists(lists, limits.maxBytes);
  }

  /** How similar tasks went, and which repairs helped; within the limits, features included. */
  async retrieveForCritic(query: MemoryQuery, limits: MemoryLimits): Promise<CriticBundle> {
    const ranked = this.#ranked(query);
    const cases = this.#repairCases(query, ranked, limits.cases)
      .map(({ bestEdit, ...rest }) => ({ ...rest, op: bestEdit.op }));
    const episodes = await this.#episodes(ranked.slice(0, limits.episodes));
    return criticFeatures({ episodes, cases }, limits.maxBytes);
  }

  /** Other tasks with anything in common, most similar first. */
  #ranked({ task, facts, ownTask = false }: MemoryQuery): Ranked[] {
    const keys = factKeysOf(facts, task.train.length);
    const base = baseTaskId(task.taskId);
    const ranked: Ranked[] = [];
    for (const other of this.#rows.tasks) {
      if (!ownTask && (other.taskDigest === task.digest || other.baseTask === base)) continue;
      const similarity = this.#rarity.similarity(keys, other.factKeys);
      if (similarity > 0) ranked.push({ task: other, similarity });
    }
    return ranked.sort((a, b) =>
      b.similarity - a.similarity || order(a.task.taskDigest, b.task.taskDigest)
    );
  }

  async #solvedExamples(ranked: readonly Ranked[], count: number): Promise<SolvedExample[]> {
    const examples: SolvedExample[] = [];
    const seen = new Set<string>();
    for (const { task, similarity } of ranked) {
      if (examples.length >= count) break;
      const gold = task.golds[0];
      if (gold === undefined || seen.has(gold.programDigest)) continue;
      seen.add(gold.programDigest);
      examples.push({
        exampleId: gold.candidateId,
        taskId: task.taskId,
        similarity,
        opsSignature: gold.opsSignature,
        program: await this.#golds.read(gold),
      });
    }
    return examples;
  }

  #repairCases(query: MemoryQuery, ranked: readonly Ranked[], count: number): RepairCase[] {
    if (count === 0) return [];
    const near = new Map(ranked.map(({ task, similarity }) => [task, similarity]));
    const base = baseTaskId(query.task.taskId);
    const found: { readonly value: number; readonly repair: RepairCase }[] = [];
    for (const one of this.#rows.cases) {
      if (query.ownTask !== true && one.best_base_task === base) continue;
      let similarity = 0;
      for (const task of one.tasks) similarity = Math.max(similarity, near.get(task) ?? 0);
      if (similarity === 0) continue;
      const repair = repairCaseOf(this.namespace, one, similarity);
      found.push({ value: similarity * one.mean_delta, repair });
    }
    found.sort((a, b) => b.value - a.value || order(a.repair.caseId, b.repair.caseId));
    return found.slice(0, count).map(({ repair }) => repair);
  }

  async #macros(ranked: readonly Ranked[], count: number): Promise<Macro[]> {
    if (count === 0) return [];
    const uses = new Map<string, { count: number; similarity: number }>();
    for (const { task, similarity } of ranked.slice(0, NEIGHBOURS)) {
      for (const id of task.fragments) {
        const use = uses.get(id) ?? { count: 0, similarity: 0 };
        use.count++;
        use.similarity += similarity;
        uses.set(id, use);
      }
    }
    const frequent = [...uses].filter(([, use]) => use.count >= 2)
      .sort(([a, x], [b, y]) => y.similarity - x.similarity || order(a, b)).slice(0, count);
    if (frequent.length === 0) return [];
    const rows = await this.#db.selectFrom("fragments").select(["fragment_id", "program"])
      .where("namespace", "=", this.namespace)
      .where("fragment_id", "in", frequent.map(([id]) => id)).execute();
    const programs = new Map(rows.map((row) => [row.fragment_id, row.program]));
    return frequent.flatMap(([fragmentId, use]) => {
      const text = programs.get(fragmentId);
      if (text === undefined) return [];
      const program = JSON.parse(text) as Program;
      const similarity = Math.round(1e6 * use.similarity) / 1e6;
      const signature = opsSignature(program);
      return [{ fragmentId, opsSignature: signature, program, count: use.count, similarity }];
    });
  }

  async #episodes(ranked: readonly Ranked[]): Promise<SimilarEpisode[]> {
    if (ranked.length === 0) return [];
    const rows = await this.#db.selectFrom("attempts")
      .select(({ fn }) => [
        "episode_id",
        "edit",
        fn.countAll<number>().as("tried"),
        fn.sum<number>("improved").as("improved"),
      ])
      .where("episode_id", "in", ranked.map(({ task }) => task.episodeId))
      .where("edit", "is not", null)
      .groupBy(["episode_id", "edit"]).orderBy("episode_id").orderBy("edit").execute();
    return ranked.map(({ task, similarity }) => ({
      episodeId: task.episodeId,
      taskId: task.taskId,
      similarity,
      solved: task.solved,
      verifierScore: task.verifierScore,
      edits: rows.filter((row) => row.episode_id === task.episodeId).map((row) => ({
        op: row.edit ?? "",
        tried: Number(row.tried),
        improved: Number(row.improved),
      })),
    }));
  }
}

function repairCaseOf(namespace: string, row: RememberedCase, similarity: number): RepairCase {
  const { ops_signature: opsSignature, error_type: errorType } = row;
  return {
    caseId: digestOf({ namespace, opsSignature, errorType }).slice(0, 24),
    opsSignature,
    errorType,
    seen: row.seen,
    improved: row.improved,
    meanDelta: row.mean_delta,
    similarity,
    bestEdit: JSON.parse(row.best_edit) as BestEdit,
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
