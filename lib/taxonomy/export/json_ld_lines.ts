import type { Concept } from "../records/concept.ts";
import type { ExportOptions } from "./export_options.ts";

/** A tree as SKOS in JSON-LD 1.1, a concept a line. */
export function* jsonLdLines(
  concepts: readonly Concept[],
  { baseIri, runId, language }: Required<ExportOptions>,
): Generator<string, void, void> {
  const scheme = `${baseIri}scheme/${runId}`;
  const reference = (term: string) => ({ "@id": term, "@type": "@id" });
  const context = {
    skos: "http://www.w3.org/2004/02/skos/core#",
    prov: "http://www.w3.org/ns/prov#",
    Concept: "skos:Concept",
    ConceptScheme: "skos:ConceptScheme",
    prefLabel: { "@id": "skos:prefLabel", "@language": language },
    altLabel: { "@id": "skos:altLabel", "@language": language, "@container": "@set" },
    inScheme: reference("skos:inScheme"),
    broader: { ...reference("skos:broader"), "@container": "@set" },
    topConceptOf: reference("skos:topConceptOf"),
    wasDerivedFrom: { ...reference("prov:wasDerivedFrom"), "@container": "@set" },
  };
  const nodes = concepts.map((concept) => {
    const { id, level, canonicalLabel, variants, observedForms, parents, support } = concept;
    const others = new Set([...variants, ...observedForms]);
    others.delete(canonicalLabel);
    return {
      "@id": `${baseIri}concept/${id}`,
      "@type": "Concept",
      inScheme: scheme,
      prefLabel: canonicalLabel,
      ...(others.size > 0 ? { altLabel: [...others] } : {}),
      ...(level === 0 ? { topConceptOf: scheme } : {}),
      ...(parents.length > 0 ? { broader: parents.map((at) => `${baseIri}concept/${at.id}`) } : {}),
      wasDerivedFrom: support.recordIds.map((record) => `${baseIri}record/${record}`),
    };
  });
  yield "{";
  yield `"@context": ${JSON.stringify(context)},`;
  yield '"@graph": [';
  yield JSON.stringify({ "@id": scheme, "@type": "ConceptScheme" }) + (nodes.length > 0 ? "," : "");
  for (const [at, node] of nodes.entries()) {
    yield JSON.stringify(node) + (at < nodes.length - 1 ? "," : "");
  }
  yield "]";
  yield "}";
}
