import { Parser } from "htmlparser2";
import type { Segment } from "./segment.ts";

const BLOCKS = new Set(
  "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul br"
    .split(" "),
);
const SILENT = new Set(["script", "style", "noscript", "template", "svg", "head"]);

/** The texts of a page's blocks, each under the heading before it; scripts and styles are no text. */
export function htmlBlocks(html: string): Segment[] {
  const found: Segment[] = [];
  let block = "", heading: string | undefined, silent = 0, length = 0, inHeading = false;
  const flush = (): void => {
    const text = block.replace(/\s+/g, " ").trim();
    block = "";
    if (text === "") return;
    if (inHeading) {
      heading = text;
      return;
    }
    const under = heading === undefined ? {} : { heading };
    found.push({ text, start: length, end: length + text.length, ...under });
    length += text.length + 1;
  };
  const parser = new Parser({
    onopentag: (name) => {
      if (SILENT.has(name)) silent++;
      if (BLOCKS.has(name)) flush();
      if (/^h[1-6]$/.test(name)) inHeading = true;
    },
    ontext: (text) => {
      if (silent === 0) block += text;
    },
    onclosetag: (name) => {
      if (SILENT.has(name)) silent = Math.max(0, silent - 1);
      if (BLOCKS.has(name)) flush();
      if (/^h[1-6]$/.test(name)) inHeading = false;
    },
  }, { decodeEntities: true });
  parser.end(html);
  flush();
  return found;
}
