import * as z from "zod";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { zodFault } from "../../substrate/records/zod_fault.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { facetsSchema } from "../session/student_run.ts";

/** The schema of {@linkcode CollectedTrace}. */
export const collectedTraceSchema = z.strictObject({
  /** Digest of the row. */
  id: z.string(),
  taskId: z.string(),
  score: z.number().min(0).max(1),
  facets: facetsSchema,
  tracePath: z.string().optional(),
});

/** A run that the user made, outside of any session. */
export type CollectedTrace = z.output<typeof collectedTraceSchema>;

/** Rows that are understood: `{taskId, score, facets?}`, rows of sessions, and an ARC run's `index.jsonl`. */
const rowSchema = z.looseObject({
  taskId: z.string().min(1),
  score: z.number().min(0).max(1).optional(),
  verifierScore: z.number().min(0).max(1).optional(),
  solved: z.boolean().optional(),
  outcome: z.union([
    z.looseObject({ kind: z.literal("scored"), score: z.number().min(0).max(1) }),
    z.looseObject({ kind: z.literal("failed") }),
  ]).optional(),
  failureKinds: z.array(z.string()).optional(),
  facets: facetsSchema.optional(),
  tracePath: z.string().optional(),
});

/** The traces of a file: how many there are, and the last ones of them. */
export interface CollectedTraces {
  readonly count: number;
  readonly recent: readonly CollectedTrace[];
}

/** Traces that stay in memory; a teacher reads no more. */
const KEPT = 2000;

/**
 * Streams the traces of a JSONL file, or of the `index.jsonl` in a run folder.
 *
 * @throws {UserError} exit 2, naming file, line and field.
 */
export async function readCollectedTraces(
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<CollectedTraces> {
  const file = await isFolder(path) ? `${path.replace(/\/+$/, "")}/index.jsonl` : path;
  let count = 0;
  let recent: CollectedTrace[] = [];
  for await (const { value, line } of readJsonl(file, options)) {
    const trace = traceOf(value, { file, line });
    if (trace === undefined) continue;
    count++;
    recent.push(trace);
    if (recent.length >= 2 * KEPT) recent = recent.slice(-KEPT);
  }
  return { count, recent: recent.slice(-KEPT) };
}

/** Nothing for a run that has no score: it says nothing about the harness. */
function traceOf(
  value: unknown,
  place: { readonly file: string; readonly line: number },
): CollectedTrace | undefined {
  const parsed = rowSchema.safeParse(value);
  if (!parsed.success) throw inputError({ ...place, ...zodFault(parsed.error, value) });
  const { taskId, score, outcome, solved, verifierScore, failureKinds, facets, tracePath } =
    parsed.data;
  const judged = outcome?.kind === "scored"
    ? outcome.score
    : score ?? (solved === undefined ? verifierScore : Number(solved));
  if (outcome?.kind === "failed") return undefined;
  if (judged === undefined) {
    const expected = "a score, solved or verifierScore";
    throw inputError({ ...place, field: "score", expected, missing: true });
  }
  const kinds = failureKinds?.[0] === undefined ? {} : { errorType: failureKinds[0] };
  return {
    id: digestOf(value).slice(0, 16),
    taskId,
    score: judged,
    facets: { ...kinds, ...facets },
    ...(tracePath === undefined ? {} : { tracePath }),
  };
}

async function isFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}
