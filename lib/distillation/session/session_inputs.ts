import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { EDIT_OPS } from "../edits/payloads.ts";
import { collectedTraceSchema } from "../readiness/collected_traces.ts";
import { EDIT_STATUSES } from "./learning_session.ts";

const fields = z.strictObject({
  /** Traces of the user's own runs, on tasks that teachers may see. */
  collected: z.array(collectedTraceSchema).readonly(),
  collectedCount: z.int().min(0),
  /** What became of the edits of earlier sessions, oldest first. */
  history: z.array(z.strictObject({
    op: z.enum(EDIT_OPS),
    payload: z.json(),
    status: z.enum(EDIT_STATUSES),
    delta: z.number().optional(),
  })).readonly(),
});

/** What a session is told of the world outside of it, kept so that it can be replayed. */
export type SessionInputs = z.output<typeof fields>;

/** Reads and writes `inputs.json` (`distillation.inputs/1`). */
export const sessionInputsRecord: DurableRecord<SessionInputs> = defineRecord({
  name: "distillation.inputs",
  version: 1,
  fields,
});
