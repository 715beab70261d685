import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { ChatMessage } from "../../substrate/models/openai_client.ts";
import type { DirectiveSeed } from "../critic/directives.ts";
import type { Fact } from "../describer/fact.ts";
import { FACT_KINDS } from "../describer/fact_kinds.ts";
import { printProgram } from "../dsl/print_program.ts";
import type { Grid } from "../grid/grid.ts";
import { editOps } from "../ruler/edits/edit_ops.ts";
import type { Task } from "../task/task.ts";
import { dslManual } from "./dsl_manual.ts";
import { factsText, gridText, taskText } from "./task_text.ts";

/** Changes whenever a prompt does; part of the modules' digests. */
export const PROMPT_VERSION = "prompt/1";

const PUZZLE =
  "A puzzle shows pairs of grids. Cells hold colours 0 to 9; 0 is usually the background. " +
  "One rule turns every input into its output, and is to be applied to the test inputs.";

/** Asks for statements that the describer did not make. */
export function describerPrompt(task: Task, facts: readonly Fact[]): ChatMessage[] {
  const kinds = FACT_KINDS.map(({ name, doc, propose }) => {
    const example = propose(task.train)[Symbol.iterator]().next();
    const args = example.done === true
      ? ""
      : ` Arguments look like ${canonicalJson(example.value)}.`;
    return `${name}: ${doc}${args}`;
  });
  return conversation(
    [
      PUZZLE,
      "Name facts about the pairs that matter for the rule and are not stated yet, of these kinds only:",
      "",
      ...kinds,
      "",
      'Answer with JSON: {"facts": [{"kind": "...", "args": [{"name": "...", "value": ...}]}]}. ' +
      "Every fact is checked against the pairs.",
    ],
    [taskText(task), "", "Stated already:", factsText(facts)],
  );
}

/** Asks for programs that do what the pairs show. */
export function rulerPrompt(task: Task, facts: readonly Fact[], programs: number): ChatMessage[] {
  return conversation(
    [
      PUZZLE,
      "Write the rule as a program of the following language.",
      "",
      dslManual(),
      "",
      'Answer with JSON: {"programs": ["v1 = ...\\nv2 = ..."]}, the likeliest first, ' +
      `at most ${programs}. Every program is run on all pairs.`,
    ],
    [taskText(task), "", "Facts:", factsText(facts)],
  );
}

/** Asks what to change in a program that does not fit yet. */
export function criticPrompt(
  task: Task,
  seed: DirectiveSeed,
  predictions: readonly (Grid | null)[],
): ChatMessage[] {
  const edits = [...editOps.values()].map(({ name, doc }) => `${name}: ${doc}`);
  const made = predictions.map((grid, i) =>
    `Pair ${i}, made: ${grid === null ? "nothing" : gridText(grid)}`
  );
  return conversation(
    [
      PUZZLE,
      "A program was tried that does not fit yet. Say which edits of it to try, of these only:",
      "",
      ...edits,
      "",
      'Answer with JSON: {"directives": [{"op": "...", "step": 0, "hint": []}]}, the most promising first. ' +
      "`step` counts from 0; -1 means the program's result. A hint is a list of " +
      '{"name": "...", "value": ...}: "from" and "to" of recolour, "motion" of reorient, ' +
      '"dx" and "dy" of translate; otherwise it is empty.',
    ],
    [
      taskText(task),
      "",
      "The program:",
      printProgram(seed.program) || "(none: the input as it is)",
      "What it makes of the inputs:",
      "",
      made.join("\n\n"),
    ],
  );
}

function conversation(system: readonly string[], user: readonly string[]): ChatMessage[] {
  return [
    { role: "system", content: system.join("\n") },
    { role: "user", content: user.join("\n") },
  ];
}
