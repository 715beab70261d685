import type * as z from "zod";
import type { Json } from "../../substrate/values/canonical_json.ts";
import type { StateFiles } from "../state/state_files.ts";
import type { CollectedTrace } from "../readiness/collected_traces.ts";
import type { Benchmark, BenchmarkTask, StateFolder, Student } from "../session/ports.ts";
import type { StudentRun } from "../session/student_run.ts";
import type { StateBytes } from "../state/state_repository.ts";
import type { Evidence } from "./tool_log.ts";

/** All that a teacher's tools may see: one state, and the diagnose split of one benchmark. */
export interface ToolRoom {
  readonly benchmark: Benchmark;
  /** The diagnose split, without the others. */
  readonly tasks: readonly BenchmarkTask[];
  /** Runs of the present state on the diagnose split. */
  readonly runs: readonly StudentRun[];
  readonly collected: readonly CollectedTrace[];
  readonly state: StateFolder;
  readonly stateBytes: StateBytes;
  readonly files: StateFiles;
  readonly student: Student;
  readonly seed: string;
  readonly folderOf: (files: StateBytes) => Promise<StateFolder>;
  readonly passed: (score: number) => boolean;
  readonly signal?: AbortSignal;
}

/** What a tool came to. */
export interface ToolAnswer {
  readonly value: Json;
  /** Runs it saw, which clusters are counted from. @default {[]} */
  readonly evidence?: readonly Evidence[];
}

/** A tool that reads; none writes. */
export interface TeacherToolDefinition<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly description: string;
  readonly input: S;
  /** False where this benchmark cannot offer it. @default always */
  readonly offered?: (room: ToolRoom) => boolean;
  /** @throws {UserError} with a line for the teacher */
  answer(input: z.output<S>, room: ToolRoom): Promise<ToolAnswer>;
}

/** A tool whose input is of the type of its schema. */
export function teacherTool<S extends z.ZodType>(
  definition: TeacherToolDefinition<S>,
): TeacherToolDefinition {
  return definition as unknown as TeacherToolDefinition;
}

/** The tasks asked for. @throws {UserError} for one that the teacher may not see or that is not there */
export type TaskLookup = (ids: readonly string[], room: ToolRoom) => readonly BenchmarkTask[];
