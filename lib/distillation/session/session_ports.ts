import type { Clock } from "../../substrate/values/clock.ts";
import type { Edit } from "../edits/edit.ts";
import type { OnStep } from "../state/move_head.ts";
import type { StateVersion } from "../state/state_repository.ts";
import type { FrozenBenchmark } from "./frozen_benchmark.ts";
import type { EditOutcome, LearningSession, SessionOptions } from "./learning_session.ts";
import type { PowerStatement } from "./gate_decision.ts";
import type { Benchmark, CostLedger, Gate, LockedReads, Teacher } from "./ports.ts";
import type { SessionInputs } from "./session_inputs.ts";
import type { SessionState } from "./session_state.ts";

/** Where edits wait for a person. */
export interface ReviewQueue {
  add(sessionId: string, edit: Edit): Promise<void>;
}

/** What a session tells while it runs. */
export type SessionEvent =
  | { readonly kind: "opened"; readonly session: LearningSession; readonly recovering: boolean }
  | { readonly kind: "phase"; readonly name: string; readonly text: string }
  | { readonly kind: "power"; readonly power: PowerStatement }
  | { readonly kind: "edit"; readonly edit: Edit; readonly outcome: EditOutcome }
  | { readonly kind: "run"; readonly done: number; readonly passed: boolean }
  | { readonly kind: "closed"; readonly session: LearningSession };

/** Makes the teacher of one session, over its account. */
export type OpenTeacher = (context: {
  readonly sessionFolder: string;
  readonly ledger: CostLedger;
}) => Promise<Teacher> | Teacher;

/** Everything a session stands on. */
export interface SessionPorts {
  readonly options: SessionOptions;
  readonly parentId?: string;
  /** Holds `sessions/<id>/`. */
  readonly sessionsFolder: string;
  readonly state: SessionState;
  /** The state the session begins with. */
  readonly base: StateVersion;
  readonly benchmark: Benchmark;
  readonly frozen: FrozenBenchmark;
  /** Name of the teacher, known before it is opened. */
  readonly teacherName: string;
  readonly openTeacher: OpenTeacher;
  readonly gate: Gate;
  readonly inputs: SessionInputs;
  readonly review: ReviewQueue;
  readonly lockedReads: LockedReads;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** @default nobody listens */
  readonly onEvent?: (event: SessionEvent) => void;
  /** Hears of each durable step; tests end the process there. @default nobody */
  readonly onStep?: OnStep;
}
