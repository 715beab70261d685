import { namingFile } from "../../substrate/records/file_error.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import type { Trace } from "../trace/trace.ts";
import { readTraceAt, type TracePlace } from "./read_traces.ts";

/** Traces by digest, read when asked for. */
export interface TraceIndex {
  /**
   * The trace of that digest, `undefined` where there is none; the last one asked for is kept.
   *
   * @throws {UserError} when it is damaged.
   */
  get(digest: string): Promise<Trace | undefined>;
}

/**
 * Indexes saved traces by digest; memory holds a digest and a place each.
 *
 * @param sources out-dirs and trace files, as `readTraces` takes them
 * @throws {UserError} for a source that is not there or a line that is not JSON.
 */
export async function openTraceIndex(sources: readonly string[]): Promise<TraceIndex> {
  const places = new Map<string, TracePlace>();
  for (const source of sources) {
    const info = await namingFile(source, () => Deno.stat(source));
    const folder = info.isDirectory ? source.replace(/(?<=.)\/+$/, "") : undefined;
    const file = folder === undefined ? source : `${folder}/index.jsonl`;
    for await (const { line, offset, value } of readJsonl(file)) {
      const row = value as { readonly digest?: unknown; readonly tracePath?: unknown } | null;
      if (typeof row?.digest !== "string") continue;
      const place = folder === undefined
        ? { file, line, offset }
        : { file: `${folder}/${row.tracePath}`, line: 1, offset: 0 };
      places.set(row.digest, place);
    }
  }
  let last: { readonly digest: string; readonly trace: Trace } | undefined;
  return {
    get: async (digest) => {
      if (last?.digest === digest) return last.trace;
      const place = places.get(digest);
      if (place === undefined) return undefined;
      const trace = await readTraceAt(place);
      last = { digest, trace };
      return trace;
    },
  };
}
