/**
 * The columns a text takes on a terminal: two for East Asian wide letters and pictographs, none for
 * combining marks, joiners and colour codes.
 *
 * Source: Unicode Standard Annex 11, in coarse ranges.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { textWidth } from "./text_width.ts";
 * assertEquals([textWidth("naïve"), textWidth("格子"), textWidth("e\u0301")], [5, 4, 1]);
 * ```
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text.replace(COLOUR_CODE, "")) {
    if (ZERO_WIDTH.test(letter)) continue;
    width += isWide(letter.codePointAt(0)!) ? 2 : 1;
  }
  return width;
}

/** The text cut to a width, with an ellipsis where something was cut off. */
export function cutToWidth(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const letter of text.replace(COLOUR_CODE, "")) {
    const next = used + textWidth(letter);
    if (next > width - 1) break;
    [kept, used] = [kept + letter, next];
  }
  return width < 1 ? "" : `${kept.trimEnd()}…`;
}

/** The text with spaces after it up to a width. */
export function padAfter(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** The text with spaces before it up to a width. */
export function padBefore(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/** Words laid into lines of at most a width; a longer word gets a line of its own. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((w) => w !== "")) {
    if (line !== "" && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

// deno-lint-ignore no-control-regex -- colour codes begin with the escape character
const COLOUR_CODE = /\x1b\[[0-9;]*m/g;
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return WIDE.some(([low, high]) => code >= low && code <= high);
}
