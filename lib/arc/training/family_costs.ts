import type { RulerPrior } from "../ruler/prior/ruler_prior.ts";
import type { RulerExample } from "./ruler_example.ts";

type Rung = RulerPrior["costs"][string]["rungs"][number];

/** Parts of a family's successes that the allowances are made for; the last of them ends the search. */
const SHARES = [0.5, 0.8, 0.95, 0.99];
/** A rung this close to the next is left out: what it saves is less than what searching again costs. */
const CLOSE = 0.6;

/** What each family costs: the mean of its searches, and allowances that its successes fit in. */
export function familyCosts(examples: readonly RulerExample[]): RulerPrior["costs"] {
  const found = new Map<string, { readonly nodes: number[]; readonly fits: Fit[] }>();
  for (const { searches } of examples) {
    for (const { family, nodes, nodesToFit, foundAt } of searches) {
      const seen = found.get(family) ?? { nodes: [], fits: [] };
      found.set(family, seen);
      seen.nodes.push(nodes);
      if (nodesToFit !== undefined) seen.fits.push({ nodesToFit, foundAt: foundAt ?? nodesToFit });
    }
  }
  const costs: { [family: string]: RulerPrior["costs"][string] } = {};
  for (const family of [...found.keys()].sort()) {
    const { nodes, fits } = found.get(family)!;
    const mean = Math.round(nodes.reduce((sum, count) => sum + count, 0) / nodes.length);
    costs[family] = { mean, rungs: rungsOf(fits, mean) };
  }
  return costs;
}

interface Fit {
  readonly nodesToFit: number;
  readonly foundAt: number;
}

function rungsOf(fits: readonly Fit[], mean: number): Rung[] {
  // A family that never fitted may still do so elsewhere: it gets what a search of it takes.
  if (fits.length === 0) return [{ nodes: mean + 50, share: 1 }];
  const needed = fits.map(({ foundAt }) => foundAt).sort((a, b) => a - b);
  // Where a family proposes only at its end, less than the whole search would be another search.
  const proposesEarly = fits.some(({ foundAt, nodesToFit }) => foundAt < nodesToFit);
  const rungs: Rung[] = [];
  for (const share of proposesEarly ? [...SHARES].reverse() : SHARES.slice(-1)) {
    const last = rungs[0];
    const nodes = Math.ceil(1.1 * needed[Math.ceil(share * needed.length) - 1]!) + 20;
    if (last === undefined) rungs.push({ nodes: Math.ceil(1.2 * nodes), share: 1 });
    else if (nodes < CLOSE * last.nodes) rungs.unshift({ nodes, share });
  }
  return rungs;
}
