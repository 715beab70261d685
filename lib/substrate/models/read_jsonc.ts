import { parse } from "@std/jsonc";
import { fileError } from "../records/file_error.ts";
import { inputError } from "../values/input_error.ts";
import { lineAt } from "./jsonc_field_line.ts";

/** A JSONC document with the text it was read from, for errors that name lines. */
export interface JsoncFile {
  readonly text: string;
  readonly value: unknown;
}

/**
 * Reads JSON with comments and trailing commas.
 *
 * @throws {UserError} exit 2: a file that cannot be read, an empty one, and a syntax error with its line.
 */
export async function readJsonc(path: string): Promise<JsoncFile> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    throw fileError(path, error);
  }
  if (text.startsWith("\uFEFF")) text = text.slice(1);
  if (text.trim() === "") throw inputError({ file: path, problem: "is empty" });
  try {
    return { text, value: parse(text) };
  } catch (cause) {
    const found = /^(?:Cannot parse JSONC: )?(.+?)(?: in JSONC at position (\d+))?$/s
      .exec(cause instanceof Error ? cause.message : String(cause));
    const offset = found?.[2] === undefined ? text.trimEnd().length : Number(found[2]);
    const problem = `is not JSONC: ${found?.[1] ?? "syntax error"}`;
    throw inputError({ file: path, line: lineAt(text, offset), problem, cause });
  }
}
