import type * as z from "zod";
import type { ModelAnswer, ModelQuestion } from "../../substrate/models/model_desk.ts";
import type { DurableRecord } from "../../substrate/records/record_schema.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import type { Prng } from "../../substrate/values/prng.ts";
import type { Policies, PolicyPath } from "../policies/policy_schema.ts";
import type { Decision } from "../records/decision.ts";
import type { QuarantineItem } from "../records/quarantine_item.ts";
import type { Corpus } from "./corpus.ts";
import type { PhaseEvent } from "./phase_event.ts";
import type { PhaseName } from "./phase_name.ts";

/** Modules that a model may stand in for. */
export type TaxonomyModule = "extractor" | "verifier";

/** The form in which a module's model answers. */
export interface AnswerForm {
  /** Of letters and underscores. */
  readonly form: string;
  readonly answer: z.ZodType;
}

/** What a step counts; `quarantined` counts itself. */
export interface StepCounters {
  readonly in?: number;
  readonly ok?: number;
  readonly failed?: number;
}

/** Something to set aside; phase, step, id and order are filled in. */
export type Quarantined = Pick<
  QuarantineItem,
  "reasonCode" | "detail" | "text" | "provenance" | "replayable"
>;

/** Writes rows of one output, durable when its step is. */
export interface RowWriter<T> {
  /** Resolves when there is room for the next row; waiting for it keeps memory flat. */
  write(row: T): Promise<void>;
}

/**
 * What a step works with.
 *
 * Everything it writes appears at once when the step is done, by one rename, or not at all: a killed step
 * starts anew and leaves nothing behind.
 */
export interface StepContext {
  /**
   * Streams an output of an earlier phase, or of an earlier step of this one: the outputs of that name of
   * all its steps, in the steps' order.
   *
   * @param wants asked for each row by its 0-based place, just before the row is read; a row that it does not
   * want is passed over unread
   * @throws {Error} for a phase that the definition's `reads` do not name.
   */
  read<T>(
    phase: PhaseName,
    output: string,
    record: DurableRecord<T>,
    wants?: (row: number) => boolean,
  ): AsyncGenerator<T, void, void>;
  /** The writer of `<output>.jsonl`; the same for the same name. */
  output<T>(name: string, record: DurableRecord<T>): RowWriter<T>;
  /** Writes one row to `decisions.jsonl`, which `why` and `why-not` read. */
  decide(decision: Decision): Promise<void>;
  /** Writes one row to `quarantine.jsonl`. */
  quarantine(item: Quarantined): Promise<void>;
  /** Adds to the phase's counters. */
  count(counters: StepCounters): void;
  /** Rows in an output, as the checkpoints say; without reading it. */
  rowsOf(phase: PhaseName, output: string): number;
}

/** What a phase works with; a step's {@linkcode StepContext} adds reading and writing. */
export interface PhaseContext {
  readonly runId: string;
  /** The run's policies; reading outside the phase's slices throws. */
  readonly policies: Policies;
  /** The texts; for S0 only, others throw. */
  readonly corpus: Corpus;
  /** Seeded by run and phase. */
  readonly prng: Prng;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A model stands in for this module. */
  has(module: TaxonomyModule): boolean;
  /** Asks a module's model, through the run's cache and budget; tokens are counted for the phase. */
  ask(question: ModelQuestion & { readonly module: TaxonomyModule }): Promise<ModelAnswer>;
  /**
   * A resumable part of the phase with a folder of its own: skipped, telling so, where it is done already.
   *
   * @param name unique in its phase, of letters, digits, `_`, `-` and `.`; steps come in the same order in
   * every run
   * @param body yields events now and then; what it tells is shown, not kept
   * @param only digest of all that the step depends on besides code and slices, for a step that depends on
   * less than everything the phase reads (one part of the corpus); it may then read no other phase's output
   */
  step(
    name: string,
    body: (step: StepContext) => AsyncGenerator<PhaseEvent, void, void>,
    only?: string,
  ): AsyncGenerator<PhaseEvent, void, void>;
}

/** Something that must hold before a phase begins. */
export interface Precondition {
  /** As a whole sentence without its full stop: what the user reads when it does not hold. */
  readonly unless: string;
  holds(rowsOf: StepContext["rowsOf"]): boolean;
}

/**
 * One phase of a taxonomy run.
 *
 * `reads` and `slices` are declared, and reading outside them throws: a phase's result depends on its code,
 * slices, inputs and models only, which is what its checkpoint's key is made of.
 */
export interface PhaseDefinition {
  readonly name: PhaseName;
  /** A few words for reports. */
  readonly title: string;
  /** Policies that it reads. */
  readonly slices: readonly PolicyPath[];
  /** Phases whose outputs it reads. */
  readonly reads: readonly PhaseName[];
  /** Modules it asks where a model stands in for them; a module belongs to one phase. @default {{}} */
  readonly modules?: Readonly<Partial<Record<TaxonomyModule, AnswerForm>>>;
  /** Folders of its source code; their content is its code hash. */
  readonly code: readonly URL[];
  /** Checked in order before the first step. */
  readonly preconditions: readonly Precondition[];
  run(context: PhaseContext): AsyncGenerator<PhaseEvent, void, void>;
}
