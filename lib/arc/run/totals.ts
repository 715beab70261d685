import type { UnitSummary } from "./unit.ts";
import { type ShareEstimate, wilsonInterval } from "../../substrate/learn/wilson_interval.ts";

/** How a group of tasks came out. */
export interface GroupTotals {
  readonly name: string;
  readonly tasks: number;
  readonly solved: number;
  /** Tasks whose test outputs are known, and how many of those have a right prediction for each. */
  readonly testKnown: number;
  readonly testCorrect: number;
}

/** Solved tasks by the turn that solved them. */
export interface TurnTotals {
  readonly iterIdx: number;
  readonly solved: number;
  /** Solved in this turn or before. */
  readonly solvedSoFar: number;
}

/** What a run came to, in numbers that repeat exactly. */
export interface RunTotals {
  readonly tasks: number;
  readonly solved: ShareEstimate;
  readonly testCorrect: ShareEstimate;
  readonly errors: number;
  /** Tasks cut by the wall clock, whose results depend on the machine. */
  readonly cutBySeconds: number;
  readonly candidates: number;
  readonly programs: number;
  readonly nodes: number;
  /** Recorded candidates that retrieved memory shaped. */
  readonly memoryHits: number;
  readonly costUsd: number;
  readonly byIteration: readonly TurnTotals[];
  /** By the family of the best candidate, of solved tasks. */
  readonly byFamily: readonly GroupTotals[];
  /** By who made the best candidate, of solved tasks. */
  readonly bySource: readonly GroupTotals[];
  /** By the curriculum's concept; tasks without one are left out. */
  readonly byConcept: readonly GroupTotals[];
  readonly byDifficulty: readonly GroupTotals[];
}

type Counts = { tasks: number; solved: number; testKnown: number; testCorrect: number };

/** Adds up finished tasks one by one; memory grows with the number of groups only. */
export class TotalsCounter {
  readonly #all: Counts = none();
  readonly #turns: number[] = [];
  readonly #groups = {
    family: new Map<string, Counts>(),
    source: new Map<string, Counts>(),
    concept: new Map<string, Counts>(),
    difficulty: new Map<string, Counts>(),
  };
  #errors = 0;
  #cutBySeconds = 0;
  #candidates = 0;
  #programs = 0;
  #nodes = 0;
  #memoryHits = 0;

  /** Tasks solved so far. */
  get solved(): number {
    return this.#all.solved;
  }

  /** Tasks counted so far. */
  get tasks(): number {
    return this.#all.tasks;
  }

  /** Counts one task. */
  add(unit: UnitSummary): void {
    count(this.#all, unit);
    if (unit.error !== undefined) this.#errors++;
    if (unit.cut === "seconds") this.#cutBySeconds++;
    this.#candidates += unit.candidates;
    this.#programs += unit.programs;
    this.#nodes += unit.nodes;
    this.#memoryHits += unit.memoryHits ?? 0;
    this.#group("concept", unit.concept, unit);
    this.#group("difficulty", unit.difficulty, unit);
    if (!unit.solved) return;
    this.#turns[unit.solvedAt] = (this.#turns[unit.solvedAt] ?? 0) + 1;
    this.#group("family", unit.family, unit);
    this.#group("source", unit.source, unit);
  }

  /** The totals of everything counted so far. */
  totals(): RunTotals {
    const all = this.#all;
    let solvedSoFar = 0;
    const byIteration = Array.from(this.#turns, (solved = 0, iterIdx) => {
      solvedSoFar += solved;
      return { iterIdx, solved, solvedSoFar };
    });
    return {
      tasks: all.tasks,
      solved: wilsonInterval(all.solved, all.tasks),
      testCorrect: wilsonInterval(all.testCorrect, all.testKnown),
      errors: this.#errors,
      cutBySeconds: this.#cutBySeconds,
      candidates: this.#candidates,
      programs: this.#programs,
      nodes: this.#nodes,
      memoryHits: this.#memoryHits,
      costUsd: 0,
      byIteration,
      byFamily: largestFirst(this.#groups.family),
      bySource: largestFirst(this.#groups.source),
      byConcept: byName(this.#groups.concept),
      byDifficulty: byName(this.#groups.difficulty),
    };
  }

  #group(
    by: "family" | "source" | "concept" | "difficulty",
    name: string | undefined,
    unit: UnitSummary,
  ) {
    if (name === undefined) return;
    const groups = this.#groups[by];
    const counts = groups.get(name) ?? none();
    count(counts, unit);
    groups.set(name, counts);
  }
}

function none(): Counts {
  return { tasks: 0, solved: 0, testKnown: 0, testCorrect: 0 };
}

function count(counts: Counts, unit: UnitSummary): void {
  counts.tasks++;
  if (unit.solved) counts.solved++;
  if (unit.testCorrect !== undefined) counts.testKnown++;
  if (unit.testCorrect === true) counts.testCorrect++;
}

function byName(groups: ReadonlyMap<string, Counts>): GroupTotals[] {
  return [...groups].map(([name, counts]) => ({ name, ...counts }))
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

function largestFirst(groups: ReadonlyMap<string, Counts>): GroupTotals[] {
  return byName(groups).sort((a, b) => b.tasks - a.tasks);
}
