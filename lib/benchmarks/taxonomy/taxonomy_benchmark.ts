import * as z from "zod";
import type { Benchmark, BenchmarkTask, TaskScore } from "../../distillation/session/ports.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { zodFault } from "../../substrate/records/zod_fault.ts";
import {
  type EvidenceKind,
  type ParentEvidence,
  TOP,
} from "../../taxonomy/evidence/evidence_kind.ts";
import { loadPolicies } from "../../taxonomy/policies/load_policies.ts";
import { overlaid } from "../../taxonomy/policies/overlaid.ts";
import { type Policies, policySchema } from "../../taxonomy/policies/policy_schema.ts";
import { evidenceForGiven, giveTerms, treeOfGiven } from "../../taxonomy/scoring/given_terms.ts";
import type { GoldConcept, GoldTree } from "../../taxonomy/scoring/gold_tree.ts";
import type { Statement } from "../../taxonomy/text/statement.ts";
import { stateFault } from "../state_fault.ts";
import { stateDocument } from "../state_document.ts";
import { taxonomyAdvice } from "./taxonomy_advice.ts";

/** What {@linkcode openTaxonomyBenchmark} is told. */
export interface TaxonomyBenchmarkOptions {
  readonly gold: GoldTree;
  /** Every statement of the corpus that the terms are from. */
  readonly statements: readonly Statement[];
}

const PATH = "taxonomy/policies.jsonc";
/** The file says only what it wants otherwise. */
const overlaySchema = z.record(z.string(), z.json());

/**
 * Scores taxonomy policies by the parents they find for the terms of a gold tree.
 *
 * A task is one gold concept, right where its parent in the tree is one of the gold's, or where it stands on
 * top as in the gold. Its family is the gold's parent, for siblings are placed by one another; its category is
 * its level. What is read of the state is `taxonomy/policies.jsonc`, laid over the built-in policies.
 */
export async function openTaxonomyBenchmark(
  { gold, statements }: TaxonomyBenchmarkOptions,
): Promise<Benchmark> {
  const given = giveTerms(gold, statements);
  const { policies: base } = await loadPolicies("production");
  const indexOf = new Map(gold.concepts.map(({ id }, index) => [id, index]));
  const trees = new Map<string, ReturnType<typeof treeUnder>>();
  const treeUnder = (policies: Policies) => {
    const weights = policies.levelwise.placementWeights;
    const { parentSimilarity } = policies.label;
    const options = { setting: "terms", weights, parentSimilarity } as const;
    const evidence = evidenceForGiven(gold, given, options);
    const parents = new Map(
      treeOfGiven(gold, evidence, options).map(({ child, parent }) => [child, parent]),
    );
    return { evidence, parents };
  };
  const tasks = gold.concepts.map(({ id, parents, level }): BenchmarkTask => ({
    id,
    family: parents[0] ?? id,
    category: `level ${level}`,
  }));
  return {
    name: "taxonomy",
    contentDigest: digestOf({ gold, statements }),
    environmentDigest: digestOf({ policies: base }),
    deterministic: true,
    mostUsdPerRun: 0,
    tasks: () => Promise.resolve(tasks),
    check: (folder) => stateFault(folder, () => policiesOf(folder, base)),
    score: async function* ({ taskIds, stateFolder, signal }) {
      const policies = await policiesOf(stateFolder, base);
      const { placementWeights } = policies.levelwise;
      const key = digestOf([placementWeights, policies.label.parentSimilarity]);
      const tree = trees.get(key) ?? treeUnder(policies);
      trees.set(key, tree);
      for (const taskId of taskIds) {
        signal?.throwIfAborted();
        const index = indexOf.get(taskId)!;
        const concept = gold.concepts[index]!;
        const parent = tree.parents.get(taskId);
        const right = parent === undefined ? concept.level === 0 : concept.parents.includes(parent);
        const found = parent === undefined ? TOP : indexOf.get(parent)!;
        const wanted = concept.parents.map((id) => indexOf.get(id)!);
        yield {
          taskId,
          outcome: { kind: "scored", score: right ? 1 : 0 },
          facets: right
            ? { stop: "right" }
            : facetsOf(concept, tree.evidence[index]!, found, wanted, {
              now: placementWeights,
              base: base.levelwise.placementWeights,
            }),
        } satisfies TaskScore;
      }
    },
    advice: taxonomyAdvice(base),
  };
}

/** Why a concept stands in the wrong place: what spoke for the right one and did not count, and what outweighed it. */
function facetsOf(
  { level }: GoldConcept,
  evidence: ParentEvidence,
  found: number,
  wanted: readonly number[],
  weights: Readonly<Record<"now" | "base", Policies["levelwise"]["placementWeights"]>>,
): TaskScore["facets"] {
  const kindsFor = (parents: readonly number[]) =>
    new Set(
      parents.flatMap((parent) =>
        Object.entries(evidence.get(parent) ?? {}).flatMap(([kind, value]) =>
          value > 0 ? [kind as EvidenceKind] : []
        )
      ),
    );
  const own = kindsFor(level === 0 ? [TOP] : wanted), other = kindsFor([found]);
  return {
    stop: own.size === 0 ? "no_evidence" : found === TOP ? "left_on_top" : "wrong_parent",
    unheard: [...own].filter((kind) => weights.now[kind] <= 0 && weights.base[kind] > 0).sort(),
    outweighed: [...other].filter((kind) => !own.has(kind) && weights.now[kind] > 0).sort(),
  };
}

async function policiesOf(stateFolder: string, base: Policies): Promise<Policies> {
  const overlay = await stateDocument(stateFolder, PATH, overlaySchema);
  const merged = overlaid(base, overlay);
  const parsed = policySchema.safeParse(merged);
  if (parsed.success) return parsed.data;
  throw inputError({ file: PATH, ...zodFault(parsed.error, merged) });
}
