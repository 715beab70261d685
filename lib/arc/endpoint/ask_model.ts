import type { ModelAnswer, ModelQuestion } from "../../substrate/models/model_desk.ts";

/**
 * Has a task's questions answered, in order, and waits for all of them; what a worker's modules are given.
 *
 * @throws when no model will be asked any more: the task is not finished, and is left for a resumed run.
 */
export type AskModel = (questions: readonly ModelQuestion[]) => readonly ModelAnswer[];
