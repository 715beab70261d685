import type { Fact } from "../describer/fact.ts";
import type { Program } from "../dsl/program.ts";
import type { Cut } from "../ruler/node_budget.ts";
import type { Verdict } from "../verifier/verdict.ts";
import type { Critique, Directive } from "../critic/critique.ts";

/** Who made a candidate. */
export type CandidateSource = "teacher" | "student" | "edit";

/** A verified program: the unit that the comparator orders and every dataset row is cut from. */
export interface Candidate {
  /** Digest of task digest + canonical program. */
  readonly candidateId: string;
  /** The seed it was edited from. */
  readonly parentId?: string;
  readonly source: CandidateSource;
  readonly family: string;
  readonly program: Program;
  readonly text: string;
  readonly opsSignature: string;
  readonly directiveId?: string;
  /** The edit that made it, e.g. `mutate_param`. */
  readonly edit?: string;
  readonly verify: Verdict;
  readonly featureVec: readonly number[];
  readonly verifierScore: number;
  readonly critic: Critique;
  /** Ids of retrieved memory that shaped it; empty without memory. */
  readonly memory: {
    readonly cases: readonly string[];
    readonly solvedExamples: readonly string[];
  };
}

/** What one family of a ruler cost and brought in one turn. */
export interface FamilySearch {
  readonly source: "teacher" | "student";
  readonly stage: string;
  readonly family: string;
  readonly nodes: number;
  /** Its part of the nodes ended it, so that more of them might have brought more. */
  readonly cut: boolean;
  /** Programs it proposed, and how many of them fit every train pair, known before or not. */
  readonly drafts: number;
  readonly fits: number;
  /** Nodes it had used when it proposed its first fit, and when it found one, which may be long before. */
  readonly nodesToFit?: number;
  readonly foundAt?: number;
}

/** One turn of the loop. */
export interface Iteration {
  readonly iterIdx: number;
  /** Candidate ids edited in this turn. */
  readonly seeds: readonly string[];
  readonly directives: readonly Directive[];
  readonly candidates: readonly Candidate[];
  /** Families in the order they ran; absent in traces of before families were counted. */
  readonly searches?: readonly FamilySearch[];
  readonly selected: { readonly best: string | null; readonly seeds: readonly string[] };
}

/** What stood in for a module, by name and by content. */
export interface ModuleRef {
  readonly name: string;
  readonly digest: string;
}

/** How a task ended. `testCorrect` is the only thing that knows test outputs; `digest` leaves it out. */
export interface Outcome {
  /** The best candidate fits every train pair. */
  readonly solved: boolean;
  readonly best: string | null;
  readonly verifierScore: number;
  /** The iteration in which the best candidate appeared, −1 without one. */
  readonly solvedAt: number;
  /** Nodes used when the first candidate fitted every train pair; absent when none does. */
  readonly nodesToSolution?: number;
  /** Per test input one of two predictions is exactly right; absent where the truth is unknown. */
  readonly testCorrect?: boolean;
}

/** What the work cost, in units that repeat exactly; wall-clock seconds live in `timing.jsonl` of the run. */
export interface TraceTiming {
  readonly nodes: number;
  readonly nodeBudget: number;
  /** `seconds` when a wall-clock limit cut the task, which makes it depend on the machine. */
  readonly cut: Cut;
}

/** The whole record of one task (`arc.trace/1`). */
export interface Trace {
  readonly schema: "arc.trace/1";
  readonly runId: string;
  readonly taskId: string;
  readonly taskDigest: string;
  readonly namespace: string;
  readonly seed: number;
  readonly modules: {
    readonly describer: ModuleRef;
    readonly ruler: ModuleRef;
    readonly student?: ModuleRef;
    readonly critic: ModuleRef;
  };
  readonly versions: {
    readonly comparator: string;
    readonly feature: string;
    readonly dsl: string;
  };
  readonly facts: readonly Fact[];
  readonly iterations: readonly Iteration[];
  readonly outcome: Outcome;
  readonly timing: TraceTiming;
  /** sha-256 of the canonical trace without `digest`, `outcome.testCorrect` and `timing`. */
  readonly digest: string;
}
