import { Buffer } from "node:buffer";
import * as z from "zod";
import { ModelFailure } from "./model_failure.ts";
import type { ModelReply } from "./model_reply.ts";

const embeddings = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
});
const usageSchema = z.object({ prompt_tokens: z.int().min(0) });

/** Content of a reply with vectors: for each text the base64 of its {@linkcode packedVector}. */
export const vectorsForm = z.array(z.string());

/**
 * An endpoint's embeddings as a reply: a JSON array of packed vectors in the order of the texts, a failure where
 * there is not one for each, or they are of different lengths.
 */
export function vectorsReply(seen: unknown, texts: number): ModelReply {
  const counted = usageSchema.safeParse((seen as { usage?: unknown } | null)?.usage);
  const usage = counted.success
    ? { usage: { inputTokens: counted.data.prompt_tokens, cachedInputTokens: 0, outputTokens: 0 } }
    : {};
  const parsed = embeddings.safeParse(seen);
  const vectors = parsed.data?.data.toSorted((a, b) => a.index - b.index) ?? [];
  const whole = vectors.length === texts &&
    vectors.every(({ index, embedding }, at) =>
      index === at && embedding.length === vectors[0]!.embedding.length
    );
  if (!whole) {
    const said = `expected the embeddings of ${texts} texts, found something else`;
    return { content: "", ...usage, failure: new ModelFailure(said, { kind: "malformed" }) };
  }
  const packed = vectors.map(({ embedding }) =>
    Buffer.from(packedVector(embedding).buffer).toString("base64")
  );
  return { content: JSON.stringify(packed), ...usage };
}

/**
 * A vector's direction in a byte for each dimension: enough to rank by, and small on the disk.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { packedVector } from "./vectors.ts";
 * assertEquals([...packedVector([3, -4])], [95, -127]);
 * ```
 */
export function packedVector(vector: readonly number[]): Int8Array<ArrayBuffer> {
  const most = vector.reduce((max, one) => Math.max(max, Math.abs(one)), 0);
  return Int8Array.from(vector, (one) => most === 0 ? 0 : Math.round(127 * one / most));
}

/** The vector in a text that {@linkcode vectorsReply} made. */
export function unpackedVector(text: string): Int8Array<ArrayBuffer> {
  return Int8Array.from(new Int8Array(Buffer.from(text, "base64")));
}

/**
 * How alike two directions are, in [-1, 1]; 0 with a vector of nothing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cosine } from "./vectors.ts";
 * assertEquals(cosine(Int8Array.of(3, 4), Int8Array.of(6, 8)), 1);
 * ```
 */
export function cosine(a: Int8Array, b: Int8Array): number {
  let dot = 0, aa = 0, bb = 0;
  for (let at = 0; at < a.length; at++) {
    const x = a[at]!, y = b[at] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}
