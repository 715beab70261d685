/** How an SVG document becomes pixels. */
export interface PngOptions {
  /** Pixels per unit of the SVG. @default {2} */
  readonly scale?: number;
}

/**
 * Renders an SVG document as a PNG image with the machine's own fonts.
 *
 * On a machine without fonts the picture comes out without its words, but whole. The native library
 * is loaded at the first call, so that only those who ask for PNG need `--allow-ffi`.
 *
 * @throws {Error} when the text is no SVG document.
 */
export async function renderPng(svg: string, options: PngOptions = {}): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: options.scale ?? 2 },
    font: { loadSystemFonts: true, sansSerifFamily: "DejaVu Sans" },
    logLevel: "off",
  });
  return new Uint8Array(picture.render().asPng());
}
