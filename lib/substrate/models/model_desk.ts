import type { FileSystem } from "../records/file_system.ts";
import type { Clock } from "../values/clock.ts";
import { digestOf } from "../values/digest.ts";
import { UserError } from "../values/user_error.ts";
import { type CostBudget, costBudget, type Reservation } from "./cost_budget.ts";
import { ModelFailure, ModelStop } from "./model_failure.ts";
import { type AskedModule, askedModule, type DeskModule } from "./desk_module.ts";
import type { ModelReply } from "./model_reply.ts";
import type { ChatMessage } from "./openai_client.ts";
import { openResponseCache, type ResponseCache } from "./response_cache.ts";
import { type Backoff, DEFAULT_BACKOFF, type Sleep, timerSleep, withRetries } from "./retry.ts";
import { addUsage, type ModuleUsage, NO_USAGE } from "./usage.ts";

/** One question to a module's model. */
export interface ModelQuestion {
  /** The module that asks, by the name it has at the desk. */
  readonly module: string;
  readonly messages: readonly ChatMessage[];
  /** Tells repeated askings of the same question apart; each has an answer of its own. */
  readonly trial: number;
}

/** What a question came to; a failure is the asker's to live with. */
export type ModelAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** Options of {@linkcode openModelDesk}. */
export interface ModelDeskOptions {
  /** JSONL file of all calls, which is the cache and the account. */
  readonly path: string;
  readonly modules: Readonly<Record<string, DeskModule>>;
  /** US dollars that all calls of the file may cost together. @default {Infinity} */
  readonly maxCostUsd?: number;
  readonly clock: Clock;
  /** Stops everything: calls under way are dropped, later ones refused. */
  readonly signal?: AbortSignal;
  /** @default {DEFAULT_BACKOFF} */
  readonly backoff?: Backoff;
  /** @default {timerSleep} */
  readonly sleep?: Sleep;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
}

/** Where modules have their questions answered: one cache, one account, one limit on the money. */
export interface ModelDesk {
  /** Why no further call will be made; absent while there may be. */
  readonly stop: ModelStop | undefined;
  /** What each module's calls came to, those of earlier attempts of the run included. */
  readonly usage: Readonly<Record<string, ModuleUsage>>;
  /** @throws {ModelStop} when no further call will be made. */
  ask(question: ModelQuestion): Promise<ModelAnswer>;
  close(): Promise<void>;
}

/**
 * Opens the desk of a run.
 *
 * A question is answered from the file when it was answered before. Otherwise its most is set aside of the
 * money, and the endpoint is asked, again after failures that may pass. Each attempt is on the disk before
 * its answer is handed out, so that a resumed run pays for nothing twice.
 *
 * @throws {UserError} exit 2 for a limit on the money with a model whose prices are not known.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import * as z from "zod";
 * import { systemClock } from "../values/clock.ts";
 * import { openModelDesk } from "./model_desk.ts";
 * import { openAiSettingsSchema } from "./openai_settings.ts";
 * const choices = [{ message: { content: '{"word":"yes"}' } }];
 * const server = Deno.serve({ port: 0, onListen: () => {} }, () => Response.json({ choices }));
 * const baseUrl = `http://localhost:${server.addr.port}/v1`;
 * const settings = openAiSettingsSchema.parse({ baseUrl, model: "m" });
 * const path = await Deno.makeTempFile();
 * const modules = { ruler: { settings, form: "word", answer: z.object({ word: z.string() }) } };
 * const desk = await openModelDesk({ path, modules, clock: systemClock });
 * const messages = [{ role: "user" as const, content: "Well?" }];
 * const answer = await desk.ask({ module: "ruler", messages, trial: 0 });
 * assertEquals(answer, { ok: true, value: { word: "yes" } });
 * await desk.close();
 * await server.shutdown();
 * await Deno.remove(path);
 * ```
 */
export async function openModelDesk(options: ModelDeskOptions): Promise<ModelDesk> {
  checkPrices(options);
  const cache = await openResponseCache(options.path, options.fs ? { fs: options.fs } : {});
  return new Desk(options, cache);
}

class Desk implements ModelDesk {
  readonly #options: ModelDeskOptions;
  readonly #cache: ResponseCache;
  readonly #budget: CostBudget;
  readonly #modules: ReadonlyMap<string, AskedModule>;
  readonly #cachedCalls = new Map<string, number>();
  /** Questions under way: asked twice at a time, a question is paid once. */
  readonly #open = new Map<string, Promise<ModelAnswer>>();
  readonly #closing = new AbortController();
  /** The caller's, or this desk's end. */
  readonly #signal: AbortSignal;
  #stop: ModelStop | undefined;

  constructor(options: ModelDeskOptions, cache: ResponseCache) {
    this.#options = options;
    this.#cache = cache;
    const own = this.#closing.signal;
    this.#signal = options.signal === undefined ? own : AbortSignal.any([own, options.signal]);
    const spent = [...cache.usage.values()].reduce((sum, usage) => sum + usage.costUsd, 0);
    this.#budget = costBudget(options.maxCostUsd ?? Infinity, spent);
    this.#modules = new Map(
      Object.entries(options.modules).map(([name, module]) => [name, askedModule(module, options)]),
    );
  }

  get stop(): ModelStop | undefined {
    if (this.#signal.aborted) {
      this.#stop ??= new ModelStop("interrupted", { interrupted: true });
    }
    return this.#stop;
  }

  get usage(): Readonly<Record<string, ModuleUsage>> {
    return Object.fromEntries([...this.#modules.keys()].map((name) => {
      const cachedCalls = this.#cachedCalls.get(name) ?? 0;
      return [name, addUsage(this.#cache.usage.get(name) ?? NO_USAGE, { cachedCalls })];
    }));
  }

  ask(question: ModelQuestion): Promise<ModelAnswer> {
    const module = this.#modules.get(question.module);
    if (module === undefined) throw new RangeError(`No module "${question.module}" at the desk`);
    const { messages, trial } = question;
    const key = digestOf({ ...module.identity, messages, trial });
    const open = this.#open.get(key);
    if (open !== undefined) return open;
    const asked = this.#answer(key, question, module).finally(() => this.#open.delete(key));
    this.#open.set(key, asked);
    return asked;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#open.values());
    await this.#cache.close();
  }

  async #answer(key: string, question: ModelQuestion, module: AskedModule): Promise<ModelAnswer> {
    const kept = await this.#cache.answer(key);
    if (kept !== undefined) {
      this.#cachedCalls.set(question.module, (this.#cachedCalls.get(question.module) ?? 0) + 1);
      // It was of the form when it was kept, and the form is part of the key.
      return { ok: true, value: module.read(kept) };
    }
    const { backoff = DEFAULT_BACKOFF, sleep = timerSleep } = this.#options;
    const { retries } = module.settings;
    try {
      const value = await withRetries(
        () => module.gate.run(() => this.#attempt(key, question, module)),
        { retries, backoff, sleep, signal: this.#signal },
      );
      return { ok: true, value };
    } catch (error) {
      if (error instanceof ModelStop) this.#stop ??= error;
      if (this.stop !== undefined) throw this.stop;
      if (!(error instanceof ModelFailure)) throw error;
      return { ok: false, reason: error.message };
    }
  }

  /** One attempt: money set aside, endpoint asked, outcome written down, money settled. */
  async #attempt(key: string, question: ModelQuestion, module: AskedModule): Promise<unknown> {
    if (this.stop !== undefined) throw this.stop;
    const { messages } = question;
    const most = module.mostOf(messages);
    const reservation: Reservation = await this.#budget.reserve(most);
    let cost = 0;
    try {
      if (this.stop !== undefined) throw this.stop;
      const { reply, failure } = await outcomeOf(() => module.complete(messages, this.#signal));
      const charged = reply !== undefined || failure?.maybeCharged === true;
      cost = reply?.usage !== undefined ? module.costOf(reply.usage) : charged ? most : 0;
      let value: unknown, wrong = failure ?? reply?.failure;
      if (wrong === undefined) {
        try {
          value = module.read(reply!.content);
        } catch (cause) {
          wrong = new ModelFailure("the answer is not of the form asked for", {
            kind: "malformed",
            cause,
          });
        }
      }
      await this.#cache.record({
        key,
        module: question.module,
        trial: question.trial,
        outcome: wrong?.kind ?? "ok",
        ...(wrong === undefined ? { answer: reply!.content } : { message: wrong.message }),
        ...(reply?.usage ?? { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 }),
        costUsd: cost,
      });
      if (wrong?.hopeless === true) throw module.hopeless(wrong, question.module);
      if (wrong !== undefined) throw wrong;
      return value;
    } finally {
      reservation.settle(cost);
    }
  }
}

/**
 * @throws {UserError} exit 2 for a limit on the money with a model whose prices are not known.
 */
export function checkPrices(
  { maxCostUsd, modules }: Pick<ModelDeskOptions, "maxCostUsd" | "modules">,
): void {
  if (maxCostUsd === undefined) return;
  for (const [name, { settings }] of Object.entries(modules)) {
    if (settings.prices !== undefined) continue;
    throw new UserError(
      `--max-cost-usd needs prices in the spec of the ${name} (${settings.model})`,
    );
  }
}

async function outcomeOf(
  call: () => Promise<ModelReply>,
): Promise<{ readonly reply?: ModelReply; readonly failure?: ModelFailure }> {
  try {
    return { reply: await call() };
  } catch (error) {
    if (error instanceof ModelFailure) return { failure: error };
    throw error;
  }
}
