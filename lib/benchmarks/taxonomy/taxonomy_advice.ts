import { parse } from "@std/jsonc";
import { EVIDENCE_KINDS, type EvidenceKind } from "../../taxonomy/evidence/evidence_kind.ts";
import type { Policies } from "../../taxonomy/policies/policy_schema.ts";
import type {
  AdviceRequest,
  AdvisedEdit,
  BenchmarkAdvice,
} from "../../distillation/session/ports.ts";

const STOPS: Readonly<Record<string, string>> = {
  no_evidence: "nothing speaks for the right parent",
  left_on_top: "terms that are left on top",
  wrong_parent: "terms that hang under a wrong parent",
};

/**
 * What misplaced terms say of the policies: a kind of evidence that spoke for the right parent and has no weight
 * gets the built-in one, and one that outweighed it gets less; where nothing speaks at all, names are
 * taken for one another more freely.
 */
export function taxonomyAdvice(base: Policies): BenchmarkAdvice {
  const { placementWeights } = base.levelwise;
  const isKind = (name: string): name is EvidenceKind => Object.hasOwn(EVIDENCE_KINDS, name);
  return {
    clusterBy: ["unheard", "outweighed", "stop"],
    describe: (facet, value) => {
      if (facet === "unheard") return `${value} speaks for the right parent and is not heard`;
      if (facet === "outweighed") return `${value} speaks for a wrong parent and wins`;
      return facet === "stop" ? STOPS[value] ?? value : `terms with ${facet} ${value}`;
    },
    propose: (request) => {
      const { facet, value } = request;
      if (facet === "unheard" && isKind(value)) {
        const weight = placementWeights[value] > 0 ? placementWeights[value] : 1;
        return [weightEdit(request, value, weight, "it speaks for the right parent of")];
      }
      if (facet === "outweighed" && isKind(value)) {
        // More than the built-in weight is too much; where it is the built-in one, half of it is worth a try.
        const now = weightIn(request, value) ?? placementWeights[value];
        const weight = now > placementWeights[value]
          ? placementWeights[value]
          : Number((placementWeights[value] / 2).toFixed(3));
        return [weightEdit(request, value, weight, "it speaks for a wrong parent of")];
      }
      if (value !== "no_evidence") return [];
      return [{
        op: "set_taxonomy_policy",
        payload: {
          path: ["label", "parentSimilarity"],
          value: Number((base.label.parentSimilarity - 0.06).toFixed(3)),
        },
        rationale: "nothing speaks for the right parent: take more names for one another",
      }];
    },
  };
}

function weightEdit(
  { runs }: AdviceRequest,
  kind: EvidenceKind,
  value: number,
  why: string,
): AdvisedEdit {
  const failed = runs.filter((run) => !run.passed).length;
  return {
    op: "set_taxonomy_policy",
    payload: { path: ["levelwise", "placementWeights", kind], value },
    rationale: `${kind} weighs ${value}: ${why} ${failed} misplaced terms`,
  };
}

/** The weight that the state's own file gives to a kind of evidence; nothing where it gives none. */
function weightIn({ read }: AdviceRequest, kind: EvidenceKind): number | undefined {
  try {
    const file = parse(read("taxonomy/policies.jsonc") ?? "{}") as {
      readonly levelwise?: { readonly placementWeights?: Readonly<Record<string, unknown>> };
    };
    const weight = file.levelwise?.placementWeights?.[kind];
    return typeof weight === "number" ? weight : undefined;
  } catch {
    return undefined;
  }
}
