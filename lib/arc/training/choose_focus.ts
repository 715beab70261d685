import { rankOps, type RulerPrior } from "../ruler/prior/ruler_prior.ts";
import type { RulerExample } from "./ruler_example.ts";

/** Numbers of primitives tried. */
const SIZES = [6, 8, 10, 12, 16, 20, 24, 30];

/**
 * How many primitives the focused enumeration should use: the number with the least expected work, a
 * focused search and, where it misses, the whole one. 0 where focusing does not pay.
 */
export function chooseFocus(
  prior: Pick<RulerPrior, "families" | "costs" | "ops" | "opNames">,
  examples: readonly RulerExample[],
): { readonly focus: number; readonly focusHit: number } {
  let best = { focus: 0, focusHit: 0 }, least = 1;
  const known = new Set(prior.opNames);
  const cases = examples.map(({ tokens, fitting }) => ({
    programs: fitting.filter(({ family }) => family === "enumeration")
      .map(({ ops }) => ops.filter((op) => known.has(op))),
    ranked: rankOps({ ...prior, focus: 0, focusHit: 0 }, tokens).map(({ op }) => op),
  })).filter(({ programs }) => programs.length > 0);
  if (cases.length === 0) return best;
  for (const focus of SIZES.filter((size) => size < known.size)) {
    const hits = cases.filter(({ programs, ranked }) => {
      const allowed = new Set(ranked.slice(0, focus));
      return programs.some((ops) => ops.every((op) => allowed.has(op)));
    });
    // One miss more than seen: a small sample never proves certainty.
    const focusHit = hits.length / (cases.length + 1);
    const work = (focus / known.size) ** 2 + 1 - focusHit;
    if (work < least) [best, least] = [{ focus, focusHit }, work];
  }
  return best;
}
