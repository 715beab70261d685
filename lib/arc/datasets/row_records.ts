import * as z from "zod";
import { SPLITS } from "../../dataset/split.ts";
import { readJsonl, type ReadJsonlOptions } from "../../substrate/records/read_jsonl.ts";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import type { Json } from "../../substrate/values/canonical_json.ts";
import { programSchema } from "../dsl/program_schema.ts";
import { ERROR_TYPES } from "../verifier/verdict.ts";
import { type BlameRow } from "./blame_locus.ts";
import { type DirectivePref } from "./directive_prefs.ts";
import { type RankingPair } from "./ranking_pairs.ts";

const share = z.number().min(0).max(1);
const json = z.unknown() as unknown as z.ZodType<Json>;
const locus = z.strictObject({
  stage: z.enum(["describer", "ruler", "apply", "none"]),
  step: z.int().min(-1),
});
const csaParts = z.strictObject({ colour: share, shape: share, arrangement: share });
const csa = z.strictObject({ pairs: z.array(csaParts), pooled: csaParts });

const origin = {
  taskId: z.string().min(1),
  iterIdx: z.int().min(0),
  traceDigest: z.string(),
  comparatorVersion: z.string(),
  featureVersion: z.string(),
  split: z.enum(SPLITS),
  namespace: z.string(),
};

const side = z.strictObject({
  candidateId: z.string(),
  program: programSchema,
  featureVec: z.array(z.number()),
  verifierScore: share,
});

const followed = z.strictObject({
  directive: z.strictObject({
    directiveId: z.string(),
    seedId: z.string(),
    op: z.string(),
    locus,
    hint: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  }),
  bestEdit: z.strictObject({ candidateId: z.string(), edit: z.string(), program: programSchema }),
  score: share,
});

/** Reads rows of `critic_ranking_pairs.jsonl`. */
export const rankingPairRecord = record<RankingPair>("arc.ranking_pair", {
  a: side,
  b: side,
  label: z.union([z.literal(0), z.literal(1)]),
  margin: z.number().positive(),
});

/** Reads rows of `critic_blame_locus.jsonl`. */
export const blameRecord = record<BlameRow>("arc.blame_locus", {
  candidateId: z.string(),
  program: programSchema,
  steps: z.array(z.string()),
  locus,
  errorType: z.enum(ERROR_TYPES),
  csa,
  evidence: z.strictObject({
    method: z.enum(["exact", "no_steps", "trace_edit", "search", "runtime", "exhausted"]),
    deltaScore: z.number().min(0),
    counterfactual: programSchema.nullable(),
  }),
});

/** Reads rows of `critic_directive_prefs.jsonl`. */
export const directivePrefRecord = record<DirectivePref>("arc.directive_pref", {
  seedId: z.string(),
  context: z.strictObject({
    facts: z.array(z.strictObject({
      kind: z.string(),
      args: z.record(z.string(), json),
      support: z.array(z.int().min(0)),
    })),
    csa,
    program: programSchema,
  }),
  chosen: followed,
  rejected: followed,
  delta: z.number().positive(),
});

function record<R extends { readonly schema: string }>(
  name: string,
  fields: z.ZodRawShape,
): DurableRecord<Omit<R, "schema">> {
  const all = z.strictObject({ ...origin, ...fields });
  return defineRecord({
    name,
    version: 1,
    fields: all as unknown as z.ZodType<Omit<R, "schema">>,
  });
}

/**
 * Streams the rows of a dataset, each checked against its schema.
 *
 * @throws {UserError} naming file, line and field: a row that is torn, of a newer version, or not of that kind.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 * import { rankingPairRecord, readRows } from "./row_records.ts";
 * const file = await Deno.makeTempFile();
 * await Deno.writeTextFile(file, '{"schema":"arc.ranking_pair/2"}\n');
 * await assertRejects(() => Array.fromAsync(readRows(file, rankingPairRecord)), Error, "newer version");
 * await Deno.remove(file);
 * ```
 */
export async function* readRows<T>(
  file: string,
  record: DurableRecord<T>,
  options: ReadJsonlOptions = {},
): AsyncGenerator<T, void, void> {
  for await (const { line, value } of readJsonl(file, options)) {
    yield record.read(value, { file, line });
  }
}
