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
  return checkTrace(value, text, place);
}

/**
 * Checks a parsed trace against its schema and its digest; `text` is what it was parsed from.
 *
 * @throws {UserError} as {@linkcode parseTrace}.
 */
export function checkTrace(
  value: unknown,
  text: string,
  place: { readonly file: string; readonly line: number | undefined },
): Trace {
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
  if (sha256(coveredText(text)) === result.data.digest) return result.data;
  // Not in canonical form, or changed: only the slow way can tell.
  const digest = sha256(digestedText(result.data));
  if (digest !== result.data.digest) {
    throw inputError({ ...place, field: "digest", expected: digest, seen: result.data.digest });
  }
  return result.data;
}

/** What the digest of a canonical trace covers, cut out of its own text; some other text for any other. */
function coveredText(text: string): string {
  const head = /^\{"digest":"[0-9a-f]{64}",/.exec(text)?.[0].length ?? 0;
  // A raw `,"key":` cannot stand inside a string, and behind these keys no other object has such keys.
  const timing = text.lastIndexOf(',"timing":{');
  const versions = text.indexOf(',"versions":{', timing);
  if (head === 0 || timing < 0 || versions < 0) return "";
  const body = text.slice(head, timing);
  const truth = body.lastIndexOf('"testCorrect":');
  const blind = truth < 0
    ? body
    : body.slice(0, truth) + body.slice(truth).replace(/^"testCorrect":(true|false),/, "");
  return "{" + blind + text.slice(versions).trimEnd();
}
