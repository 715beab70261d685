import { padAfter, padBefore, textWidth } from "./text_width.ts";

/** A cell: numbers stand to the right as they print; `undefined` is an empty cell. */
export type TableCell = string | number | undefined;

/** A plain-text table. */
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
  /**
   * Which columns stand to the right. A column of nothing but numbers does so by itself; name the
   * columns of formatted figures here.
   *
   * @default {[]}
   */
  readonly right?: readonly string[];
}

/**
 * Lays a table out in aligned columns, two spaces apart, with a rule under the headers.
 *
 * Line breaks inside cells become spaces; short rows are filled with empty cells.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatTable } from "./table.ts";
 * const table = { headers: ["family", "solved"], rows: [["tiling", 12], ["gravity", 3]] };
 * assertEquals(formatTable(table), [
 *   "family   solved",
 *   "───────  ──────",
 *   "tiling       12",
 *   "gravity       3",
 * ]);
 * ```
 */
export function formatTable(table: Table): string[] {
  const rows = table.rows.map((row) => table.headers.map((_, i) => cellText(row[i])));
  const widths = table.headers.map((header, i) =>
    Math.max(textWidth(header), ...rows.map((row) => textWidth(row[i]!)))
  );
  const right = table.headers.map((header, i) =>
    table.right?.includes(header) ||
    (table.rows.some((row) => typeof row[i] === "number") &&
      table.rows.every((row) => typeof row[i] === "number" || row[i] === undefined))
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => right[i] ? padBefore(cell, widths[i]!) : padAfter(cell, widths[i]!))
      .join("  ").trimEnd();
  return [line(table.headers), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)];
}

function cellText(cell: TableCell): string {
  return cell === undefined ? "" : String(cell).replace(/\s*[\r\n]+\s*/g, " ");
}
