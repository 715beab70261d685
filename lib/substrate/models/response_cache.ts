import * as z from "zod";
import { namingFile } from "../records/file_error.ts";
import { denoFileSystem, type FileSystem } from "../records/file_system.ts";
import { type JsonlAppender, openJsonlAppender } from "../records/append_jsonl.ts";
import { readJsonl } from "../records/read_jsonl.ts";
import { defineRecord } from "../records/record_schema.ts";
import { addUsage, type ModuleUsage, NO_USAGE } from "./usage.ts";

const count = z.int().min(0);
const OUTCOMES = [
  "ok",
  "status",
  "timeout",
  "network",
  "too_large",
  "interrupted",
  "refusal",
  "malformed",
] as const;

/** One attempt at a call (`model.call/1`): what it cost, and the answer if it brought one. */
export const modelCallRecord = defineRecord({
  name: "model.call",
  version: 1,
  fields: z.strictObject({
    /** Digest of request, settings that can change the answer, and trial. */
    key: z.string().min(1),
    /** The module that asked. */
    module: z.string(),
    trial: count,
    /** `ok`, or why there is no usable answer. */
    outcome: z.enum(OUTCOMES),
    /** Only of `ok`: failures and refusals are not kept to be used again. */
    answer: z.string().optional(),
    message: z.string().optional(),
    inputTokens: count,
    cachedInputTokens: count,
    outputTokens: count,
    costUsd: z.number().min(0),
  }),
});

/** One attempt at a call, as the file keeps it. */
export type ModelCall = ReturnType<typeof modelCallRecord.read>;

/** The answers and costs of a run's calls, in a file that outlives the process. */
export interface ResponseCache {
  /** By module, everything the file holds: earlier attempts of the run included. */
  readonly usage: ReadonlyMap<string, ModuleUsage>;
  /** The answer kept under a key. */
  answer(key: string): Promise<string | undefined>;
  /** Resolves once the attempt is on the disk. */
  record(call: ModelCall): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the file of a run's calls, made when missing. Memory holds a key and a place per answer, not the text.
 *
 * @throws {UserError} exit 2 for a file that cannot be read or holds something else, exit 1 for a full disk.
 */
export async function openResponseCache(
  path: string,
  options: { readonly fs?: FileSystem } = {},
): Promise<ResponseCache> {
  const fs = options.fs ?? denoFileSystem;
  // Opening it repairs a torn last line, so the reading below sees whole rows only.
  const rows: JsonlAppender = await openJsonlAppender(path, { fs });
  const usage = new Map<string, ModuleUsage>();
  const places = new Map<string, { readonly offset: number; readonly bytes: number }>();
  const take = (call: ModelCall, offset: number, bytes: number) => {
    usage.set(call.module, addUsage(usage.get(call.module) ?? NO_USAGE, usageOf(call)));
    if (call.answer !== undefined) places.set(call.key, { offset, bytes });
  };
  try {
    for await (const { value, line, offset, text } of readJsonl(path, { fs })) {
      take(modelCallRecord.read(value, { file: path, line }), offset, byteLength(text));
    }
  } catch (error) {
    await rows.close();
    throw error;
  }
  return {
    usage,
    answer: async (key) => {
      const place = places.get(key);
      if (place === undefined) return undefined;
      return modelCallRecord.read(await rowAt(path, place, fs), { file: path }).answer;
    },
    record: async (call) => {
      const text = modelCallRecord.write(call);
      const offset = rows.size;
      await rows.appendText([text]);
      take(call, offset, byteLength(text));
    },
    close: () => rows.close(),
  };
}

function usageOf(call: ModelCall): Partial<ModuleUsage> {
  const { inputTokens, cachedInputTokens, outputTokens, costUsd, outcome } = call;
  const failures = outcome === "ok" ? 0 : 1;
  return { calls: 1, failures, inputTokens, cachedInputTokens, outputTokens, costUsd };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function rowAt(
  path: string,
  { offset, bytes }: { readonly offset: number; readonly bytes: number },
  fs: FileSystem,
): Promise<unknown> {
  return namingFile(path, async () => {
    const file = await fs.open(path, "read");
    try {
      await file.seek(offset);
      const into = new Uint8Array(bytes);
      for (let got = 0; got < bytes;) {
        const read = await file.read(into.subarray(got));
        if (read === null) break;
        got += read;
      }
      return JSON.parse(new TextDecoder().decode(into));
    } finally {
      file.close();
    }
  });
}
