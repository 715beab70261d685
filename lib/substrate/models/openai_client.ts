import type OpenAI from "openai";
import * as z from "zod";
import type { Clock } from "../values/clock.ts";
import { boundedFetch } from "./bounded_fetch.ts";
import { ModelFailure } from "./model_failure.ts";
import type { ModelReply } from "./model_reply.ts";
import type { OpenAiSettings } from "./openai_settings.ts";
import { retryAfter } from "./retry.ts";
import { vectorsReply } from "./vectors.ts";

/** One message of a conversation. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** What a model is asked: a conversation, and the form its answer must have. */
export interface ModelRequest {
  readonly messages: readonly ChatMessage[];
  /** Name of the form, of letters and underscores. */
  readonly form: string;
  /** JSON schema of the answer. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A model behind an OpenAI-compatible endpoint; one call is one attempt. */
export interface OpenAiClient {
  /** @throws {ModelFailure} when no answer came, of kind `interrupted` when it was aborted. */
  complete(request: ModelRequest, signal?: AbortSignal): Promise<ModelReply>;
  /**
   * Vectors of texts, in one call; the reply's content is as {@linkcode vectorsReply} makes it.
   *
   * @throws as `complete` does.
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<ModelReply>;
}

/** Options of {@linkcode createOpenAiClient}. */
export interface OpenAiClientOptions {
  /** Never written anywhere: blotted out of errors and answers. @default none is sent that means anything */
  readonly apiKey?: string;
  readonly clock: Clock;
  /** Bytes of a response at most. @default {1048576} */
  readonly maxBytes?: number;
}

const token = z.int().min(0);
const completion = z.object({
  choices: z.array(z.object({
    message: z.object({
      content: z.string().nullish(),
      refusal: z.string().nullish(),
    }),
  })).min(1),
});
const usageSchema = z.object({
  prompt_tokens: token,
  completion_tokens: token,
  prompt_tokens_details: z.object({ cached_tokens: token.nullish() }).nullish(),
});

/** Makes a client of the `openai` package, which is loaded at the first call. */
export function createOpenAiClient(
  settings: OpenAiSettings,
  { apiKey, clock, maxBytes = 1024 * 1024 }: OpenAiClientOptions,
): OpenAiClient {
  let client: Promise<OpenAI> | undefined;
  const open = async () => {
    const { default: OpenAI } = await import("openai");
    return new OpenAI({
      apiKey: apiKey ?? "none",
      baseURL: settings.baseUrl,
      // Nothing is taken from the environment, and attempts are counted here.
      organization: null,
      project: null,
      maxRetries: 0,
      logLevel: "off",
      fetch: boundedFetch(maxBytes),
    });
  };
  const blot = (text: string) =>
    apiKey === undefined || apiKey === "" ? text : text.replaceAll(apiKey, "[key]");
  const attempted = async (
    call: (openai: OpenAI, options: OpenAI.RequestOptions) => Promise<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    signal?.throwIfAborted();
    const openai = await (client ??= open());
    const attempt = new AbortController();
    const timer = setTimeout(() => attempt.abort(), settings.timeoutMs);
    const abort = () => attempt.abort();
    signal?.addEventListener("abort", abort);
    try {
      return await call(openai, { signal: attempt.signal, timeout: settings.timeoutMs });
    } catch (error) {
      if (signal?.aborted === true) {
        throw new ModelFailure("interrupted", { kind: "interrupted", maybeCharged: true });
      }
      throw failureOf(error, attempt.signal.aborted, settings, clock, blot);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  };
  return {
    complete: async (request, signal) => {
      const body = bodyOf(settings, request);
      return replyOf(
        await attempted((openai, options) => openai.chat.completions.create(body, options), signal),
        blot,
      );
    },
    embed: async (texts, signal) => {
      const { model } = settings;
      const body = { model, input: [...texts], encoding_format: "float" as const };
      const seen = await attempted(
        (openai, options) => openai.embeddings.create(body, options),
        signal,
      );
      return vectorsReply(seen, texts.length);
    },
  };
}

function bodyOf(
  { model, temperature, maxTokens, maxTokensField, answerFormat }: OpenAiSettings,
  { messages, form, schema }: ModelRequest,
): OpenAI.ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    messages: messages.map((message) => ({ ...message })),
    ...(temperature === undefined ? {} : { temperature }),
    [maxTokensField]: maxTokens,
    ...(answerFormat === "json_schema"
      ? {
        response_format: { type: answerFormat, json_schema: { name: form, strict: true, schema } },
      }
      : answerFormat === "json_object"
      ? { response_format: { type: answerFormat } }
      : {}),
  };
}

function replyOf(seen: unknown, blot: (text: string) => string): ModelReply {
  const counted = usageSchema.safeParse((seen as { usage?: unknown } | null)?.usage);
  const usage = counted.success
    ? {
      usage: {
        inputTokens: counted.data.prompt_tokens,
        cachedInputTokens: counted.data.prompt_tokens_details?.cached_tokens ?? 0,
        outputTokens: counted.data.completion_tokens,
      },
    }
    : {};
  const parsed = completion.safeParse(seen);
  if (!parsed.success) {
    const failure = new ModelFailure("the response is no chat completion", { kind: "malformed" });
    return { content: "", ...usage, failure };
  }
  const { content, refusal } = parsed.data.choices[0]!.message;
  const failure = refusal != null && refusal !== ""
    ? new ModelFailure(`refused: ${shortened(blot(refusal))}`, { kind: "refusal" })
    : content == null || content === ""
    ? new ModelFailure("the answer is empty", { kind: "malformed" })
    : undefined;
  return { content: blot(content ?? ""), ...usage, ...(failure === undefined ? {} : { failure }) };
}

/** What an attempt died of; the package's own errors are told apart by their fields. */
function failureOf(
  error: unknown,
  timedOut: boolean,
  { timeoutMs }: OpenAiSettings,
  clock: Clock,
  blot: (text: string) => string,
): ModelFailure {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof ModelFailure) return at;
  }
  const { status, code, headers, message } = error as {
    readonly status?: unknown;
    readonly code?: unknown;
    readonly headers?: unknown;
    readonly message?: string;
  };
  if (typeof status === "number") {
    const wait = headers instanceof Headers ? retryAfter(headers, clock) : undefined;
    return new ModelFailure(shortened(blot(message ?? `status ${status}`)), {
      kind: "status",
      status,
      quotaGone: code === "insufficient_quota",
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  if (timedOut || (error as Error)?.name === "APIConnectionTimeoutError") {
    const said = `no answer within ${timeoutMs} ms`;
    return new ModelFailure(said, { kind: "timeout", maybeCharged: true });
  }
  if (error instanceof SyntaxError) {
    const said = "the response is not JSON";
    return new ModelFailure(said, { kind: "malformed", maybeCharged: true });
  }
  const reason = rootOf(error);
  return new ModelFailure(`the connection failed: ${shortened(blot(reason))}`, {
    kind: "network",
    maybeCharged: !/refused|dns|resolve|lookup/i.test(reason),
  });
}

function rootOf(error: unknown): string {
  let at = error;
  for (let depth = 0; at instanceof Error && at.cause instanceof Error && depth < 5; depth++) {
    at = at.cause;
  }
  return at instanceof Error ? at.message : String(at);
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 197)}...` : line;
}
