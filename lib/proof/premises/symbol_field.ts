const K1 = 1.2, B = 0.75;
/** How much the symbols that the query does not have weigh against a text. */
const COVERAGE_FLOOR = 0.25;

/** Texts as bags of weighted symbols, ranked by BM25 times how much of a text the query covers. */
export interface SymbolField {
  /** Score by place, of every text that shares a symbol with the query. */
  score(query: ReadonlyMap<string, number>): ReadonlyMap<number, number>;
}

/**
 * Indexes bags of symbols; a text is known by its place.
 *
 * Source: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the
 * coverage follows the symbol overlap of J. Meng, L. Paulson, "Lightweight Relevance Filtering", 2009.
 */
export function indexSymbols(texts: readonly ReadonlyMap<string, number>[]): SymbolField {
  const postings = new Map<string, { readonly at: number[]; readonly weight: number[] }>();
  const lengths = new Float64Array(texts.length);
  let filled = 0;
  for (const [at, symbols] of texts.entries()) {
    if (symbols.size > 0) filled++;
    for (const [symbol, weight] of symbols) {
      let list = postings.get(symbol);
      if (list === undefined) postings.set(symbol, list = { at: [], weight: [] });
      list.at.push(at);
      list.weight.push(weight);
      lengths[at]! += weight;
    }
  }
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, filled);
  const rarity = (found: number) => Math.log(1 + (filled - found + 0.5) / (found + 0.5));
  // The worth of all symbols of a text, against which the query's share is measured.
  const worth = new Float64Array(texts.length);
  for (const list of postings.values()) {
    const value = rarity(list.at.length);
    for (const at of list.at) worth[at]! += value;
  }
  return {
    score: (query) => {
      const scores = new Map<number, number>();
      const covered = new Map<number, number>();
      for (const [symbol, weight] of query) {
        const list = postings.get(symbol);
        if (list === undefined) continue;
        const value = rarity(list.at.length);
        for (const [i, at] of list.at.entries()) {
          const frequency = list.weight[i]!;
          const norm = frequency + K1 * (1 - B + B * lengths[at]! / mean);
          scores.set(at, (scores.get(at) ?? 0) + weight * value * frequency * (K1 + 1) / norm);
          covered.set(at, (covered.get(at) ?? 0) + value);
        }
      }
      for (const [at, score] of scores) {
        scores.set(at, score * (COVERAGE_FLOOR + covered.get(at)! / worth[at]!) ** 2);
      }
      return scores;
    },
  };
}
