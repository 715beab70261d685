import { renderChart } from "./chart.ts";

/** One point of a line. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** The line it belongs to; a legend appears when there is more than one. */
  readonly series?: string;
}

/** What stands around the lines. */
export interface LineChartOptions {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Steps between points instead of slopes, for counts that jump. @default {false} */
  readonly stepped?: boolean;
  /** The x values are whole numbers: no ticks between them. @default {false} */
  readonly wholeX?: boolean;
  /** Figures above the points. @default {false} */
  readonly labelled?: boolean;
  /** @default {420} */
  readonly width?: number;
  /** @default {240} */
  readonly height?: number;
}

/**
 * Lines through points of values from zero up; the y axis begins at zero.
 *
 * @returns an SVG document.
 */
export function lineChart(
  points: readonly LinePoint[],
  options: LineChartOptions,
): Promise<string> {
  const series = [...new Set(points.map((point) => point.series ?? ""))];
  const spots = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
  const top = Math.max(1, ...points.map((point) => point.y));
  const x = {
    field: "x",
    type: "quantitative",
    title: options.xTitle,
    scale: { zero: false, nice: false, padding: 16 },
    axis: options.wholeX && spots.length <= 20
      ? { values: spots, format: "d", grid: false }
      : { grid: false },
  } as const;
  const y = {
    field: "y",
    type: "quantitative",
    title: options.yTitle,
    // Room for the figures above the highest point.
    scale: { zero: true, domainMax: top * (options.labelled ? 1.12 : 1.04) },
  } as const;
  const color = series.length > 1
    ? { color: { field: "series", type: "nominal", sort: series, title: null } as const }
    : {};
  const shape = options.stepped ? "step-after" : "linear";
  return renderChart({
    title: options.title,
    width: options.width ?? 420,
    height: options.height ?? 240,
    data: { values: points.map((point) => ({ series: "", ...point })) },
    encoding: { x, y, ...color },
    layer: [
      {
        mark: {
          type: "line",
          strokeWidth: 2,
          interpolate: shape,
          point: { size: 50, filled: true },
        },
      },
      ...(options.labelled
        ? [{
          mark: { type: "text", dy: -12, fontSize: 11 } as const,
          encoding: { text: { field: "y", type: "quantitative" } as const },
        }]
        : []),
    ],
  });
}
