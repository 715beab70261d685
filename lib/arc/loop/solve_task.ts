import { type Clock } from "../../substrate/values/clock.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import type { MemoryBundle } from "../memory/bundle.ts";
import { memoryStage } from "../memory/memory_stage.ts";
import type { Problem } from "../ruler/draft.ts";
import { NodeBudget } from "../ruler/node_budget.ts";
import type { Ruler } from "../ruler/ruler.ts";
import { EDIT_SHARE } from "../ruler/stage.ts";
import type { Task } from "../task/task.ts";
import type { Candidate, FamilySearch, Iteration } from "../trace/trace.ts";
import { compareCandidates } from "../verifier/comparator.ts";
import { chooseAttempts } from "./attempts.ts";
import { draftTurn } from "./draft_turn.ts";
import { editTurn } from "./edit_turn.ts";
import type { LoopEvent, Solution } from "./loop_event.ts";
import type { Modules } from "./modules.ts";
import { isTrusted } from "./trust.ts";
import { bestDistinct, type Verified, Workbench } from "./workbench.ts";

/** The knobs of the loop; all of them decide results. */
export interface LoopOptions {
  /** Turns at most; later turns run only while nothing trustworthy fits. @default {1} */
  readonly iterations?: number;
  /** Drafts recorded per turn. @default {1} */
  readonly keptDrafts?: number;
  /** Candidates edited per turn. @default {1} */
  readonly seedsPerTurn?: number;
  /** Edits made of each seed. @default {0} */
  readonly editsPerSeed?: number;
  /** Search nodes for the whole task. @default {500000} */
  readonly nodeBudget?: number;
  /** @default {0} */
  readonly seed?: number;
  /** Looked at for the deadline only; without it there is none. @default {undefined} */
  readonly clock?: Clock;
  /** A last resort, in seconds; a cut is recorded. @default {Infinity} */
  readonly taskSeconds?: number;
  /** What similar tasks taught. @default {nothing} */
  readonly memory?: MemoryBundle;
}

/** The part of the task's nodes a student's stages may use; the teacher keeps the rest. */
const STUDENT_PART = 0.3;

/**
 * Solves one task: facts, then turns of drafting, verifying, criticising and editing, then the two
 * predictions per test input. Pure but for the clock of the deadline: same task, modules and options give
 * the same events and the same solution.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { symbolicModules } from "./symbolic_modules.ts";
 * import { solveTask } from "./solve_task.ts";
 * const flip = (rows: number[][]) => Grid.fromRows(rows.map((row) => [...row].reverse()));
 * const pair = (rows: number[][]) => ({ input: Grid.fromRows(rows), output: flip(rows) });
 * const test = [[1, 2, 3], [4, 4, 5]];
 * const task = {
 *   taskId: "flip", digest: "d", testInputs: [Grid.fromRows(test)],
 *   train: [pair([[1, 2], [3, 4]]), pair([[5, 6, 7], [0, 1, 1]])],
 * };
 * const steps = solveTask(task, symbolicModules(), { nodeBudget: 20_000 });
 * let step = steps.next();
 * while (!step.done) step = steps.next(); // events; the last value is the solution
 * assertEquals(step.value.attempts[0]?.outputs[0].toRows(), flip(test).toRows());
 * ```
 */
export function* solveTask(
  task: Task,
  modules: Modules,
  options: LoopOptions = {},
): Generator<LoopEvent, Solution> {
  const { iterations: turns = 1, keptDrafts = 1, seedsPerTurn = 1, editsPerSeed = 0 } = options;
  const prng = createPrng(options.seed ?? 0).split(task.digest);
  const budget = budgetOf(options);
  const bench = new Workbench(task, modules.critic, budget);
  const facts = modules.describer.describe(task);
  yield { kind: "described", facts };
  const problem: Problem = { task, facts };
  const iterations: Iteration[] = [];
  let carried: readonly Verified[] = [];
  for (let iterIdx = 0; iterIdx < turns; iterIdx++) {
    const reserve = editsPerSeed > 0 ? EDIT_SHARE : 0;
    const drafted: Verified[] = iterIdx === 0 ? [identity(bench, modules.teacher)] : [];
    const searches: FamilySearch[] = [];
    for (const { ruler, part } of rulersOf(modules, options.memory)) {
      const { fresh, searches: made } = yield* draftTurn({
        ruler,
        turn: { iterIdx, iterations: turns },
        problem,
        bench,
        budget,
        part: part * (1 - reserve) * budget.limit,
        prng: prng.split(ruler.source),
      });
      drafted.push(...fresh);
      searches.push(...made);
    }
    const kept = bestDistinct(drafted, keptDrafts);
    const seeds = seedsFrom([...carried, ...kept], seedsPerTurn);
    const edits = editTurn({
      modules,
      problem,
      bench,
      budget,
      seeds,
      editsPerSeed,
      nodes: Math.floor((reserve * budget.limit) / turns),
      iterIdx,
      prng: prng.split(`edits/${iterIdx}`),
      ...(options.memory === undefined ? {} : { memory: options.memory }),
    });
    const everything = bench.all().sort(compareCandidates);
    const best = everything[0]!;
    carried = seedsFrom([...carried, ...kept, ...edits.made], seedsPerTurn);
    const iteration: Iteration = {
      iterIdx,
      seeds: editsPerSeed > 0 ? seeds.map((seed) => seed.candidateId) : [],
      directives: edits.directives,
      candidates: recordsOf(bench, [...kept, ...edits.made]),
      searches,
      selected: {
        best: best.candidateId,
        seeds: carried.map((seed) => seed.candidateId),
      },
    };
    iterations.push(iteration);
    yield { kind: "iteration_finished", iteration };
    if (everything.some(isTrusted) || budget.cut !== null) break;
  }
  const verified = bench.all().sort(compareCandidates);
  const best = verified[0] ?? null;
  return {
    facts,
    iterations,
    best,
    solved: best?.fits ?? false,
    verified: verified.length,
    attempts: chooseAttempts(task, verified),
    nodes: budget.spent,
    nodesToSolution: bench.nodesToSolution,
    cut: budget.cut,
  };
}

function budgetOf(options: LoopOptions): NodeBudget {
  const { nodeBudget = 500_000, clock, taskSeconds = Infinity } = options;
  const deadline = clock === undefined ? Infinity : clock.monotonic() + 1000 * taskSeconds;
  return new NodeBudget(nodeBudget, clock, deadline);
}

interface RulerPart {
  readonly ruler: Ruler;
  readonly part: number;
}

/** Memory drafts first, in the teacher's name; then the student, so that what both would find is its. */
function rulersOf({ teacher, student }: Modules, memory: MemoryBundle | undefined): RulerPart[] {
  const alone = student === undefined || student.stages.length === 0;
  const parts: RulerPart[] = alone ? [{ ruler: teacher, part: 1 }] : [
    { ruler: student, part: STUDENT_PART },
    { ruler: teacher, part: 1 - STUDENT_PART },
  ];
  const stage = memory && memoryStage(memory.ruler);
  if (stage === undefined) return parts;
  const { ref, source } = teacher;
  return [{ ruler: { ref, source, stages: [stage] }, part: 1 }, ...parts];
}

/** The empty program: every task has at least one candidate, and edits something to start from. */
function identity(bench: Workbench, teacher: Ruler): Verified {
  const origin = { source: teacher.source, family: "identity", stage: "closed_form", iterIdx: 0 };
  return bench.verify({ steps: [] }, origin).verified;
}

/** The best candidates worth an edit: those that do not fit yet, of distinct behaviour. */
function seedsFrom(candidates: readonly Verified[], count: number): Verified[] {
  return bestDistinct([...new Set(candidates)].filter((candidate) => !candidate.fits), count);
}

function recordsOf(bench: Workbench, candidates: readonly Verified[]): Candidate[] {
  return candidates.map((candidate) => bench.record(candidate));
}
