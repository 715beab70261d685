import type { ChatMessage } from "../../substrate/models/openai_client.ts";

/**
 * Asks a strategy's model; resolves to an answer of the form it has at the desk, or to `undefined` where the
 * model has no usable one.
 *
 * @throws {ModelStop} when no model will be asked any more: the search stops where it can be resumed.
 */
export type AskModel = (messages: readonly ChatMessage[]) => Promise<unknown>;
