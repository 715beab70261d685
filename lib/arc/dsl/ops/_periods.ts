import { Grid } from "../../grid/grid.ts";

/** How a picture may repeat: along rows, along columns, both ways, along either diagonal, in any lattice, or each row / column on its own. */
export const PERIODS = [
  "x",
  "y",
  "both",
  "diagonal",
  "lattice",
  "each_row",
  "each_column",
] as const;

/** One of {@linkcode PERIODS}. */
export type Period = (typeof PERIODS)[number];

/** Fills masked cells from the smallest repetition that all other cells keep; `undefined` where none does or cells stay open. */
export function fillByPeriod(grid: Grid, mask: number, along: Period): Grid | undefined {
  const { width: w, height: h } = grid;
  switch (along) {
    case "x":
      return firstFit(grid, mask, range(1, w - 1).map((p) => (x, y) => y * w + x % p));
    case "y":
      return firstFit(grid, mask, range(1, h - 1).map((p) => (x, y) => (y % p) * w + x));
    case "diagonal":
      return firstFit(
        grid,
        mask,
        range(2, 9).flatMap((p) => [
          (x: number, y: number) => (x + y) % p,
          (x: number, y: number) => (x + (p - 1) * y) % p,
        ]),
      );
    case "each_row":
    case "each_column":
      return linesFilled(grid, mask, along === "each_row");
    default: {
      const classes: ((x: number, y: number) => number)[] = [];
      const most = Math.min(15, Math.max(w, h) - 1);
      for (let total = 2; total <= 2 * most; total++) {
        for (let p = 1; p <= most && p < total; p++) {
          const q = total - p;
          if (q > most) continue;
          if (along === "both") classes.push((x, y) => (y % q) * 32 + x % p);
          else {
            for (let s = 1; s < p; s++) {
              classes.push((x, y) => (y % q) * 32 + (x + s * Math.floor(y / q)) % p);
            }
          }
        }
      }
      return firstFit(grid, mask, classes);
    }
  }
}

function range(low: number, high: number): number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, k) => low + k);
}

/** The first class function under which no class holds two colours and every masked class is known. */
function firstFit(
  grid: Grid,
  mask: number,
  classes: readonly ((x: number, y: number) => number)[],
): Grid | undefined {
  const { width: w, height: h, cells } = grid;
  const colours = new Int8Array(1024);
  search: for (const classOf of classes) {
    colours.fill(-1);
    for (let y = 0, i = 0; y < h; y++) {
      for (let x = 0; x < w; x++, i++) {
        const c = cells[i]!;
        if (c === mask) continue;
        const k = classOf(x, y);
        if (colours[k]! < 0) colours[k] = c;
        else if (colours[k] !== c) continue search;
      }
    }
    const out = new Uint8Array(cells);
    for (let y = 0, i = 0; y < h; y++) {
      for (let x = 0; x < w; x++, i++) {
        if (cells[i] !== mask) continue;
        const c = colours[classOf(x, y)]!;
        if (c < 0) continue search;
        out[i] = c;
      }
    }
    return new Grid(w, h, out);
  }
  return undefined;
}

/** Every line that has unmasked cells completed by its own smallest period; lines all masked stay. */
function linesFilled(grid: Grid, mask: number, rows: boolean): Grid | undefined {
  const out = new Uint8Array(grid.cells);
  const lines = rows ? grid.height : grid.width, length = rows ? grid.width : grid.height;
  for (let line = 0; line < lines; line++) {
    const at = (k: number) => (rows ? line * grid.width + k : k * grid.width + line);
    const known = range(0, length - 1).filter((k) => grid.cells[at(k)] !== mask);
    if (known.length === 0) continue;
    for (let p = 1; p <= length; p++) {
      const byClass = new Map<number, number>();
      const fits = known.every((k) => {
        const c = grid.cells[at(k)]!, seen = byClass.get(k % p);
        byClass.set(k % p, c);
        return seen === undefined || seen === c;
      });
      if (!fits || byClass.size < p) continue;
      for (let k = 0; k < length; k++) out[at(k)] = byClass.get(k % p)!;
      break;
    }
  }
  return new Grid(grid.width, grid.height, out);
}
