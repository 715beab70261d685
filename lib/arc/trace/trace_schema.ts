import * as z from "zod";
import type { Json } from "../../substrate/values/canonical_json.ts";
import { programSchema } from "../dsl/program_schema.ts";
import { ERROR_TYPES } from "../verifier/verdict.ts";
import type { Trace } from "./trace.ts";

const id = z.string().min(1);
const index = z.int().min(0);
const share = z.number().min(0).max(1);
// What JSON.parse gave is JSON: walking it again would double the cost of reading a trace.
const json = z.unknown() as unknown as z.ZodType<Json>;
const errorType = z.enum(ERROR_TYPES);
const moduleRef = z.strictObject({ name: z.string(), digest: z.string() });
const csaParts = z.strictObject({ colour: share, shape: share, arrangement: share });
const locus = z.strictObject({
  stage: z.enum(["describer", "ruler", "apply", "none"]),
  step: z.int().min(-1),
});

const directive = z.strictObject({
  directiveId: id,
  seedId: id,
  op: z.string(),
  locus,
  hint: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});

const pairVerdict = z.strictObject({
  shapeOk: z.boolean(),
  paletteOk: z.boolean(),
  cellAccuracy: share,
  errorType,
  message: z.string().optional(),
});

const candidate = z.strictObject({
  candidateId: id,
  parentId: id.optional(),
  source: z.enum(["teacher", "student", "edit"]),
  family: z.string(),
  program: programSchema,
  text: z.string(),
  opsSignature: z.string(),
  directiveId: id.optional(),
  edit: z.string().optional(),
  verify: z.strictObject({ pairs: z.array(pairVerdict), errorType }),
  featureVec: z.array(z.number()),
  verifierScore: share,
  critic: z.strictObject({
    score: share,
    blame: locus,
    csa: z.strictObject({ pairs: z.array(csaParts), pooled: csaParts }),
  }),
  memory: z.strictObject({ cases: z.array(id), solvedExamples: z.array(id) }),
});

const familySearch = z.strictObject({
  source: z.enum(["teacher", "student"]),
  stage: z.string(),
  family: z.string(),
  nodes: index,
  cut: z.boolean(),
  drafts: index,
  fits: index,
  nodesToFit: index.optional(),
  foundAt: index.optional(),
});

const iteration = z.strictObject({
  iterIdx: index,
  seeds: z.array(id),
  directives: z.array(directive),
  candidates: z.array(candidate),
  searches: z.array(familySearch).optional(),
  selected: z.strictObject({ best: id.nullable(), seeds: z.array(id) }),
});

/** The one schema of `arc.trace/1`. */
export const traceSchema = z.strictObject({
  schema: z.literal("arc.trace/1"),
  runId: id,
  taskId: id,
  taskDigest: z.string(),
  namespace: z.string(),
  seed: z.int(),
  modules: z.strictObject({
    describer: moduleRef,
    ruler: moduleRef,
    student: moduleRef.optional(),
    critic: moduleRef,
  }),
  versions: z.strictObject({ comparator: z.string(), feature: z.string(), dsl: z.string() }),
  facts: z.array(z.strictObject({
    kind: z.string(),
    args: z.record(z.string(), json),
    support: z.array(index),
  })),
  iterations: z.array(iteration),
  outcome: z.strictObject({
    solved: z.boolean(),
    best: id.nullable(),
    verifierScore: share,
    solvedAt: z.int().min(-1),
    nodesToSolution: index.optional(),
    testCorrect: z.boolean().optional(),
  }),
  timing: z.strictObject({
    nodes: index,
    nodeBudget: index,
    cut: z.enum(["nodes", "seconds"]).nullable(),
  }),
  digest: z.string(),
}) as unknown as z.ZodType<Trace>;
