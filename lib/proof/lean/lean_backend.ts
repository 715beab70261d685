/**
 * How a check ended: `proved` only after Lean's kernel accepted every new declaration on the pristine
 * environment and its axioms were found clean; `forbidden` for a proof that uses what is not allowed.
 */
export type Verdict = "proved" | "failed" | "timeout" | "crashed" | "forbidden";

/** What a single request may cost. */
export interface LeanLimits {
  /**
   * Lean's deterministic measure of work, in thousands of small allocations.
   *
   * @default {200000}
   */
  readonly heartbeats?: number;
  /**
   * Wall-clock milliseconds after which the process that works on it is killed.
   *
   * @default {30000}
   */
  readonly deadlineMs?: number;
  /** Takes the request out of the queue; work already begun is left to its limits. */
  readonly signal?: AbortSignal;
}

/** A proved statement that a later one may use under its name. */
export interface Lemma {
  readonly name: string;
  readonly statement: string;
  /** A Lean term, most often `by …`. */
  readonly proof: string;
}

/** A statement with what may be used to prove it. */
export interface LeanGoal {
  /**
   * A closed Lean term of type `Prop`; may use the universes `u`, `v`, `w`, `u_1` to `u_4`. The type of a
   * theorem of the library, taken as it is and not from its print: `type_of% @Nat.add_comm`.
   */
  readonly statement: string;
  /** Checked in this order before the statement, and under the same rules. */
  readonly lemmas?: readonly Lemma[];
  /**
   * A theorem of the library: neither it nor anything that may rest on it may be used.
   *
   * The order inside a module is not in the library's files, nor are its proofs. Of the theorem's own module
   * only the constants that its statement is about are free, types, and definitions whose whole text is at
   * hand and leads to no theorem of that module; of other modules, those that do not import it, at any remove.
   */
  readonly before?: string;
}

/** Time and work of one request; `queueMs` is waiting, `workMs` is Lean at work. */
export interface LeanCost {
  readonly queueMs: number;
  readonly workMs: number;
  /** Heartbeats used, in thousands, where the backend can tell. */
  readonly heartbeats?: number;
}

/** The answer to {@linkcode LeanBackend.check}. */
export interface CheckReply extends LeanCost {
  readonly verdict: Verdict;
  /** Axioms the proof stands on, library included where the backend can tell. */
  readonly axioms: readonly string[];
  /** Library constants that the proof term names, sorted; empty unless proved. */
  readonly used: readonly string[];
  /** Lean's first message, where it is not proved. */
  readonly error?: string;
}

/** An immutable state of an interactive proof: a step makes a new one and leaves this one usable. */
export interface ProofState {
  readonly goal: LeanGoal;
  /** The steps that led here; enough to reach it again in another process. */
  readonly path: readonly string[];
  /** Open goals as Lean prints them, the main one first. */
  readonly goals: readonly string[];
}

/** The answer to {@linkcode LeanBackend.newState} and {@linkcode LeanBackend.step}. */
export type StepReply =
  & LeanCost
  & (
    | { readonly verdict: "open"; readonly state: ProofState }
    /** No goal is left, and the kernel accepted the whole proof. */
    | { readonly verdict: "proved"; readonly state: ProofState; readonly axioms: readonly string[] }
    | { readonly verdict: Exclude<Verdict, "proved">; readonly error: string }
  );

/** A theorem of the library. */
export interface LibraryTheorem {
  readonly name: string;
  /** As Lean prints its type. */
  readonly statement: string;
  readonly module: string;
  /** Its module's place in the order of imports: what a module may use has a lower one. */
  readonly order: number;
}

/** What a backend can tell about the library that proofs stand on. */
export interface LeanLibrary {
  /** As {@linkcode LeanBackend.toolchain}: what a cache of this is kept by. */
  readonly toolchain: string;
  /** Every theorem, module by module in the order of imports. */
  theorems(options?: { readonly signal?: AbortSignal }): AsyncIterable<LibraryTheorem>;
  /**
   * A statement as Lean understands it: names in full, bound variables by number. Two statements that
   * differ only in what their variables are called have one normal form.
   *
   * @throws {UserError} with Lean's message for one that does not elaborate.
   */
  normalise(goal: LeanGoal, limits?: LeanLimits): Promise<string>;
}

/** One way to ask Lean. Requests of one backend may run side by side. */
export interface LeanBackend {
  /** What results are recorded under. */
  readonly name: "wasm" | "repl" | "file" | "scripted";
  /** Version and commit of Lean, and of Mathlib where it is there. */
  readonly toolchain: string;
  /** What it can tell about its library; absent where it cannot. */
  readonly library?: LeanLibrary;
  /** Checks a proof, a Lean term, most often `by …`. */
  check(goal: LeanGoal, proof: string, limits?: LeanLimits): Promise<CheckReply>;
  /** Opens a statement for interactive proof. */
  newState(goal: LeanGoal, limits?: LeanLimits): Promise<StepReply>;
  /** Applies one tactic to the main goal of a state. */
  step(state: ProofState, tactic: string, limits?: LeanLimits): Promise<StepReply>;
  /** Forgets every state, so that their memory is free; their paths stay good. */
  reset(): Promise<void>;
  /** Ends every process. Also what `await using` does. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
