/** Counts between edges: `counts[i]` holds values in [edges[i], edges[i+1]). */
export interface HistogramData {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Values below the first edge, and at or above the last. */
  readonly below: number;
  readonly above: number;
}

/**
 * A one-pass histogram over fixed edges.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Histogram } from "./histogram.ts";
 * const margins = new Histogram([0, 0.1, 1]);
 * for (const margin of [0.05, 0.5, 1]) margins.add(margin);
 * assertEquals(margins.data(), { edges: [0, 0.1, 1], counts: [1, 1], below: 0, above: 1 });
 * ```
 */
export class Histogram {
  readonly #edges: readonly number[];
  readonly #counts: number[];
  #below = 0;
  #above = 0;

  /** @throws {RangeError} when there are fewer than two edges or they do not rise. */
  constructor(edges: readonly number[]) {
    if (edges.length < 2 || edges.some((edge, i) => i > 0 && !(edge > edges[i - 1]!))) {
      throw new RangeError(`Expected at least two rising edges but found ${edges.join(", ")}`);
    }
    this.#edges = [...edges];
    this.#counts = new Array(edges.length - 1).fill(0);
  }

  /** @throws {RangeError} when the value is not a number. */
  add(value: number): void {
    if (Number.isNaN(value)) throw new RangeError("Expected a number but found NaN");
    if (value < this.#edges[0]!) this.#below++;
    else {
      const above = this.#edges.findIndex((edge) => value < edge);
      if (above < 0) this.#above++;
      else this.#counts[above - 1]!++;
    }
  }

  /** The counts so far. */
  data(): HistogramData {
    return {
      edges: this.#edges,
      counts: [...this.#counts],
      below: this.#below,
      above: this.#above,
    };
  }
}
