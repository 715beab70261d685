import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { FONT, INK, SERIES_COLOURS } from "./palette.ts";

export type { TopLevelSpec } from "vega-lite";

/**
 * Renders a Vega-Lite specification as an SVG document, without a browser or a canvas.
 *
 * The house style is applied under the specification's own `config`. Only inline data is meant: a
 * `url` would need permissions that the tasks do not have.
 *
 * @throws {Error} when the specification does not compile or names data that cannot be loaded.
 */
export async function renderChart(spec: TopLevelSpec): Promise<string> {
  const { spec: compiled } = compile(spec, { config: HOUSE_STYLE, logger: silent() });
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger: silent() });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

const HOUSE_STYLE = {
  background: "#ffffff",
  font: FONT,
  padding: 12,
  view: { stroke: null },
  range: { category: [...SERIES_COLOURS] },
  title: {
    fontSize: 14,
    fontWeight: "bold" as const,
    color: INK.text,
    anchor: "start" as const,
    offset: 12,
  },
  axis: {
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal" as const,
    labelColor: INK.text,
    titleColor: INK.quiet,
    domainColor: INK.rule,
    tickColor: INK.rule,
    gridColor: "#ececec",
    labelLimit: 320,
    labelFlush: false,
  },
  legend: {
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal" as const,
    titleColor: INK.quiet,
  },
};

/** Vega's warnings go nowhere: a chart that matters fails by throwing, and lib does not print. */
function silent(): vega.LoggerInterface {
  const logger: vega.LoggerInterface = vega.logger(vega.None);
  return logger;
}
