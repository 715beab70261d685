import { renderChart } from "./chart.ts";
import { INK, SERIES_COLOURS } from "./palette.ts";

/** One bar. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What the value is a part of: drawn as a pale bar behind, and named in the figure's text. */
  readonly total?: number;
}

/** What stands around the bars. */
export interface BarChartOptions {
  readonly title: string;
  /** What is counted, under the axis. */
  readonly xTitle: string;
  /** Width of the plotting area in pixels. @default {420} */
  readonly width?: number;
}

/**
 * Horizontal bars in the order given, each with its figure at the end: `12` or `12 / 15`.
 *
 * @returns an SVG document.
 */
export function barChart(bars: readonly Bar[], options: BarChartOptions): Promise<string> {
  const values = bars.map((bar, at) => ({
    ...bar,
    at,
    reach: Math.max(bar.value, bar.total ?? 0),
    figure: bar.total === undefined ? String(bar.value) : `${bar.value} / ${bar.total}`,
  }));
  const y = {
    field: "label",
    type: "nominal",
    sort: { field: "at", order: "ascending" },
    title: null,
    axis: { ticks: false, domain: false, labelPadding: 8 },
  } as const;
  const x = { type: "quantitative", title: options.xTitle, axis: { tickMinStep: 1 } } as const;
  return renderChart({
    title: options.title,
    width: options.width ?? 420,
    height: { step: 24 },
    data: { values },
    encoding: { y },
    layer: [
      {
        mark: { type: "bar", color: INK.rule, opacity: 0.45, height: { band: 0.7 } },
        encoding: { x: { field: "reach", ...x } },
      },
      {
        mark: { type: "bar", color: SERIES_COLOURS[0]!, height: { band: 0.7 } },
        encoding: { x: { field: "value", ...x } },
      },
      {
        mark: { type: "text", align: "left", dx: 6, fontSize: 11, color: INK.text },
        encoding: { x: { field: "reach", ...x }, text: { field: "figure", type: "nominal" } },
      },
    ],
  });
}
