import type { OpenAiSettings } from "./openai_settings.ts";

/** Tokens of one call, as the endpoint counts them. */
export interface TokenUsage {
  readonly inputTokens: number;
  /** The part of the input that the endpoint had read before and kept. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** What one module's calls came to. */
export interface ModuleUsage extends TokenUsage {
  /** Attempts made, failed ones included. */
  readonly calls: number;
  /** Answers taken from the run's own cache; they cost nothing and are in no other figure. */
  readonly cachedCalls: number;
  /** Attempts that brought no usable answer. */
  readonly failures: number;
  readonly costUsd: number;
}

/** What nothing comes to. */
export const NO_USAGE: ModuleUsage = {
  calls: 0,
  cachedCalls: 0,
  failures: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
};

/** Both together. */
export function addUsage(total: ModuleUsage, part: Partial<ModuleUsage>): ModuleUsage {
  const sum = { ...total };
  for (const field of Object.keys(NO_USAGE) as (keyof ModuleUsage)[]) {
    sum[field] += part[field] ?? 0;
  }
  return sum;
}

/** What tokens cost, in US dollars; cached input counts in full, so that the figure is never too low. */
export function costOf(
  { inputTokens, outputTokens }: Pick<TokenUsage, "inputTokens" | "outputTokens">,
  prices: OpenAiSettings["prices"],
): number {
  if (prices === undefined) return 0;
  return (inputTokens * prices.inputPerMillion + outputTokens * prices.outputPerMillion) / 1e6;
}
