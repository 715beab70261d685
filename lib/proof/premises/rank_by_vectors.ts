import { cosine } from "../../substrate/models/vectors.ts";
import type { RankedPremise } from "./premise_index.ts";

/** An endpoint that makes vectors of texts. */
export interface EmbeddingModel {
  /** Of its spec: what is found is decided by it. */
  readonly digest: string;
  /** A vector for each text; `undefined` where the endpoint has no usable answer. */
  embed(texts: readonly string[]): Promise<readonly Int8Array[] | undefined>;
}

/** Dampens the first places of both orders, as in the source. */
const RANK_OFFSET = 60;

/**
 * Ranks premises again: by their place among each other by symbols and by the likeness of their vectors to the
 * query's, both orders with the same weight. Without usable vectors the order stays.
 *
 * The endpoint is asked once for all lists together, so that a query of the same goal is the same call.
 *
 * Source: G. Cormack, C. Clarke, S. Büttcher, "Reciprocal Rank Fusion", 2009.
 */
export async function rankByVectors(
  model: EmbeddingModel,
  query: string,
  lists: readonly (readonly RankedPremise[])[],
): Promise<readonly (readonly RankedPremise[])[]> {
  const statements = new Map(
    lists.flat().map(({ premise }) => [premise.name, `${premise.name} : ${premise.statement}`]),
  );
  if (statements.size === 0) return lists;
  const vectors = await model.embed([query, ...statements.values()]);
  if (vectors === undefined) return lists;
  const [asked, ...rest] = vectors;
  const likeness = new Map(
    [...statements.keys()].map((name, at) => [name, cosine(asked!, rest[at]!)]),
  );
  return lists.map((list) => {
    const byVector = list.toSorted((a, b) =>
      likeness.get(b.premise.name)! - likeness.get(a.premise.name)!
    );
    const places = new Map(byVector.map(({ premise }, at) => [premise.name, at]));
    return list.map(({ premise }, at) => ({
      premise,
      score: 1 / (RANK_OFFSET + at) + 1 / (RANK_OFFSET + places.get(premise.name)!),
    })).sort((a, b) => b.score - a.score);
  });
}
