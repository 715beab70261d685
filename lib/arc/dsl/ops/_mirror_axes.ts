import { Grid } from "../../grid/grid.ts";

type Image = (x: number, y: number) => readonly [number, number];

interface Axis {
  readonly sum: number;
  readonly agree: number;
  readonly differ: number;
}

/** The axis (as x + x', possibly off-centre) about which unmasked cells agree best with no more than few differences. */
function bestAxis(
  grid: Grid,
  mask: number,
  leftRight: boolean,
  background: number,
): Axis | undefined {
  const length = leftRight ? grid.width : grid.height;
  let best: Axis | undefined;
  for (let sum = Math.floor(length * 0.5); sum <= Math.ceil(length * 1.5) - 2; sum++) {
    let agree = 0, differ = 0;
    for (let y = 0; y < grid.height; y++) {
      for (let x = 0; x < grid.width; x++) {
        const u = leftRight ? sum - x : x, v = leftRight ? y : sum - y;
        if (u < 0 || v < 0 || u >= grid.width || v >= grid.height || (u === x && v === y)) continue;
        const a = grid.at(x, y), b = grid.at(u, v);
        if (a === mask || b === mask) continue;
        if (a !== b) differ++;
        else if (a !== background) agree++;
      }
    }
    if (agree < 4 || differ > 0) continue;
    if (best === undefined || agree > best.agree) best = { sum, agree, differ };
  }
  return best;
}

/** Fills masked cells from mirror images; `undefined` where no axis holds. */
export function fillByMirrors(
  grid: Grid,
  mask: number,
  axes: "x" | "y" | "both" | "all",
): Grid | undefined {
  const background = mask === 0 ? -1 : 0;
  const images: Image[] = [];
  const needX = axes !== "y", needY = axes !== "x";
  const ax = needX ? bestAxis(grid, mask, true, background) : undefined;
  const ay = needY ? bestAxis(grid, mask, false, background) : undefined;
  if ((needX && ax === undefined) || (needY && ay === undefined)) return undefined;
  if (ax !== undefined) images.push((x, y) => [ax.sum - x, y]);
  if (ay !== undefined) images.push((x, y) => [x, ay.sum - y]);
  if (ax !== undefined && ay !== undefined) {
    images.push((x, y) => [ax.sum - x, ay.sum - y]);
    if (axes === "all") {
      const base = [(x: number, y: number) => [x, y] as const, ...images];
      const shift = (ax.sum - ay.sum) / 2;
      if (!Number.isInteger(shift)) return undefined;
      for (const image of base) {
        images.push((x, y) => {
          const [u, v] = image(x, y);
          return [v + shift, u - shift];
        });
      }
    }
  }
  return fillFrom(grid, mask, images);
}

/** Fills masked cells from the first image that is inside and unmasked; mirrored masks wait for each other's result. */
function fillFrom(grid: Grid, mask: number, images: readonly Image[]): Grid {
  const out = new Uint8Array(grid.cells);
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++) {
      if (grid.at(x, y) !== mask) continue;
      for (const image of images) {
        const [u, v] = image(x, y);
        if (u < 0 || v < 0 || u >= grid.width || v >= grid.height) continue;
        if (grid.at(u, v) === mask) continue;
        out[y * grid.width + x] = grid.at(u, v);
        break;
      }
    }
  }
  return new Grid(grid.width, grid.height, out);
}
