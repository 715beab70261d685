import { z } from "zod";
import { UserError } from "../substrate/values/user_error.ts";

/** Text as nbformat keeps it: one string, or lines that keep their line breaks. */
const multiline = z.union([z.string(), z.array(z.string())]);

const mimeBundle = z.record(z.string(), z.unknown());

const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.string(), text: multiline }),
  z.object({
    output_type: z.literal("display_data"),
    data: mimeBundle,
    metadata: z.record(z.string(), z.unknown()),
  }),
  z.object({
    output_type: z.literal("execute_result"),
    data: mimeBundle,
    metadata: z.record(z.string(), z.unknown()),
    execution_count: z.number().int().nullable().default(null),
  }),
  z.object({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const notebook = z.looseObject({
  cells: z.array(z.discriminatedUnion("cell_type", [
    z.looseObject({
      cell_type: z.literal("code"),
      source: multiline,
      outputs: z.array(output),
      execution_count: z.number().int().nullable(),
    }),
    z.looseObject({ cell_type: z.literal("markdown"), source: multiline }),
    z.looseObject({ cell_type: z.literal("raw"), source: multiline }),
  ])),
  nbformat: z.literal(4),
});

/** A Jupyter notebook, nbformat 4; fields unknown here are kept as they are. */
export type Notebook = z.infer<typeof notebook>;

/** One output of a code cell. */
export type Output = z.infer<typeof output>;

/** The outputs as they come from outside. */
export const outputsSchema = z.array(output);

/**
 * Reads a notebook.
 *
 * @throws {UserError} naming file and field when the text is no notebook of nbformat 4.
 */
export function parseNotebook(text: string, file: string): Notebook {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${file}: expected a notebook in JSON, ${(cause as Error).message}`, {
      cause,
    });
  }
  const parsed = notebook.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new UserError(`${file}: ${issue.path.join(".") || "notebook"}: ${issue.message}`);
}

/** The notebook's text as Jupyter itself lays it out, so that saving twice changes nothing. */
export function printNotebook(notebook: Notebook): string {
  return JSON.stringify(notebook, null, 1) + "\n";
}

/** The sources of the code cells in order. */
export function codeOf(notebook: Notebook): string[] {
  return notebook.cells.filter((cell) => cell.cell_type === "code").map((cell) =>
    joinLines(cell.source)
  );
}

/** Text kept as lines or whole, as one string. */
export function joinLines(text: string | readonly string[]): string {
  return typeof text === "string" ? text : text.join("");
}
