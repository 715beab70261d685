import { checkProgram } from "../dsl/check_program.ts";
import type { Program } from "../dsl/program.ts";
import { programKey } from "../dsl/step_text.ts";
import type { Draft, Family, Problem } from "../ruler/draft.ts";
import { screen } from "../ruler/edits/screen.ts";
import { paletteOfTask } from "../ruler/edits/step_choices.ts";
import type { NodeBudget } from "../ruler/node_budget.ts";
import { MEMORY_STAGE, type Stage } from "../ruler/stage.ts";
import { verifyCache } from "../verifier/verify.ts";
import type { RulerBundle } from "./bundle.ts";
import { recoloured, retuned } from "./rebind.ts";

/** The part of a task's nodes that trying what is remembered may use; what it leaves goes to the others. */
const SHARE = 0.2;

const DRAFTS = 16;

/** Remembered programs that are adapted, best first, and steps uphill that each may take. */
const ADAPTED = 4;
const STEPS_UPHILL = 4;

/** A score that only full fits reach: one wrong cell costs at least 1.9e-6, all tie-breaks less than 1e-6. */
const FULL_FIT = 1 - 1e-6;

/** The stage that tries what is remembered, before any other; none when nothing was retrieved. */
export function memoryStage(bundle: RulerBundle): Stage | undefined {
  if (bundle.solvedExamples.length + bundle.macros.length === 0) return undefined;
  return { name: MEMORY_STAGE, families: [memoryFamily(bundle)], share: SHARE, draftLimit: DRAFTS };
}

interface Tried {
  readonly program: Program;
  /** The solved example it stems from; absent for a macro. */
  readonly example: string | undefined;
  /** It is that example, unchanged. */
  readonly proven: boolean;
  readonly score: number;
}

/**
 * Drafts from memory: programs that solved similar tasks, then parts that several of them share, as they
 * are; then the best of those with their colours renamed and their parameters changed, one at a time,
 * as long as the score rises. Ends at the first full fit.
 */
export function memoryFamily(bundle: RulerBundle): Family {
  return {
    name: "memory",
    doc: "Programs of similar tasks and parts they share, as they are and adapted.",
    applies: () => true,
    *drafts(problem, budget) {
      const tried = search(bundle, problem, budget).sort((a, b) => b.score - a.score);
      for (const { program, example, proven } of tried) {
        const draft: Draft = { program, family: "memory", proven };
        yield { ...draft, memory: { cases: [], solvedExamples: example ? [example] : [] } };
      }
    },
  };
}

function search(bundle: RulerBundle, problem: Problem, budget: NodeBudget): Tried[] {
  const memo = verifyCache(problem.task);
  const seen = new Set<string>();
  const tried: Tried[] = [];
  /** The program with its score; `undefined` when it is known, ill typed or the budget is at its end. */
  const attempt = (
    program: Program,
    example: string | undefined,
    proven = false,
  ): Tried | undefined => {
    const key = programKey(program);
    if (seen.has(key) || budget.cut !== null) return undefined;
    seen.add(key);
    // Memory may hold programs of another version of the language.
    if (checkProgram(program).length > 0) return undefined;
    const screening = screen(program, { problem, memo, budget });
    if (screening === undefined) return undefined;
    const one = { program, example, proven, score: screening.score };
    tried.push(one);
    return one;
  };
  const solved = () => tried.some((one) => one.score > FULL_FIT);
  for (const { program, exampleId } of bundle.solvedExamples) attempt(program, exampleId, true);
  for (const { program } of bundle.macros) attempt(program, undefined);
  if (solved()) return tried;
  const palette = paletteOfTask(problem.task);
  const promising = tried.toSorted((a, b) => b.score - a.score).slice(0, ADAPTED);
  for (const start of promising) {
    let best = start;
    const climb = (programs: Iterable<Program>): boolean => {
      const before = best;
      for (const program of programs) {
        if (budget.cut !== null) break;
        const one = attempt(program, start.example);
        if (one !== undefined && one.score > best.score) best = one;
        if (best.score > FULL_FIT) break;
      }
      return best !== before;
    };
    climb(recoloured(start.program, palette));
    for (let step = 0; step < STEPS_UPHILL && climb(retuned(best.program)); step++);
    if (solved() || budget.cut !== null) break;
  }
  return tried;
}
