import { assertEquals, assertThrows } from "@std/assert";
import { Parser } from "n3";
import { EXPORT_FORMATS, exportTree } from "../../../lib/taxonomy/export/export_tree.ts";
import type { Concept } from "../../../lib/taxonomy/records/concept.ts";

const concept = (id: string, level: 0 | 1, label: string, parents: string[]): Concept => ({
  id,
  level,
  canonicalLabel: label,
  parents: parents.map((parent) => ({ id: parent, confidence: 0.5, evidence: [] })),
  variants: level === 1 ? ['the "new"\\ field,\nin two lines'] : [],
  observedForms: [label],
  support: { recordIds: [`r-${id}`], publishers: ["p"], rawCount: 2 },
  rationale: { gates: [] },
});
const TREE = [
  concept("a", 0, "Ökologie", []),
  concept("b", 0, "<arts>", []),
  concept("c", 1, "música, old", ["b", "a"]),
  concept("d", 1, "tab\tand \u0007 bell", ["b"]),
];
const text = (format: (typeof EXPORT_FORMATS)[number], tree = TREE) =>
  [...exportTree(tree, format, { runId: "r1" })].join("\n");

const SKOS = "http://www.w3.org/2004/02/skos/core#";
const BASE = "urn:baton:taxonomy:";

Deno.test("SKOS Turtle is read back with every label, whatever is in it", () => {
  const quads = new Parser({ format: "text/turtle" }).parse(text("skos"));
  const objects = (predicate: string, subject?: string) =>
    quads.filter((quad) =>
      quad.predicate.value === predicate &&
      (subject === undefined || quad.subject.value === subject)
    ).map((quad) => quad.object.value);
  assertEquals(objects(`${SKOS}prefLabel`), TREE.map((at) => at.canonicalLabel));
  assertEquals(objects(`${SKOS}altLabel`, `${BASE}concept/c`), TREE[2]!.variants);
  assertEquals(objects(`${SKOS}broader`, `${BASE}concept/c`), [
    `${BASE}concept/b`,
    `${BASE}concept/a`,
  ]);
  assertEquals(objects(`${SKOS}hasTopConcept`), [`${BASE}concept/a`, `${BASE}concept/b`]);
  assertEquals(objects("http://www.w3.org/ns/prov#wasDerivedFrom").length, 4);
  assertEquals(
    quads.every(({ object }) => object.termType !== "Literal" || object.language === "en"),
    true,
  );
});

Deno.test("JSON-LD is JSON with the same concepts, of one and of none", () => {
  const { "@graph": graph } = JSON.parse(text("jsonld"));
  assertEquals(graph.map((node: { prefLabel?: string }) => node.prefLabel), [
    undefined,
    ...TREE.map((at) => at.canonicalLabel),
  ]);
  assertEquals(JSON.parse(text("jsonld", []))["@graph"].length, 1);
});

Deno.test("CSV quotes commas, quotes and line ends", () => {
  const [headers, ...rows] = text("csv").split(/\n(?!in two)/);
  assertEquals(headers!.split(",").length, 9);
  assertEquals(
    rows[2],
    'c,1,"música, old",b|a,<arts>|Ökologie,0.5|0.5,"the ""new""\\ field,\nin two lines",2,1',
  );
});

Deno.test("the outline shows the broadest tree first, siblings in order, and other parents", () => {
  assertEquals(text("tree").split("\n"), [
    "<arts>",
    "├─ música, old (also under Ökologie)",
    "└─ tab\tand \u0007 bell",
    "Ökologie",
  ]);
  const broad = [concept("a", 0, "a", []), concept("b", 0, "b", []), concept("c", 1, "c", ["b"])];
  assertEquals(text("tree", broad).split("\n"), ["b", "└─ c", "a"]);
});

Deno.test("a base that is no IRI is refused; every format stands for an empty tree", () => {
  for (const baseIri of ["nothing", "http://a b/", "urn:<x>"]) {
    assertThrows(
      () => exportTree([], "skos", { runId: "r", baseIri }),
      Error,
      "--base-iri: expected an IRI",
    );
  }
  for (const format of EXPORT_FORMATS) text(format, []);
});
