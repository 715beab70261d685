import type * as z from "zod";
import { jsoncFieldLine } from "../substrate/models/jsonc_field_line.ts";
import { readJsonc } from "../substrate/models/read_jsonc.ts";
import { zodFault } from "../substrate/records/zod_fault.ts";
import { inputError } from "../substrate/values/input_error.ts";

/**
 * Reads one document of a harness state.
 *
 * @throws {UserError} exit 2, naming file, line and field of the first fault.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import * as z from "zod";
 * import { stateDocument } from "./state_document.ts";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/a.jsonc`, '{ "k": 3 } // three');
 * const schema = z.strictObject({ k: z.int() });
 * assertEquals(await stateDocument(folder, "a.jsonc", schema), { k: 3 });
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function stateDocument<S extends z.ZodType>(
  stateFolder: string,
  path: string,
  schema: S,
): Promise<z.output<S>> {
  const { text, value } = await readJsonc(`${stateFolder}/${path}`);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fault = zodFault(parsed.error, value);
  const field = typeof fault.field === "object" ? fault.field : [];
  throw inputError({ ...fault, file: path, line: jsoncFieldLine(text, field) });
}
