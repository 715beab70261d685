import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { levelSchema } from "./level.ts";

const common = {
  /** Counts from 0 within its phase. */
  opSeq: z.int().min(0),
  level: levelSchema,
  /** The rule that decided, in `snake_case`. */
  rule: z.string(),
  evidence: z.record(z.string(), z.union([z.number(), z.string()])),
};
const labels = z.array(z.string()).min(1).readonly();
/** A candidate or concept as it was before, enough to bring it back. */
const before = z.json();

const fields = z.discriminatedUnion("op", [
  z.strictObject({
    op: z.literal("merge"),
    ...common,
    winner: z.string(),
    losers: labels,
    /** Winner and losers as they were. */
    inverse: z.array(before).readonly(),
  }),
  z.strictObject({
    op: z.literal("split"),
    ...common,
    source: z.string(),
    into: labels,
    /** Of each of them, the parent that its texts speak for; none at the top. */
    under: z.array(z.array(z.string()).readonly()).readonly(),
    inverse: z.array(before).readonly(),
  }),
  z.strictObject({
    op: z.literal("reparent"),
    ...common,
    node: z.string(),
    from: z.array(z.string()).readonly(),
    to: z.array(z.string()).readonly(),
  }),
  z.strictObject({
    op: z.literal("remove"),
    ...common,
    node: z.string(),
    inverse: z.array(before).readonly(),
  }),
]);

/** One change of the tree, with what undoes it (`taxonomy.operation/1`). */
export type Operation = z.output<typeof fields>;
/** Several labels become one. */
export type MergeOp = Extract<Operation, { op: "merge" }>;
/** One label becomes several. */
export type SplitOp = Extract<Operation, { op: "split" }>;

/** Reads and writes {@linkcode Operation}. */
export const operationRecord: DurableRecord<Operation> = defineRecord({
  name: "taxonomy.operation",
  version: 1,
  fields,
});
