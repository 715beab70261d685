import type { z } from "zod";
import type { Command } from "./command.ts";
import { type FlagInfo, flagInfo } from "./flag.ts";
import { padAfter, textWidth, wrapWords } from "./text_width.ts";

/**
 * The `--help` page, printed from the flag table: groups in the order of their first flag, flags in
 * the table's order, defaults at the end of each line.
 *
 * Lines hold at most `width` columns, 100 unless told.
 */
export function helpText(command: Command<z.ZodRawShape>, width = 100): string {
  const { name, positional } = command;
  const words = positional ? ` ${wordsUsage(positional)}` : "";
  const lines = [
    ...wrapWords(`${name}: ${command.summary}`, width),
    "",
    `usage: deno task ${name} [flags]${words}`,
  ];
  const groups = [...groupRows(command)];
  if (positional) groups.unshift(["Arguments", [[`<${positional.name}>`, positional.doc]]]);
  const column = columnOf(groups.flatMap(([, rows]) => rows), width);
  for (const [group, rows] of groups) lines.push(...section(group, rows, column, width));
  for (const { flags, reason } of command.unavailable ?? []) {
    lines.push("", `Not available in this version (${reason})`);
    for (const line of wrapWords(flags.map((flag) => `--${flag}`).join(" "), width - 2)) {
      lines.push(`  ${line}`);
    }
  }
  if (command.examples?.length) {
    lines.push("", "Examples", ...command.examples.map((example) => `  ${example}`));
  }
  return lines.join("\n");
}

type Row = readonly [left: string, right: string];

function groupRows(command: Command<z.ZodRawShape>): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const [name, schema] of Object.entries(command.flags.shape)) {
    const info = flagInfo(schema as z.ZodType);
    const rows = groups.get(info.group) ?? [];
    groups.set(info.group, [...rows, flagRow(name, info)]);
  }
  const last = [...groups.keys()].at(-1) ?? "Options";
  groups.set(last, [...(groups.get(last) ?? []), ["--help, -h", "print this page"]]);
  return groups;
}

function flagRow(name: string, info: FlagInfo): Row {
  const dashes = info.value === "" && info.shownDefault === "on" ? "--[no-]" : "--";
  const names = [name, ...info.aliases].map((spelling) => dashes + spelling).join(", ");
  const left = info.value === "" ? names : `${names} <${info.value}>`;
  const note = info.required ? "required" : info.shownDefault && `default: ${info.shownDefault}`;
  return [left, note ? `${info.doc} (${note})` : info.doc];
}

/** Where the explanations begin: one column for the whole page, in its left half. */
function columnOf(rows: readonly Row[], width: number): number {
  const longest = Math.max(...rows.map(([left]) => textWidth(left)));
  return Math.min(longest, Math.floor(width / 2.5)) + 4;
}

function section(title: string, rows: readonly Row[], column: number, width: number): string[] {
  const lines = ["", title];
  for (const [left, right] of rows) {
    const [first = "", ...rest] = wrapWords(right, Math.max(20, width - column));
    const fits = textWidth(left) + 4 <= column;
    if (fits) lines.push(padAfter(`  ${left}`, column) + first);
    else lines.push(`  ${left}`, " ".repeat(column) + first);
    for (const line of rest) lines.push(" ".repeat(column) + line);
  }
  return lines;
}

function wordsUsage(words: NonNullable<Command<z.ZodRawShape>["positional"]>): string {
  const many = (words.max ?? Infinity) > 1 ? "..." : "";
  return (words.min ?? 0) > 0 ? `<${words.name}>${many}` : `[<${words.name}>${many}]`;
}
