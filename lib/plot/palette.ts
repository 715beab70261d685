/** The ten colours of ARC, 0–9, as the benchmark's own viewer paints them. */
export const ARC_COLOURS: readonly string[] = [
  "#000000",
  "#0074d9",
  "#ff4136",
  "#2ecc40",
  "#ffdc00",
  "#aaaaaa",
  "#f012be",
  "#ff851b",
  "#7fdbff",
  "#870c25",
];

/** What a cell is painted with when its value is no colour 0–9. */
export const UNKNOWN_COLOUR = "#ffffff";

/** The colours of series in charts: told apart by readers with colour-blindness, calm beside the grids. */
export const SERIES_COLOURS: readonly string[] = [
  "#3a6ea5",
  "#d98032",
  "#4f9d69",
  "#9b5f9e",
  "#8a8a8a",
  "#c0504d",
];

/** Text, rules and quiet marks of every figure. */
export const INK = {
  text: "#222222",
  quiet: "#6b6b6b",
  rule: "#bdbdbd",
  wrong: "#d3213d",
} as const;

/** The typeface of every figure: whatever plain sans-serif the reader's machine has. */
export const FONT = "DejaVu Sans, Liberation Sans, Helvetica, Arial, sans-serif";
