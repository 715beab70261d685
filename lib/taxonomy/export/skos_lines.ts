import { DataFactory, type Quad, Writer } from "n3";
import type { Concept } from "../records/concept.ts";
import type { ExportOptions } from "./export_options.ts";

const SKOS = "http://www.w3.org/2004/02/skos/core#";
const PROV = "http://www.w3.org/ns/prov#";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** A tree as SKOS in Turtle. */
export function* skosLines(
  concepts: readonly Concept[],
  options: Required<ExportOptions>,
): Generator<string, void, void> {
  const writer = new Writer({ prefixes: { skos: SKOS, prov: PROV } });
  for (const quad of quads(concepts, options)) writer.addQuad(quad);
  let text = "";
  writer.end((error, written) => {
    if (error !== null && error !== undefined) throw error;
    text = written;
  });
  yield* text.trimEnd().split("\n");
}

function* quads(
  concepts: readonly Concept[],
  { baseIri, runId, language }: Required<ExportOptions>,
): Generator<Quad, void, void> {
  const { namedNode, literal, quad } = DataFactory;
  const scheme = namedNode(`${baseIri}scheme/${runId}`);
  const skos = (name: string) => namedNode(SKOS + name);
  const concept = (id: string) => namedNode(`${baseIri}concept/${id}`);
  yield quad(scheme, namedNode(TYPE), skos("ConceptScheme"));
  for (const { id, level } of concepts) {
    if (level === 0) yield quad(scheme, skos("hasTopConcept"), concept(id));
  }
  for (const { id, level, canonicalLabel, variants, observedForms, parents, support } of concepts) {
    const node = concept(id);
    yield quad(node, namedNode(TYPE), skos("Concept"));
    yield quad(node, skos("inScheme"), scheme);
    if (level === 0) yield quad(node, skos("topConceptOf"), scheme);
    yield quad(node, skos("prefLabel"), literal(canonicalLabel, language));
    const others = new Set([...variants, ...observedForms]);
    others.delete(canonicalLabel);
    for (const label of others) yield quad(node, skos("altLabel"), literal(label, language));
    for (const parent of parents) yield quad(node, skos("broader"), concept(parent.id));
    for (const record of support.recordIds) {
      yield quad(node, namedNode(`${PROV}wasDerivedFrom`), namedNode(`${baseIri}record/${record}`));
    }
  }
}
