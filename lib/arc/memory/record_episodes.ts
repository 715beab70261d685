import type { Transaction } from "kysely";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { baseTaskId } from "../../dataset/base_task_id.ts";
import type { Candidate, Trace } from "../trace/trace.ts";
import { bytesOfKeys, factKeysOf } from "./fact_keys.ts";
import { fragmentsOf } from "./fragments_of.ts";
import { candidatesById, improves, type Repair, repairsOf } from "./repairs_of.ts";
import type { AttemptRow, CaseRow, MemoryTables } from "./schema.ts";

type Writing = Transaction<MemoryTables>;

/** The name of an episode: the same trace has one per namespace. */
export function episodeIdOf(namespace: string, trace: Trace): string {
  return digestOf({ namespace, trace: trace.digest });
}

/** Writes one episode with all it teaches; false when it is remembered already, and then nothing changes. */
export async function recordEpisode(
  writing: Writing,
  namespace: string,
  trace: Trace,
): Promise<boolean> {
  const candidates = [...candidatesById(trace).values()];
  const episode_id = episodeIdOf(namespace, trace);
  const inserted = await writing.insertInto("episodes").values({
    episode_id,
    namespace,
    trace_digest: trace.digest,
    run_id: trace.runId,
    task_id: visible(trace.taskId),
    task_digest: trace.taskDigest,
    base_task: visible(baseTaskId(trace.taskId)),
    solved: Number(trace.outcome.solved),
    verifier_score: trace.outcome.verifierScore,
    iterations: trace.iterations.length,
    candidates: candidates.length,
    fact_keys: bytesOfKeys(factKeysOf(trace.facts, trainPairsOf(trace, candidates))),
  }).onConflict((conflict) => conflict.column("episode_id").doNothing())
    .returning("seq").executeTakeFirst();
  if (inserted === undefined) return false;
  const { seq } = inserted;
  await recordAttempts(writing, episode_id, trace);
  const gold = candidates.find((one) => one.candidateId === trace.outcome.best);
  if (trace.outcome.solved && gold !== undefined) {
    await recordGold(writing, { namespace, episode_id, seq }, trace, gold);
  }
  for (const repair of repairsOf(trace)) {
    await recordRepair(writing, namespace, seq, repair, visible(baseTaskId(trace.taskId)));
  }
  return true;
}

function trainPairsOf(trace: Trace, candidates: readonly Candidate[]): number {
  const supported = trace.facts.flatMap((fact) => fact.support);
  return candidates[0]?.verify.pairs.length ??
    supported.reduce((top, i) => Math.max(top, i + 1), 1);
}

async function recordAttempts(writing: Writing, episode_id: string, trace: Trace) {
  const known = candidatesById(trace);
  const rows: AttemptRow[] = [];
  for (const { iterIdx, candidates } of trace.iterations) {
    for (const candidate of candidates) {
      const seed = known.get(candidate.parentId ?? "");
      rows.push({
        episode_id,
        position: rows.length,
        candidate_id: candidate.candidateId,
        parent_id: candidate.parentId ?? null,
        iter_idx: iterIdx,
        source: candidate.source,
        family: candidate.family,
        edit: candidate.edit ?? null,
        ops_signature: candidate.opsSignature,
        error_type: candidate.verify.errorType,
        verifier_score: candidate.verifierScore,
        improved: Number(seed !== undefined && improves(candidate, seed)),
      });
    }
  }
  // One statement holds so many values at most.
  for (let at = 0; at < rows.length; at += 500) {
    await writing.insertInto("attempts").values(rows.slice(at, at + 500)).execute();
  }
}

async function recordGold(
  writing: Writing,
  place: { readonly namespace: string; readonly episode_id: string; readonly seq: number },
  trace: Trace,
  gold: Candidate,
): Promise<void> {
  const { namespace, seq } = place;
  await writing.insertInto("gold_solutions").values({
    ...place,
    task_digest: trace.taskDigest,
    program_digest: digestOf(gold.program),
    candidate_id: gold.candidateId,
    ops_signature: gold.opsSignature,
    verifier_score: gold.verifierScore,
  }).onConflict((conflict) => conflict.doNothing()).execute();
  const fragments = fragmentsOf(gold.program);
  if (fragments.length === 0) return;
  const fresh = await writing.insertInto("fragment_uses").values(
    fragments.map(({ fragmentId }) => ({
      namespace,
      fragment_id: fragmentId,
      task_digest: trace.taskDigest,
      seq,
    })),
  ).onConflict((conflict) => conflict.doNothing()).returning("fragment_id").execute();
  const counted = new Set(fresh.map((row) => row.fragment_id));
  const rows = fragments.filter(({ fragmentId }) => counted.has(fragmentId));
  if (rows.length === 0) return;
  await writing.insertInto("fragments").values(
    rows.map(({ fragmentId, opsSignature, text }) => ({
      namespace,
      ops_signature: opsSignature,
      fragment_id: fragmentId,
      program: text,
      count: 1,
    })),
  ).onConflict((conflict) =>
    conflict.columns(["namespace", "ops_signature", "fragment_id"])
      .doUpdateSet((row) => ({ count: row("fragments.count", "+", 1) }))
  ).execute();
}

/** Moves the statistics of one case; only ever called for a strict improvement. */
async function recordRepair(
  writing: Writing,
  namespace: string,
  seq: number,
  repair: Repair,
  baseTask: string,
): Promise<void> {
  const key = {
    namespace,
    ops_signature: repair.opsSignature,
    error_type: repair.errorType,
  };
  const before = await writing.selectFrom("cases").selectAll()
    .where("namespace", "=", namespace)
    .where("ops_signature", "=", key.ops_signature)
    .where("error_type", "=", key.error_type)
    .executeTakeFirst();
  const after = { ...key, ...moved(before, repair, baseTask) };
  const { namespace: _n, ops_signature: _o, error_type: _e, ...statistics } = after;
  await writing.insertInto("cases").values(after)
    .onConflict((conflict) =>
      conflict.columns(["namespace", "ops_signature", "error_type"]).doUpdateSet(statistics)
    ).execute();
  await writing.insertInto("case_versions").values({ ...after, seq }).execute();
}

function moved(before: CaseRow | undefined, repair: Repair, baseTask: string) {
  let improved = before?.improved ?? 0;
  let mean = before?.mean_delta ?? 0;
  for (const delta of repair.deltas) mean += (delta - mean) / ++improved;
  const better = before === undefined ||
    repair.bestEdit.delta > (JSON.parse(before.best_edit) as { delta: number }).delta;
  return {
    seen: (before?.seen ?? 0) + repair.seen,
    improved,
    mean_delta: mean,
    best_edit: better ? canonicalJson(repair.bestEdit) : before.best_edit,
    best_base_task: better ? baseTask : before.best_base_task,
  };
}

/** Text that the database can hold: it knows no NUL. */
function visible(text: string): string {
  return text.replaceAll("\0", "\\0");
}
