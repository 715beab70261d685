import { UserError } from "../../substrate/values/user_error.ts";
import type { Concept } from "../records/concept.ts";
import { csvLines } from "./csv_lines.ts";
import type { ExportOptions } from "./export_options.ts";
import { jsonLdLines } from "./json_ld_lines.ts";
import { skosLines } from "./skos_lines.ts";
import { treeLines } from "./tree_lines.ts";

/** The forms that a tree can be written in. */
export const EXPORT_FORMATS = ["skos", "jsonld", "csv", "tree"] as const;

/** A form that a tree can be written in. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Writes a tree line by line: SKOS as Turtle, SKOS as JSON-LD, CSV, or an indented outline.
 *
 * Source: SKOS Reference, W3C 2009; PROV-O, W3C 2013, for the links from concepts to source records.
 *
 * @throws {UserError} exit 2 for a base that is no IRI.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exportTree } from "./export_tree.ts";
 * assertEquals([...exportTree([], "csv", { runId: "r" })].length, 1);
 * ```
 */
export function exportTree(
  concepts: readonly Concept[],
  format: ExportFormat,
  options: ExportOptions,
): Iterable<string> {
  const baseIri = options.baseIri ?? "urn:baton:taxonomy:";
  // Characters that RFC 3987 leaves out of IRIs would break the file.
  if (!/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i.test(baseIri)) {
    throw new UserError(`--base-iri: expected an IRI, found ${JSON.stringify(baseIri)}`);
  }
  const whole = { language: "en", ...options, baseIri };
  switch (format) {
    case "skos":
      return skosLines(concepts, whole);
    case "jsonld":
      return jsonLdLines(concepts, whole);
    case "csv":
      return csvLines(concepts);
    case "tree":
      return treeLines(concepts);
  }
}
