import type { Program } from "../../dsl/program.ts";
import type { Task } from "../../task/task.ts";
import type { Draft, Family, Problem } from "../draft.ts";
import type { NodeBudget } from "../node_budget.ts";
import { programOf } from "./extract.ts";
import { Search } from "./search.ts";
import { bestRoleSetting, groundSetting, plainSetting, type Setting } from "./setting.ts";
import { greedyStacks, type Stack } from "./stacking.ts";

interface Candidate {
  readonly program: Program;
  readonly score: number;
  readonly tests: string;
}

function settingsOf(task: Task): Setting[] {
  const settings = [bestRoleSetting(task), plainSetting(task), groundSetting(task)];
  return settings.filter((setting) => setting !== undefined);
}

const MAX_DRAFTS = 40;

function* drafts(
  family: string,
  depth: number,
  problem: Problem,
  budget: NodeBudget,
  ops?: ReadonlySet<string>,
): Generator<Draft> {
  const best = new Map<string, Candidate>();
  const settings = settingsOf(problem.task);
  for (let i = 0; i < settings.length; i++) {
    const left = budget.limit - budget.spent;
    const part = budget.slice(Math.floor(left / (settings.length - i)));
    collect(settings[i]!, depth, part, best, ops);
    part.close();
  }
  const ranked = [...best.values()].sort((a, b) => b.score - a.score);
  for (const { program } of ranked.slice(0, MAX_DRAFTS)) yield { program, family };
}

function collect(
  setting: Setting,
  depth: number,
  budget: NodeBudget,
  best: Map<string, Candidate>,
  ops: ReadonlySet<string> | undefined,
): void {
  const search = new Search(setting, depth, ops);
  const growth = budget.slice(Math.floor((budget.limit - budget.spent) * 0.8));
  search.expand(growth);
  growth.close();
  for (const group of search.groups.values()) {
    for (const stack of greedyStacks(search, group, budget)) {
      const tests = testKey(setting, stack);
      const known = best.get(tests);
      if (known !== undefined && known.score >= stack.fits) continue;
      const program = programOf(search, stack);
      const score = scoreOf(stack, program);
      if (known === undefined || score > known.score) best.set(tests, { program, score, tests });
    }
  }
}

/** Steps that place a piece and say little about the rule. */
const FREE = new Set(["embed", "canvas", "canvas_scaled", "canonical_colours", "restore_colours"]);

/** Pairs fitted first, then programs of few meaningful steps and layers. */
function scoreOf(stack: Stack, program: Program): number {
  const weight = program.steps.filter((step) => !FREE.has(step.op)).length;
  return stack.fits - 0.01 * (weight + stack.layers.length) - 0.001 * program.steps.length;
}

/** What a stack shows on the tests, in the task's own terms. */
function testKey(setting: Setting, stack: Stack): string {
  const first = setting.targets.length;
  return stack.tests.map((shown, t) => {
    const grid = setting.restore(shown, first + t);
    return `${grid.width}x${grid.height}:${grid.cells.join("")}`;
  }).join("|");
}

/** Depth 2. */
export const enumerationFamily: Family = {
  name: "enumeration",
  doc: "Typed bottom-up enumeration to depth 2 with greedy stacking.",
  applies: () => true,
  drafts: (problem, budget) => drafts("enumeration", 2, problem, budget),
};

/** Depth 2 over some primitives only: a cheap first look, where something says which ones to expect. */
export function focusedEnumeration(ops: ReadonlySet<string>): Family {
  return {
    name: "enumeration",
    doc: "Typed bottom-up enumeration to depth 2 over chosen primitives, with greedy stacking.",
    applies: () => ops.size > 0,
    drafts: (problem, budget) => drafts("enumeration", 2, problem, budget, ops),
  };
}

/** Depth 3. */
export const deepEnumerationFamily: Family = {
  name: "deep_enumeration",
  doc: "Typed bottom-up enumeration to depth 3 with greedy stacking.",
  applies: () => true,
  drafts: (problem, budget) => drafts("deep_enumeration", 3, problem, budget),
};
