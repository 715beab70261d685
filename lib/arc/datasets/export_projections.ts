import type { ProcessBenchRow, TrlPreference } from "../../dataset/export_rows.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Fact } from "../describer/fact.ts";
import { printProgram } from "../dsl/print_program.ts";
import type { Task } from "../task/task.ts";
import type { BlameRow } from "./blame_locus.ts";
import type { DirectivePref, FollowedDirective } from "./directive_prefs.ts";

/** A directive preference as text: facts, program and errors as the prompt, the directives as answers. */
export function trlPreference({ context, chosen, rejected }: DirectivePref): TrlPreference {
  const { colour, shape, arrangement } = context.csa.pooled;
  const prompt = [
    "Facts about the task:",
    ...context.facts.map(factLine),
    "",
    "Program:",
    printProgram(context.program).trimEnd() || "(the input as it is)",
    "",
    `Errors: colour ${colour}, shape ${shape}, arrangement ${arrangement}`,
    "",
    "Which edit should be made next? Answer with op, locus and hint as JSON.",
  ].join("\n");
  return { prompt, chosen: answer(chosen), rejected: answer(rejected) };
}

function answer({ directive: { op, locus, hint } }: FollowedDirective): string {
  return canonicalJson({ op, locus, hint });
}

function factLine({ kind, args, support }: Fact): string {
  return `- ${kind} ${canonicalJson(args)} on pairs ${support.join(", ")}`;
}

/** True for rows that have a first wrong step, or none at all: what ProcessBench can say. */
export function namesFirstError({ locus }: BlameRow): boolean {
  return locus.stage === "none" || locus.step >= 0;
}

/** A blame row as a chain of steps with its first error. */
export function processBenchRow(row: BlameRow, task: Task): ProcessBenchRow {
  return {
    id: row.candidateId,
    generator: "baton/ruler",
    problem: problemText(task),
    steps: row.steps,
    final_answer_correct: row.locus.stage === "none",
    label: row.locus.step,
  };
}

/** The train pairs of a task as text, one row of digits per line. */
export function problemText(task: Task): string {
  const rows = (grid: Task["testInputs"][number]) =>
    grid.toRows().map((row) => row.join("")).join("\n");
  const pairs = task.train.map(({ input, output }, i) =>
    `Pair ${i} input:\n${rows(input)}\nPair ${i} output:\n${rows(output)}`
  );
  return [`A program that makes every input its output.`, ...pairs].join("\n\n");
}
