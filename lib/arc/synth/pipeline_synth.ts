import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { createPrng, type Prng } from "../../substrate/values/prng.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { evaluate } from "../dsl/evaluate.ts";
import type { Program } from "../dsl/program.ts";
import type { Grid } from "../grid/grid.ts";
import type { ParsedTask } from "../task/parse_task.ts";
import type { Pair } from "../task/task.ts";
import { taskDigest } from "../task/task_digest.ts";
import { DIFFICULTIES } from "./concept_family.ts";
import { CONCEPT_FAMILIES } from "./families.ts";
import { makeTask } from "./make_task.ts";
import { randomProgram } from "./random_program.ts";
import { taskFaults } from "./task_faults.ts";

/** A task with the program its outputs were made by. */
export interface KnownTask extends ParsedTask {
  readonly program: Program;
}

/** Options of {@linkcode knownTasks}. */
export interface KnownTasksOptions {
  readonly count: number;
  readonly seed: number;
  /** Primitives of a program at most. @default {2} */
  readonly steps?: number;
}

/**
 * Makes tasks whose rule is a random well-typed program, run on the inputs of generated tasks.
 *
 * Programs that fail, change nothing or make a faulty task (see `taskFaults`) are drawn anew, and so are
 * those that do as an earlier one on fixed probe grids. Same options, same tasks; a longer run begins with
 * the tasks of a shorter one.
 */
export function* knownTasks(options: KnownTasksOptions): Generator<KnownTask, void, void> {
  const { count, seed, steps = 2 } = options;
  const behaviours = new Set<string>();
  const prng = createPrng(`pipeline-synth/${seed}`);
  for (let index = 0, draw = 0; index < count; draw++) {
    const made = knownTask(prng.split(draw), index, steps);
    if (made === null || behaviours.has(behaviourOf(made.program))) continue;
    behaviours.add(behaviourOf(made.program));
    yield made;
    index++;
  }
}

function knownTask(prng: Prng, index: number, steps: number): KnownTask | null {
  const family = prng.pick(CONCEPT_FAMILIES);
  const { task } = makeTask(family, prng.pick(DIFFICULTIES), prng.below(1000), prng.below(1000));
  const inputs = [...task.train.map(({ input }) => input), ...task.testInputs];
  const shown = new Set(inputs.flatMap((grid) => [...grid.cells]));
  const colours = [...shown].filter((colour) => colour !== 0).sort((a, b) => a - b);
  const program = randomProgram(prng, colours, steps);
  const pairs: Pair[] = [];
  for (const input of inputs) {
    const result = evaluate(program, input);
    if (result.kind === "failed") return null;
    pairs.push({ input, output: result.grid });
  }
  const train = pairs.slice(0, task.train.length), test = pairs.slice(task.train.length);
  if (taskFaults({ train, test }).length > 0) return null;
  const taskId = `known-${index}`;
  return {
    task: {
      taskId,
      digest: taskDigest(taskId, train, task.testInputs),
      train,
      testInputs: task.testInputs,
    },
    answers: { taskId, testOutputs: test.map(({ output }) => output) },
    program,
  };
}

let probes: readonly Grid[] | undefined;

/** Equal for programs that make the same of fixed probe grids: one input of every concept family. */
export function behaviourOf(program: Program): string {
  probes ??= CONCEPT_FAMILIES.map((family) => makeTask(family, "easy", 0, 0).task.testInputs[0]!);
  const results = probes.map((grid) => {
    const result = evaluate(program, grid);
    return result.kind === "grid" ? result.grid.toRows() : null;
  });
  return sha256(canonicalJson(results));
}
