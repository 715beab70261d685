import * as z from "zod";

/** Fields of every model behind an OpenAI-compatible endpoint, to be put into the settings of a module kind. */
export const openAiFields = {
  /** Where the endpoint is, up to and with its version: `https://host/v1`. */
  baseUrl: z.string().refine(
    isPlainAddress,
    "expected an http or https address without credentials, query or fragment",
  ),
  /** The model's name, as the endpoint knows it. */
  model: z.string().min(1),
  /** Name of the environment variable that holds the key; absent: the endpoint wants none. */
  apiKeyEnv: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/).optional(),
  /** Absent: not sent, the endpoint decides. */
  temperature: z.number().min(0).max(2).optional(),
  /** Tokens of an answer at most; what a call may cost is worked out from it. */
  maxTokens: z.int().min(1).max(1_000_000).default(2048),
  /** Under which name the limit is sent; newer models know the second only. */
  maxTokensField: z.enum(["max_tokens", "max_completion_tokens"]).default("max_tokens"),
  /** How the form of the answer is asked for: by schema, as any JSON object, or in words only. */
  answerFormat: z.enum(["json_schema", "json_object", "text"]).default("json_schema"),
  /** Milliseconds from the first byte sent to the last byte read, per attempt. */
  timeoutMs: z.int().min(1).max(3_600_000).default(60_000),
  /** Attempts after the first one; only for 429, 5xx, time-outs and broken connections. */
  retries: z.int().min(0).max(20).default(3),
  /** Calls at a time. */
  concurrency: z.int().min(1).max(256).default(4),
  /** US dollars per million tokens; absent: the calls are counted, but cost nothing. */
  prices: z.strictObject({
    inputPerMillion: z.number().min(0),
    outputPerMillion: z.number().min(0),
  }).optional(),
};

/** Settings of a model behind an OpenAI-compatible endpoint. */
export const openAiSettingsSchema = z.strictObject(openAiFields);

const { baseUrl, model, apiKeyEnv, timeoutMs, retries, concurrency, prices } = openAiFields;

/** Settings of an OpenAI-compatible endpoint for embeddings: those above that it has a use for. */
export const embeddingSettingsSchema = z.strictObject({
  ...{ baseUrl, model, apiKeyEnv, timeoutMs, retries, concurrency, prices },
}).transform((settings) => openAiSettingsSchema.parse(settings));

/** Typed settings of a model behind an OpenAI-compatible endpoint. */
export type OpenAiSettings = z.output<typeof openAiSettingsSchema>;

/** The settings that can change an answer; the others only change when it comes and what it costs. */
export function answerSettings(
  settings: OpenAiSettings,
): Pick<
  OpenAiSettings,
  "baseUrl" | "model" | "temperature" | "maxTokens" | "maxTokensField" | "answerFormat"
> {
  const { baseUrl, model, temperature, maxTokens, maxTokensField, answerFormat } = settings;
  return {
    baseUrl,
    model,
    ...(temperature === undefined ? {} : { temperature }),
    maxTokens,
    maxTokensField,
    answerFormat,
  };
}

/** Credentials in an address would end up in manifests. */
function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}
