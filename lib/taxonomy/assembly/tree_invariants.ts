import type { Concept } from "../records/concept.ts";
import type { Finding } from "../records/finding.ts";

/** Options of {@linkcode checkTree}. */
export interface TreeRules {
  readonly maxParents: number;
  readonly maxNodes: number;
}

/**
 * Checks what every finished tree keeps, and names what breaks it; nothing found, nothing broken.
 *
 * Codes: `invalid_level` (a parent is not one level up), `root_has_parents`, `missing_parent`,
 * `non_unique_path` (more parents than allowed), `duplicate_id`, `too_many_nodes`. As every edge leads one
 * level up, there is no cycle where these hold.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { checkTree } from "./tree_invariants.ts";
 * assertEquals(checkTree([], { maxParents: 1, maxNodes: 10 }), []);
 * ```
 */
export function checkTree(concepts: readonly Concept[], rules: TreeRules): Finding[] {
  const levels = new Map<string, number>();
  const findings: Finding[] = [];
  const found = (concept: string, code: string, detail: string, evidence: readonly string[] = []) =>
    findings.push({ conceptId: concept, mode: "invariant", code, passed: false, detail, evidence });
  for (const { id, level, canonicalLabel } of concepts) {
    if (levels.has(id)) found(id, "duplicate_id", `${canonicalLabel}: the id is taken`);
    levels.set(id, level);
  }
  if (concepts.length > rules.maxNodes) {
    found("", "too_many_nodes", `${concepts.length} nodes, at most ${rules.maxNodes} allowed`);
  }
  for (const { id, level, canonicalLabel, parents } of concepts) {
    if (level === 0 && parents.length > 0) {
      found(id, "root_has_parents", `${canonicalLabel}: a node of L0 has no parents`);
    }
    if (level > 0 && parents.length === 0) {
      found(id, "missing_parent", `${canonicalLabel}: a node of L${level} has a parent`);
    }
    if (parents.length > rules.maxParents) {
      const ids = parents.map((parent) => parent.id);
      found(id, "non_unique_path", `${canonicalLabel}: ${ids.length} parents`, ids);
    }
    for (const parent of parents) {
      const above = levels.get(parent.id);
      if (above === undefined) {
        found(id, "missing_parent", `${canonicalLabel}: its parent is not in the tree`, [
          parent.id,
        ]);
      } else if (level > 0 && above !== level - 1) {
        const detail = `${canonicalLabel}: L${level} below L${above}`;
        found(id, "invalid_level", detail, [parent.id]);
      }
    }
  }
  return findings;
}
