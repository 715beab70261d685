import { createPrng } from "../../substrate/values/prng.ts";
import type { ParsedTask } from "../task/parse_task.ts";
import { taskDigest } from "../task/task_digest.ts";
import type { ConceptFamily, Difficulty } from "./concept_family.ts";
import { taskFaults } from "./task_faults.ts";

/** Raised when the same seed would give other tasks than before. */
export const GENERATOR_VERSION = "synth/1";

const ATTEMPTS = 60;

/**
 * Makes task number `index` of a family: the same four arguments always give the same task.
 *
 * Drawings with a fault (see `taskFaults`) are thrown away and drawn anew.
 *
 * @throws {Error} when no draw was without fault, which says that the family is written wrongly.
 */
export function makeTask(
  family: ConceptFamily,
  difficulty: Difficulty,
  seed: number,
  index: number,
): ParsedTask {
  const taskId = `${family.name}-${difficulty}-${index}`;
  const prng = createPrng(`${GENERATOR_VERSION}/${seed}/${taskId}`);
  let why = "no drawing worked out";
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const made = family.generate(difficulty, prng.split(attempt));
    if (made === null) continue;
    const faults = taskFaults(made);
    if (faults.length > 0) {
      why = faults.join(", ");
      continue;
    }
    const testInputs = made.test.map((pair) => pair.input);
    return {
      task: {
        taskId,
        digest: taskDigest(taskId, made.train, testInputs),
        train: made.train,
        testInputs,
        concept: family.concept,
        difficulty,
      },
      answers: { taskId, testOutputs: made.test.map((pair) => pair.output) },
    };
  }
  throw new Error(`Expected ${taskId} (seed ${seed}) to work out in ${ATTEMPTS} draws: ${why}`);
}
