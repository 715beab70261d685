import * as z from "zod";
import type { Clock } from "../values/clock.ts";
import { type CallGate, callGate } from "./call_gate.ts";
import { type ModelFailure, ModelStop } from "./model_failure.ts";
import type { ModelReply } from "./model_reply.ts";
import { type ChatMessage, createOpenAiClient } from "./openai_client.ts";
import { answerSettings, type OpenAiSettings } from "./openai_settings.ts";
import { costOf, type TokenUsage } from "./usage.ts";

/** A module whose model is asked at the desk. */
export interface DeskModule {
  readonly settings: OpenAiSettings;
  /** Name of the form of its answers, of letters and underscores. */
  readonly form: string;
  /** The form itself. */
  readonly answer: z.ZodType;
  readonly apiKey?: string;
  /** What of the endpoint is asked; `embeddings` takes each message for a text. @default {"chat"} */
  readonly endpoint?: "chat" | "embeddings";
}

/** A module with its client, its place in line and its prices. */
export interface AskedModule {
  readonly settings: OpenAiSettings;
  /** Everything besides the messages that decides an answer. */
  readonly identity: Readonly<Record<string, unknown>>;
  readonly gate: CallGate;
  /** One attempt. @throws {ModelFailure} */
  complete(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<ModelReply>;
  /** The value in an answer's text. @throws when it is not of the form. */
  read(content: string): unknown;
  costOf(usage: TokenUsage): number;
  /** The most a call can cost: a token has at least one byte, and the answer its limit. */
  mostOf(messages: readonly ChatMessage[]): number;
  /** What ends the run after a failure that every call would meet. */
  hopeless(failure: ModelFailure, name: string): ModelStop;
}

/** Tokens that an endpoint may add around each message. */
const FRAME_TOKENS = 16;

/** Numbers as text are many bytes: a hundred vectors of some thousand dimensions. */
const MOST_EMBEDDED_BYTES = 32 * 1024 * 1024;

/** Gets a module ready to be asked. */
export function askedModule(module: DeskModule, { clock }: { readonly clock: Clock }): AskedModule {
  const { settings, form, answer, apiKey, endpoint = "chat" } = module;
  const schema = z.toJSONSchema(answer, { target: "draft-7" }) as Record<string, unknown>;
  const client = createOpenAiClient(settings, {
    clock,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(endpoint === "chat" ? {} : { maxBytes: MOST_EMBEDDED_BYTES }),
  });
  const frameBytes = bytesOf(JSON.stringify(schema));
  return {
    settings,
    identity: { settings: answerSettings(settings), form, schema },
    gate: callGate(settings.concurrency),
    complete: (messages, signal) =>
      endpoint === "chat"
        ? client.complete({ messages, form, schema }, signal)
        : client.embed(messages.map(({ content }) => content), signal),
    read: (content) => answer.parse(JSON.parse(unfenced(content))),
    costOf: (usage) => costOf(usage, settings.prices),
    mostOf: (messages) => {
      const inputTokens = messages.reduce(
        (sum, { content }) => sum + bytesOf(content) + FRAME_TOKENS,
        frameBytes,
      );
      const outputTokens = endpoint === "chat" ? settings.maxTokens : 0;
      return costOf({ inputTokens, outputTokens }, settings.prices);
    },
    hopeless: ({ status, message }, name) => {
      const hint = status === 402 || status === 429
        ? "top the account up"
        : status === 404
        ? "check baseUrl and model"
        : settings.apiKeyEnv === undefined
        ? "its spec names no apiKeyEnv"
        : `check the key in ${settings.apiKeyEnv}`;
      return new ModelStop(
        `${name}: ${settings.baseUrl} refuses every call (${message}); ${hint}, then --resume goes on`,
      );
    },
  };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Models that are asked in words only often put JSON into a fence. */
function unfenced(content: string): string {
  return /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(content)?.[1] ?? content;
}
