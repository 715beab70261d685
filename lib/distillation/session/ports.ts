import type { Reservation } from "../../substrate/models/cost_budget.ts";
import type { EditAction } from "../edits/edit.ts";
import type { FailureCluster } from "./failure_cluster.ts";
import type { Calibration, Confirmation, GateDecision, PowerStatement } from "./gate_decision.ts";
import type { CostRole } from "./learning_session.ts";
import type { Facets, RunOutcome, StudentRun } from "./student_run.ts";

/** A task of a benchmark, without anything that could give its answer away. */
export interface BenchmarkTask {
  readonly id: string;
  /** Tasks that stand or fall together: variants of one base task, goals of one file. */
  readonly family: string;
  /** The kind of task, such as a concept or a level; spans splits, and none may lose by an edit. */
  readonly category: string;
}

/** One task as an adapter scored it. */
export interface TaskScore {
  readonly taskId: string;
  readonly outcome: RunOutcome;
  /** What failures are clustered by. */
  readonly facets: Facets;
  readonly tracePath?: string;
  /** @default nothing: the student is no model that costs money */
  readonly cost?: { readonly studentUsd: number; readonly judgeUsd: number };
}

/** What an adapter is asked to score. */
export interface ScoreRequest {
  /** A folder of plain files, never written by the adapter. */
  readonly stateFolder: string;
  readonly taskIds: readonly string[];
  readonly seed: string;
  /** Where traces may be written; made by the caller, one per request. */
  readonly traceFolder: string;
  readonly signal?: AbortSignal;
}

/** A run as teachers see it. */
export interface TraceView {
  readonly runKey: string;
  readonly taskId: string;
  readonly category: string;
  /** Absent where the scorer broke. */
  readonly score?: number;
  readonly passed: boolean;
  readonly facets: Facets;
}

/** Runs that share a facet, as the advice of a benchmark sees them. */
export interface AdviceRequest {
  /** A facet named in `clusterBy`, or `category`. */
  readonly facet: string;
  readonly value: string;
  /** Runs of the diagnose split that have this value. */
  readonly runs: readonly TraceView[];
  /** All runs of the diagnose split, for contrast. */
  readonly allRuns: readonly TraceView[];
  /** Text of a file of the state, by path; nothing where there is none. */
  readonly read: (path: string) => string | undefined;
}

/** An edit that is worth a try, with its reason in one line. */
export type AdvisedEdit = EditAction & { readonly rationale: string };

/** What a benchmark knows of its own failures; makes `builtin:analyst` more than a counter. */
export interface BenchmarkAdvice {
  /** Facets that say why a run failed, most telling first; others are not clustered by. */
  readonly clusterBy: readonly string[];
  /** Words for runs that share a facet. */
  describe(facet: string, value: string): string;
  /** Edits worth a try, most promising first; each is tried on a copy before it is proposed. */
  propose(request: AdviceRequest): readonly AdvisedEdit[];
}

/** Tasks that a state of the harness can be scored on, by a verifier, a kernel or gold. */
export interface Benchmark {
  readonly name: string;
  /** Digest of tasks and scorer; another version is another benchmark. */
  readonly contentDigest: string;
  /** Digest of all else that can move a score: program versions, tools of the machine. */
  readonly environmentDigest: string;
  /** A run of one (state, task, seed) always gives the same score. */
  readonly deterministic: boolean;
  /** A run that scores less has failed. @default {1} */
  readonly passScore?: number;
  /** The most that one run may cost, in US dollars; reserved before it starts. */
  readonly mostUsdPerRun: number;
  tasks(): Promise<readonly BenchmarkTask[]>;
  /** Scores in any order; a task that the adapter cannot score comes back as `failed`, never as 0. */
  score(request: ScoreRequest): AsyncIterable<TaskScore>;
  /** Whether the harness would load this state; says in one line why not. */
  check(stateFolder: string): Promise<string | undefined>;
  readonly advice?: BenchmarkAdvice;
  /** Ends what the benchmark holds open, such as a prover. */
  close?(): Promise<void>;
  /** Lets a teacher try a task itself: what is asked, and how an answer scores. Never shows gold. */
  readonly exam?: {
    question(taskId: string): Promise<string>;
    grade(taskId: string, answer: string): Promise<number>;
  };
}

/** A state as a folder. */
export interface StateFolder {
  readonly folder: string;
  readonly digest: string;
}

/** What the student is asked to do. */
export interface StudentRequest {
  readonly state: StateFolder;
  readonly taskIds: readonly string[];
  readonly seed: string;
  /** Which repeat of the same runs; another draw is another run. @default {0} */
  readonly draw?: number;
  /** Who is charged. */
  readonly role: CostRole;
  readonly signal?: AbortSignal;
}

/**
 * The harness under test: a benchmark behind record, budget and checks. A run that was made before is read
 * back, which makes sessions resumable and replayable; a score that is no number in [0, 1] comes back failed.
 */
export interface Student {
  /**
   * In the order of `taskIds`.
   *
   * @throws {BudgetSpent} before the first run that could overdraw.
   */
  run(request: StudentRequest): Promise<readonly StudentRun[]>;
}

/** The money and calls of a session. */
export interface CostLedger {
  readonly limitUsd: number;
  readonly spentUsd: Readonly<Record<CostRole, number>>;
  /** @throws {BudgetSpent} when even cheap calls could not make room. */
  reserve(role: CostRole, mostUsd: number): Promise<Reservation>;
}

/** Task ids by split; no family is in two. */
export interface Splits {
  /** Teachers see this one only. */
  readonly diagnose: readonly BenchmarkTask[];
  readonly gate: readonly BenchmarkTask[];
  /** Read once per session, at its end, and counted. */
  readonly locked: readonly BenchmarkTask[];
}

/** What the gate is told when a session begins. */
export interface GateSessionOptions {
  readonly sessionId: string;
  readonly seed: string;
  readonly splits: Splits;
  readonly student: Student;
  readonly deterministic: boolean;
  readonly alpha: number;
  readonly minImprovement: number;
  readonly maxRegression: number;
  readonly subsampleSize: number;
  /** Runs of each side per task, where runs do not repeat exactly. @default {1} */
  readonly repeats?: number;
  /** Edits that may come; the ledger divides alpha with it in mind. */
  readonly expectedEdits: number;
  /** What earlier decisions on edits of the same session took of its alpha. @default {0} */
  readonly alphaSpent?: number;
  readonly lockedReads: LockedReads;
  readonly signal?: AbortSignal;
}

/** Counts who looked at a locked split; a session that looks twice counts once. */
export interface LockedReads {
  /** @returns how many sessions have looked, this one included */
  note(benchmark: string, sessionId: string): Promise<number>;
}

/** One edit before the gate. */
export interface GateRequest {
  readonly editId: string;
  /** The state as accepted so far: the baseline rolls. */
  readonly baseline: StateFolder;
  readonly candidate: StateFolder;
  readonly signal?: AbortSignal;
}

/** The gate within one session. */
export interface GateSession {
  /** Told before money is spent. */
  power(): PowerStatement;
  /** Null (A/A) control. */
  calibrate(baseline: StateFolder): Promise<Calibration>;
  /** @throws {BudgetSpent} when the money ends before the test does. */
  decide(request: GateRequest): Promise<GateDecision>;
  /** Reads the locked split once. */
  confirm(before: StateFolder, after: StateFolder): Promise<Confirmation>;
  readonly alpha: { readonly budget: number; readonly spent: number };
}

/** The rules that decide whether an edit stays. */
export interface Gate {
  /** Name and version. */
  readonly name: string;
  /** By hash of the family: the same in every session. */
  split(tasks: readonly BenchmarkTask[], benchmark: string): Splits;
  open(options: GateSessionOptions): GateSession;
}

/** A cluster as a teacher claims it; its rates are recounted from the tool log. */
export interface ClaimedCluster {
  readonly description: string;
  readonly memberTaskIds: readonly string[];
  readonly studentFailureRate: number;
  readonly teacherSuccessRate: number;
  readonly skillGap: string;
}

/** What a teacher found. */
export interface Diagnosis {
  readonly summary: string;
  readonly clusters: readonly ClaimedCluster[];
}

/** One tool that a teacher may call; none of them writes. */
export interface TeacherTool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A call as the log keeps it. */
export interface ToolResult {
  readonly callId: string;
  readonly ok: boolean;
  /** JSON text, cut at 20,000 characters. */
  readonly text: string;
  /** The same, whole, for teachers that are programs. */
  readonly value: unknown;
}

/** A question to a model, for the log. */
export interface ModelNote {
  /** The form of the answer. */
  readonly name: string;
  /** Digest of what was asked. */
  readonly asked: string;
  readonly ok: boolean;
  readonly text: string;
  readonly costUsd: number;
}

/** What teachers work with: tools over the diagnose split, counted and logged. */
export interface TeacherDesk {
  readonly tools: readonly TeacherTool[];
  /** @throws {BudgetSpent} past the limit of calls or money. */
  call(name: string, input: unknown): Promise<ToolResult>;
  readonly callsLeft: number;
  /** Logs a question to a model, which is no tool call. */
  note(entry: ModelNote): Promise<void>;
  /** For teachers that ask a model. */
  readonly ledger: CostLedger;
  readonly signal?: AbortSignal;
}

/** What a teacher may know of earlier sessions: outcomes by op, so that it does not repeat itself. */
export interface EditHistory {
  readonly op: string;
  readonly payload: unknown;
  readonly status: string;
  readonly delta?: number | undefined;
}

/** What a teacher plans from. */
export interface PlanRequest {
  readonly clusters: readonly FailureCluster[];
  readonly history: readonly EditHistory[];
  /** Edits per cluster at most. */
  readonly editsPerCluster: number;
}

/** Finds causes of failure and proposes edits; its numbers are never believed. */
export interface Teacher {
  /** `builtin:analyst`, or `<model> at <host>`. */
  readonly name: string;
  diagnose(desk: TeacherDesk): Promise<Diagnosis>;
  plan(request: PlanRequest, desk: TeacherDesk): Promise<readonly unknown[]>;
}
