import { htmlBlocks } from "./html_blocks.ts";
import type { Segment } from "./segment.ts";

/**
 * Parts a document into paragraphs, list items, table rows and headings' texts, by its content type.
 *
 * Text of HTML has lost its markup; its spans count in the text that is left, blocks joined by line ends.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { segmentsOf } from "./segments.ts";
 * const found = segmentsOf("# Physics\n\n- optics\n- acoustics", "text/markdown");
 * assertEquals(found.map(({ text, heading }) => [text, heading]), [
 *   ["optics", "Physics"],
 *   ["acoustics", "Physics"],
 * ]);
 * ```
 */
export function segmentsOf(text: string, contentType: string): Segment[] {
  switch (contentType) {
    case "text/html":
      return htmlBlocks(text);
    case "text/markdown":
      return markdownBlocks(text);
    case "text/x-dictionary":
      return [{ text, start: 0, end: text.length }];
    default:
      return paragraphs(text);
  }
}

function paragraphs(text: string): Segment[] {
  const found: Segment[] = [];
  for (const match of text.matchAll(/[^\n]+(?:\n(?!\s*\n)[^\n]+)*/g)) {
    push(found, match[0], match.index);
  }
  return found;
}

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+|^\s*>\s?/;
const HEADING = /^(#{1,6})\s+(.+?)\s*#*$/;

function markdownBlocks(text: string): Segment[] {
  const found: Segment[] = [];
  let heading: string | undefined, at = 0, fenced = false;
  let block = "", from = 0;
  const flush = (): void => {
    if (block.trim() !== "") push(found, plainMarkdown(block), from, heading, block.length);
    block = "";
  };
  for (const line of text.split("\n")) {
    const title = HEADING.exec(line);
    if (/^\s*(```|~~~)/.test(line)) {
      flush();
      fenced = !fenced;
    } else if (fenced) {
      // Code is no prose.
    } else if (title !== null) {
      flush();
      heading = plainMarkdown(title[2]!);
    } else if (line.trim() === "" || /^\s*[-=|: ]+$/.test(line)) flush();
    else {
      const item = ITEM.exec(line)?.[0] ?? "";
      if (item !== "" || line.trimStart().startsWith("|")) flush();
      if (block === "") from = at + item.length;
      block += (block === "" ? "" : "\n") + line.slice(item.length);
    }
    at += line.length + 1;
  }
  flush();
  return found;
}

function plainMarkdown(text: string): string {
  return text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(
    /[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}/g,
    "$1",
  )
    .replace(/^\s*\||\|\s*$/g, "").replace(/\s*\|\s*/g, ", ");
}

function push(
  found: Segment[],
  raw: string,
  at: number,
  heading?: string,
  length = raw.length,
): void {
  const text = raw.replace(/\s+/g, " ").trim();
  if (text === "") return;
  found.push({ text, start: at, end: at + length, ...(heading === undefined ? {} : { heading }) });
}
