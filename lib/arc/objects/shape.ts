/** What an object encloses: how many separate pieces and how many cells in all. */
export interface Holes {
  readonly count: number;
  readonly area: number;
}

/** Pieces of the complement of a mask that no 4-connected path joins to the outside of its box. */
export function holesOf(mask: Uint8Array, width: number, height: number): Holes {
  if (width < 3 || height < 3) return { count: 0, area: 0 };
  const seen = Uint8Array.from(mask);
  const stack: number[] = [];
  const fill = (start: number): number => {
    if (seen[start] === 1) return 0;
    let area = 0;
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const at = stack.pop()!;
      area++;
      const x = at % width;
      if (x > 0 && seen[at - 1] === 0) seen[at - 1] = 1, stack.push(at - 1);
      if (x < width - 1 && seen[at + 1] === 0) seen[at + 1] = 1, stack.push(at + 1);
      if (at >= width && seen[at - width] === 0) seen[at - width] = 1, stack.push(at - width);
      if (at + width < seen.length && seen[at + width] === 0) {
        seen[at + width] = 1;
        stack.push(at + width);
      }
    }
    return area;
  };
  for (let x = 0; x < width; x++) {
    fill(x);
    fill((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    fill(y * width);
    fill(y * width + width - 1);
  }
  let count = 0, area = 0;
  for (let i = 0; i < seen.length; i++) {
    const found = fill(i);
    if (found > 0) count++, area += found;
  }
  return { count, area };
}

/** Symmetries of a mask: 1 left–right, 2 top–bottom, 4 main diagonal (square boxes only), 8 half turn. */
export function symmetriesOf(mask: Uint8Array, width: number, height: number): number {
  let bits = width === height ? 15 : 11;
  for (let y = 0; y < height && bits !== 0; y++) {
    for (let x = 0; x < width; x++) {
      const value = mask[y * width + x];
      if (value !== mask[y * width + width - 1 - x]) bits &= ~1;
      if (value !== mask[(height - 1 - y) * width + x]) bits &= ~2;
      if ((bits & 4) !== 0 && value !== mask[x * width + y]) bits &= ~4;
      if (value !== mask[(height - 1 - y) * width + width - 1 - x]) bits &= ~8;
    }
  }
  return bits;
}

/** A text equal for equal masks; with `turned` equal also after any of the eight symmetries. */
export function shapeKey(
  mask: Uint8Array,
  width: number,
  height: number,
  turned: boolean,
): string {
  let best = "";
  for (let motion = 0; motion < (turned ? 8 : 1); motion++) {
    const swaps = motion >= 4;
    const w = swaps ? height : width, h = swaps ? width : height;
    let key = `${w}:`;
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const sx = motion & 1 ? w - 1 - x : x, sy = motion & 2 ? h - 1 - y : y;
        key += mask[swaps ? sx * width + sy : sy * width + sx];
      }
    }
    if (best === "" || key < best) best = key;
  }
  return best;
}
