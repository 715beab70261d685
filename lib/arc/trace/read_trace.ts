import { sha256 } from "../../substrate/values/digest.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { digestedText } from "./build_trace.ts";
import type { Trace } from "./trace.ts";
import { traceSchema } from "./trace_schema.ts";

/**
 * Parses one trace, a line of `--trace-jsonl` or a whole `traces/task_<id>.json`, and checks its digest.
 *
 * @throws {UserError} naming file and field when the text is not JSON, not a trace, a trace of a newer
 * version, or was changed after it was written.
 */
export function parseTrace(text: string, file = "trace", line?: number): Trace {
  const place = { file, line };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw inputError({ ...place, problem: "not JSON", cause });
  }
  const schema = typeof value === "object" && value !== null && "schema" in value
    ? value.schema
    : undefined;
  if (schema !== "arc.trace/1") {
    throw inputError({ ...place, field: "schema", expected: '"arc.trace/1"', seen: schema });
  }
  const result = traceSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw inputError({ ...place, field: issue.path, problem: issue.message });
  }
  const digest = sha256(digestedText(result.data));
  if (digest !== result.data.digest) {
    throw inputError({ ...place, field: "digest", expected: digest, seen: result.data.digest });
  }
  return result.data;
}

/**
 * Reads one trace file.
 *
 * @throws {UserError} when it cannot be read or is not a whole trace: see {@linkcode parseTrace}.
 */
export async function readTrace(path: string): Promise<Trace> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw inputError({ file: path, problem, cause });
  }
  return parseTrace(text, path);
}
