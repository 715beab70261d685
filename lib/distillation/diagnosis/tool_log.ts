import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { shown } from "../../substrate/values/input_error.ts";

const evidence = z.strictObject({
  taskId: z.string(),
  /** Whose run it was: the harness as it is, or the teacher (itself, or by a state it tried). */
  side: z.enum(["student", "teacher"]),
  runKey: z.string(),
  score: z.number().min(0).max(1),
  passed: z.boolean(),
});

/** A run that a tool call saw. */
export type Evidence = z.output<typeof evidence>;

const fields = z.strictObject({
  callId: z.string(),
  phase: z.enum(["diagnose", "plan"]),
  kind: z.enum(["tool", "model"]),
  name: z.string(),
  input: z.json(),
  ok: z.boolean(),
  /** Cut at 8,000 characters. */
  text: z.string(),
  evidence: z.array(evidence).readonly(),
  costUsd: z.number().min(0),
});

/** One call of a teacher, as `teacher_calls.jsonl` keeps it. */
export type TeacherCall = z.output<typeof fields>;

/** Reads and writes rows of `teacher_calls.jsonl` (`distillation.call/1`). */
export const teacherCallRecord: DurableRecord<TeacherCall> = defineRecord({
  name: "distillation.call",
  version: 1,
  fields,
});

const LOGGED = 8000;

/** The text as the log keeps it. */
export function loggedText(text: string): string {
  return text.length <= LOGGED ? text : `${text.slice(0, LOGGED)}… (${text.length} characters)`;
}

/** What a call said, on one line. */
export function callLine({ callId, name, input, ok }: TeacherCall): string {
  return `${callId} ${name}(${shown(input)})${ok ? "" : " failed"}`;
}
