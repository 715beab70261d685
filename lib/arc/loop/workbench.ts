import { digestOf } from "../../substrate/values/digest.ts";
import { printProgram } from "../dsl/print_program.ts";
import { opsSignature, type Program } from "../dsl/program.ts";
import type { Grid } from "../grid/grid.ts";
import type { Task } from "../task/task.ts";
import type { Candidate, CandidateSource } from "../trace/trace.ts";
import { compareCandidates, verifierScoreOf } from "../verifier/comparator.ts";
import { featuresOf } from "../verifier/features.ts";
import type { StepMemo } from "../verifier/step_memo.ts";
import { type Verification, verify, verifyCache } from "../verifier/verify.ts";
import type { MemoryRefs } from "../ruler/draft.ts";
import type { NodeBudget } from "../ruler/node_budget.ts";
import type { Critic } from "./modules.ts";

/** Where a program came from. */
export interface Origin {
  readonly source: CandidateSource;
  readonly family: string;
  /** The stage that drafted it, or `edit`. */
  readonly stage: string;
  readonly iterIdx: number;
  readonly parentId?: string;
  readonly directiveId?: string;
  /** The edit op that made it. */
  readonly edit?: string;
  /** Retrieved memory that shaped it. @default {none} */
  readonly memory?: MemoryRefs;
  /** It solved another task as it stands. @default {false} */
  readonly proven?: boolean;
}

/** A program with its verdict, features and predictions; what the loop sorts and picks from. */
export interface Verified {
  readonly candidateId: string;
  readonly program: Program;
  readonly origin: Origin;
  readonly verification: Verification;
  readonly featureVec: readonly number[];
  /** It fits every train pair. */
  readonly fits: boolean;
  /** Equal for programs that predict the same on every train and test input. */
  readonly behaviour: string;
  /** Families that proposed a program of this very text, first proposer first. */
  readonly families: Set<string>;
}

/**
 * Verifies the programs of one task, each once: a program proposed again costs a look-up, and its first
 * proposer keeps the credit.
 */
export class Workbench {
  readonly task: Task;
  readonly memo: StepMemo;
  readonly #critic: Critic;
  readonly #budget: NodeBudget | undefined;
  #nodesToSolution: number | null = null;
  readonly #byId = new Map<string, Verified>();

  /** `budget` is the task's; without it nobody asks for nodes to the solution. */
  constructor(task: Task, critic: Critic, budget?: NodeBudget) {
    this.task = task;
    this.memo = verifyCache(task);
    this.#critic = critic;
    this.#budget = budget;
  }

  /** Everything verified so far, in the order it came. */
  all(): Verified[] {
    return [...this.#byId.values()];
  }

  /** Nodes the task had used when the first candidate fitted every train pair; `null` while none has. */
  get nodesToSolution(): number | null {
    return this.#nodesToSolution;
  }

  /** The verified candidate of that id. */
  get(candidateId: string): Verified | undefined {
    return this.#byId.get(candidateId);
  }

  /** Verifies a program unless it is known; `fresh` says whether it was new. */
  verify(
    program: Program,
    origin: Origin,
  ): { readonly verified: Verified; readonly fresh: boolean } {
    const candidateId = digestOf({ task: this.task.digest, program });
    const known = this.#byId.get(candidateId);
    if (known !== undefined) {
      known.families.add(origin.family);
      return { verified: known, fresh: false };
    }
    const verification = verify(program, this.task, { cache: this.memo });
    const verified: Verified = {
      candidateId,
      program,
      origin,
      verification,
      featureVec: featuresOf(program, this.task, verification),
      fits: verification.verdict.errorType === "ok",
      behaviour: behaviourOf(verification),
      families: new Set([origin.family]),
    };
    this.#byId.set(candidateId, verified);
    if (verified.fits) this.#nodesToSolution ??= this.#budget?.used ?? null;
    return { verified, fresh: true };
  }

  /** The record of a verified program, with the critic's view of it. */
  record(verified: Verified): Candidate {
    const { candidateId, program, origin, verification, featureVec } = verified;
    const { source, family, parentId, directiveId, edit, memory } = origin;
    return {
      candidateId,
      ...(parentId === undefined ? {} : { parentId }),
      source,
      family,
      program,
      text: printProgram(program),
      opsSignature: opsSignature(program),
      ...(directiveId === undefined ? {} : { directiveId }),
      ...(edit === undefined ? {} : { edit }),
      verify: verification.verdict,
      featureVec,
      verifierScore: verifierScoreOf(featureVec),
      critic: this.#critic.critique(program, this.task, verification, { cache: this.memo }),
      memory: memory ?? { cases: [], solvedExamples: [] },
    };
  }
}

/** The best `count` of distinct behaviour, then, if there is room, the best of the rest; best first. */
export function bestDistinct(candidates: readonly Verified[], count: number): Verified[] {
  const sorted = [...candidates].sort(compareCandidates);
  const seen = new Set<string>();
  const first: Verified[] = [];
  const rest: Verified[] = [];
  for (const candidate of sorted) {
    if (seen.has(candidate.behaviour)) rest.push(candidate);
    else {
      seen.add(candidate.behaviour);
      first.push(candidate);
    }
  }
  return [...first, ...rest].slice(0, count).sort(compareCandidates);
}

function behaviourOf(verification: Verification): string {
  return [...verification.predictions, ...verification.testPredictions].map(gridKey).join(" ");
}

/** A short text that differs for different grids (up to 53-bit hash collisions). */
export function gridKey(grid: Grid | null): string {
  // The hash covers the origin, which a prediction's cells do not depend on.
  return grid === null ? "-" : String(grid.movedTo(0, 0).hash);
}
