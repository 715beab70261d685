import {
  type Evidence,
  type EvidenceKind,
  type EvidenceWeights,
  NO_TOP_WEIGHTS,
  parentProbabilities,
} from "../evidence/evidence_kind.ts";
import type { Policies } from "../policies/policy_schema.ts";
import type { Candidate } from "../records/candidate.ts";

/** A parent that a candidate may get. */
export interface EdgeChoice {
  /** Index among the nodes one level up. */
  readonly parent: number;
  /** Its probability among those that are there. */
  readonly confidence: number;
  readonly evidence: Evidence;
}

/** A second parent is as strong as the first from this share of its confidence on. */
const AS_STRONG = 0.8;

/**
 * The parents of a candidate among the nodes one level up, likeliest first: one, or as many as policies allow
 * where the evidence is about as strong. Evidence for nodes that are not there any more counts for nothing.
 *
 * As every edge leads from one level to the next, the likeliest parent of each node makes the tree of largest
 * weight over all.
 *
 * @param nodesNamed indices of the nodes one level up that a normalised name means
 */
export function chooseParents(
  { parentAnchors }: Candidate,
  nodesNamed: (name: string) => readonly number[],
  policies: Pick<Policies["hierarchyAssembly"], "weights" | "minEdgeConfidence" | "maxParents">,
): EdgeChoice[] {
  const options = new Map<number, { [K in EvidenceKind]?: number }>();
  for (const { resolvedId, kind, score } of parentAnchors) {
    if (resolvedId === undefined || !(kind in policies.weights)) continue;
    for (const node of nodesNamed(resolvedId)) {
      const evidence = options.get(node) ?? {};
      const known = kind as EvidenceKind;
      evidence[known] = Math.max(evidence[known] ?? 0, score);
      options.set(node, evidence);
    }
  }
  const weights: EvidenceWeights = { ...policies.weights, ...NO_TOP_WEIGHTS };
  const ranked = [...parentProbabilities(options, weights)]
    .map(([parent, confidence]) => ({ parent, confidence, evidence: options.get(parent)! }))
    .filter(({ confidence }) => confidence >= policies.minEdgeConfidence)
    .sort((a, b) => b.confidence - a.confidence || a.parent - b.parent);
  const best = ranked[0]?.confidence ?? 0;
  return ranked.filter(({ confidence }) => confidence >= AS_STRONG * best)
    .slice(0, policies.maxParents);
}
