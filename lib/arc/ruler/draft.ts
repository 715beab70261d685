import type { Prng } from "../../substrate/values/prng.ts";
import type { Fact } from "../describer/fact.ts";
import type { Program } from "../dsl/program.ts";
import type { Task } from "../task/task.ts";
import type { NodeBudget } from "./node_budget.ts";

/** What a family of the ruler works on: the task as a solver may see it, and the describer's facts. */
export interface Problem {
  readonly task: Task;
  readonly facts: readonly Fact[];
}

/** Ids of retrieved memory that shaped a candidate. */
export interface MemoryRefs {
  readonly cases: readonly string[];
  readonly solvedExamples: readonly string[];
}

/** A program that a family proposes, full fit or partial; nobody has verified it yet. */
export interface Draft {
  readonly program: Program;
  /** The family's name. */
  readonly family: string;
  /** Nodes the family had used when it found the program, where it searched on before proposing it. */
  readonly foundAt?: number;
  /** What it was made of, where it came out of a memory. */
  readonly memory?: MemoryRefs;
  /** It solved another task as it stands. @default {false} */
  readonly proven?: boolean;
}

/**
 * One way to find programs.
 *
 * Drafts come best first as far as the family can tell. Every primitive run over one pair's grids costs
 * a node; the generator returns when `budget.spend` says no. Same problem, budget and prng: same drafts.
 */
export interface Family {
  readonly name: string;
  /** One line for people. */
  readonly doc: string;
  /** A cheap look at the facts: false when the family cannot apply. */
  applies(problem: Problem): boolean;
  drafts(problem: Problem, budget: NodeBudget, prng: Prng): Iterable<Draft>;
}
