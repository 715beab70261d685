import type { Generated } from "kysely";

/** One finished task run; `seq` numbers episodes in the order they were remembered. */
export interface EpisodeRow {
  readonly seq: Generated<number>;
  /** Digest of namespace and trace digest: the same trace is remembered once per namespace. */
  readonly episode_id: string;
  readonly namespace: string;
  /** Also the name of the blob that holds the trace. */
  readonly trace_digest: string;
  readonly run_id: string;
  readonly task_id: string;
  readonly task_digest: string;
  /** The task that variants were made from; the task itself where it is no variant. */
  readonly base_task: string;
  readonly solved: number;
  readonly verifier_score: number;
  readonly iterations: number;
  readonly candidates: number;
  /** Hashes of the certain facts, ascending, four bytes each, little-endian. */
  readonly fact_keys: Uint8Array;
}

/** One recorded candidate of an episode. */
export interface AttemptRow {
  readonly episode_id: string;
  readonly position: number;
  readonly candidate_id: string;
  readonly parent_id: string | null;
  readonly iter_idx: number;
  readonly source: string;
  readonly family: string;
  readonly edit: string | null;
  readonly ops_signature: string;
  readonly error_type: string;
  readonly verifier_score: number;
  /** 1: an edit that the comparator ranks strictly before its seed. */
  readonly improved: number;
}

/** A best program that fits every train pair of its task. */
export interface GoldRow {
  readonly namespace: string;
  readonly task_digest: string;
  readonly program_digest: string;
  readonly seq: number;
  readonly episode_id: string;
  readonly candidate_id: string;
  readonly ops_signature: string;
  readonly verifier_score: number;
}

/** A part of gold solutions, with the number of tasks whose solutions it is in. */
export interface FragmentRow {
  readonly namespace: string;
  readonly ops_signature: string;
  readonly fragment_id: string;
  /** Canonical JSON of the program. */
  readonly program: string;
  readonly count: number;
}

/** One task that a fragment was found in, once. */
export interface FragmentUseRow {
  readonly namespace: string;
  readonly fragment_id: string;
  readonly task_digest: string;
  readonly seq: number;
}

/** What strictly improving repairs under one key have come to. */
export interface CaseRow {
  readonly namespace: string;
  readonly ops_signature: string;
  readonly error_type: string;
  readonly seen: number;
  readonly improved: number;
  readonly mean_delta: number;
  /** Canonical JSON of a {@linkcode BestEdit}. */
  readonly best_edit: string;
  /** The base task that the best edit was made on. */
  readonly best_base_task: string;
}

/** A case as it stood after one episode. */
export interface CaseVersionRow extends CaseRow {
  readonly seq: number;
}

/** Every table of `memory.db`. */
export interface MemoryTables {
  readonly episodes: EpisodeRow;
  readonly attempts: AttemptRow;
  readonly gold_solutions: GoldRow;
  readonly fragments: FragmentRow;
  readonly fragment_uses: FragmentUseRow;
  readonly cases: CaseRow;
  readonly case_versions: CaseVersionRow;
}
