import { escapeXml } from "./svg.ts";

/** A value that a Jupyter notebook shows as pictures or text by MIME type. */
export interface NotebookDisplay {
  readonly [DISPLAY]: () => Readonly<Record<string, string>>;
}

/** The key under which the Deno kernel looks for a value's own display. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/** Shows an SVG document. */
export function showSvg(svg: string): NotebookDisplay {
  return { [DISPLAY]: () => ({ "image/svg+xml": svg }) };
}

/** Shows a PNG image. */
export function showPng(png: Uint8Array): NotebookDisplay {
  return { [DISPLAY]: () => ({ "image/png": png.toBase64() }) };
}

/** Shows lines of plain text exactly as they are. */
export function showText(lines: string | readonly string[]): NotebookDisplay {
  const text = typeof lines === "string" ? lines : lines.join("\n");
  return { [DISPLAY]: () => ({ "text/plain": text }) };
}

/** Shows a table, with figures to the right; plain text goes along for viewers without HTML. */
export function showTable(
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): NotebookDisplay {
  const cell = (name: string, value: string | number): string => {
    const side = typeof value === "number" ? "right" : "left";
    return `<${name} style="text-align:${side}">${escapeXml(String(value))}</${name}>`;
  };
  const head = headers.map((header, i) =>
    cell("th", header).replace("left", typeof rows[0]?.[i] === "number" ? "right" : "left")
  );
  const body = rows.map((row) => `<tr>${row.map((value) => cell("td", value)).join("")}</tr>`);
  const html = `<table><thead><tr>${head.join("")}</tr></thead><tbody>${
    body.join("")
  }</tbody></table>`;
  const text = [headers, ...rows].map((row) => row.join("\t")).join("\n");
  return { [DISPLAY]: () => ({ "text/html": html, "text/plain": text }) };
}
