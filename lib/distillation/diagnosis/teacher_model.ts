import type * as z from "zod";
import { openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { type AskedModule, askedModule } from "../../substrate/models/desk_module.ts";
import { ModelFailure } from "../../substrate/models/model_failure.ts";
import type { ModelReply } from "../../substrate/models/model_reply.ts";
import type { ChatMessage } from "../../substrate/models/openai_client.ts";
import type { OpenAiSettings } from "../../substrate/models/openai_settings.ts";
import { type ModelCall, modelCallRecord } from "../../substrate/models/response_cache.ts";
import { DEFAULT_BACKOFF, type Sleep, timerSleep } from "../../substrate/models/retry.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import type { CostLedger, TeacherDesk } from "../session/ports.ts";
import { TeacherFailed } from "./teacher_failed.ts";

/** The forms that a teacher's answers have. */
export type AnswerForms = Readonly<Record<string, z.ZodType>>;

/** Options of {@linkcode openTeacherModel}. */
export interface TeacherModelOptions {
  readonly settings: OpenAiSettings;
  readonly apiKey?: string;
  readonly forms: AnswerForms;
  /** `model_calls.jsonl` of the session: every attempt, paid once. */
  readonly path: string;
  readonly ledger: CostLedger;
  readonly clock: Clock;
  /** @default {timerSleep} */
  readonly sleep?: Sleep;
  /** Answers come from the file only; what is not there fails. @default {false} */
  readonly replaying?: boolean;
}

/** A model that a teacher asks; each attempt is on the disk before its answer is used. */
export interface TeacherModel {
  /**
   * @throws {TeacherFailed} when no answer of the form came.
   * @throws {BudgetSpent} before an attempt that could overdraw.
   */
  ask(form: string, messages: readonly ChatMessage[], desk: TeacherDesk): Promise<unknown>;
}

/** Attempts at an answer that is not of the form asked for. */
const MALFORMED_TRIES = 3;
const PASSING: readonly ModelCall["outcome"][] = ["timeout", "network", "malformed"];

/** Opens the model of a session, with what earlier attempts of the session asked it. */
export async function openTeacherModel(options: TeacherModelOptions): Promise<TeacherModel> {
  const { settings, apiKey, forms, path, ledger, sleep = timerSleep } = options;
  const kept = await keptCalls(path);
  const modules = new Map<string, AskedModule>(
    Object.entries(forms).map(([form, answer]) => {
      const module = { settings, form, answer, ...(apiKey === undefined ? {} : { apiKey }) };
      return [form, askedModule(module, options)];
    }),
  );
  return {
    ask: async (form, messages, desk) => {
      const module = modules.get(form)!;
      const key = digestOf({ ...module.identity, messages });
      const rows = kept.get(key) ?? [];
      kept.set(key, rows);
      for (let attempt = 0;; attempt++) {
        const hold = await ledger.reserve("teacher", module.mostOf(messages));
        let cost = 0, fresh = false;
        let again: boolean;
        let call: ModelCall;
        try {
          const row = rows[attempt];
          fresh = row === undefined;
          if (row === undefined) {
            if (options.replaying) throw new TeacherFailed("the recording lacks an answer");
            const made = await attemptAt(module, form, key, attempt, messages, desk.signal);
            cost = made.call.costUsd;
            await record(path, made.call);
            rows.push(made.call);
            [call, again] = [made.call, made.retryable];
          } else {
            [call, again] = [row, PASSING.includes(row.outcome) || rows.length > attempt + 1];
          }
          cost = call.costUsd;
        } finally {
          hold.settle(cost);
        }
        const ok = call.outcome === "ok";
        const text = call.answer ?? call.message ?? "";
        await desk.note({ name: form, asked: key.slice(0, 16), ok, text, costUsd: cost });
        if (ok) return module.read(call.answer!);
        const tries = call.outcome === "malformed" ? MALFORMED_TRIES : settings.retries + 1;
        if (!again || attempt + 1 >= tries) {
          throw new TeacherFailed(`${settings.model}: ${call.message ?? call.outcome}`);
        }
        if (fresh) await sleep(waitBefore(attempt), desk.signal);
      }
    },
  };
}

async function attemptAt(
  module: AskedModule,
  form: string,
  key: string,
  trial: number,
  messages: readonly ChatMessage[],
  signal: AbortSignal | undefined,
): Promise<{ readonly call: ModelCall; readonly retryable: boolean }> {
  let reply: ModelReply | undefined, failure: ModelFailure | undefined;
  try {
    reply = await module.complete(messages, signal);
    failure = reply.failure;
    if (failure === undefined) module.read(reply.content);
  } catch (error) {
    signal?.throwIfAborted();
    failure = error instanceof ModelFailure
      ? error
      : new ModelFailure("the answer is not of the form asked for", {
        kind: "malformed",
        cause: error,
      });
  }
  const charged = reply !== undefined || failure?.maybeCharged === true;
  const costUsd = reply?.usage !== undefined
    ? module.costOf(reply.usage)
    : charged
    ? module.mostOf(messages)
    : 0;
  const call: ModelCall = {
    key,
    module: form,
    trial,
    outcome: failure?.kind ?? "ok",
    ...(failure === undefined ? { answer: reply!.content } : { message: failure.message }),
    ...(reply?.usage ?? { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 }),
    costUsd,
  };
  return { call, retryable: failure?.retryable === true || failure?.kind === "malformed" };
}

/** Every attempt that the file holds, by question, in order. */
async function keptCalls(path: string): Promise<Map<string, ModelCall[]>> {
  // Opening it cuts a torn last row off.
  await (await openJsonlAppender(path)).close();
  const kept = new Map<string, ModelCall[]>();
  for await (const { value, line } of readJsonl(path)) {
    const call = modelCallRecord.read(value, { file: path, line });
    kept.set(call.key, [...kept.get(call.key) ?? [], call]);
  }
  return kept;
}

async function record(path: string, call: ModelCall): Promise<void> {
  await using rows = await openJsonlAppender(path);
  await rows.appendText([modelCallRecord.write(call)]);
}

function waitBefore(attempt: number): number {
  return Math.min(DEFAULT_BACKOFF.firstMs * 2 ** attempt, DEFAULT_BACKOFF.maxMs);
}
