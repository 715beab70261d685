import { parseTask } from "../../../lib/arc/task/parse_task.ts";
import type { Task } from "../../../lib/arc/task/task.ts";
import type { AskModel } from "../../../lib/arc/endpoint/ask_model.ts";
import type { ModelAnswer, ModelQuestion } from "../../../lib/substrate/models/model_desk.ts";
import { openAiSettingsSchema } from "../../../lib/substrate/models/openai_settings.ts";

/** Settings of a model that is never called. */
export const model = openAiSettingsSchema.parse({
  baseUrl: "https://scripted.test/v1",
  model: "m",
});

/** Answers every question by a script, and keeps what was asked. */
export function scriptedAsk(
  script: (question: ModelQuestion) => unknown,
): { readonly ask: AskModel; readonly asked: ModelQuestion[] } {
  const asked: ModelQuestion[] = [];
  return {
    asked,
    ask: (questions) =>
      questions.map((question): ModelAnswer => {
        asked.push(question);
        const value = script(question);
        return value === undefined ? { ok: false, reason: "scripted" } : { ok: true, value };
      }),
  };
}

/** A task from a row of a batch. */
export function taskOf(row: Record<string, unknown>): Task {
  return parseTask(row, { file: "test" }).task;
}
