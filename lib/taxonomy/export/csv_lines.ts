import type { Concept } from "../records/concept.ts";

const HEADERS = [
  "id",
  "level",
  "label",
  "parent_ids",
  "parent_labels",
  "confidence",
  "variants",
  "records",
  "publishers",
];

/** A tree as CSV (RFC 4180) with a row of headers; lists inside a cell are separated by `|`. */
export function* csvLines(concepts: readonly Concept[]): Generator<string, void, void> {
  const labels = new Map(concepts.map(({ id, canonicalLabel }) => [id, canonicalLabel]));
  yield HEADERS.join(",");
  for (const { id, level, canonicalLabel, parents, variants, support } of concepts) {
    yield [
      id,
      level,
      canonicalLabel,
      parents.map((parent) => parent.id).join("|"),
      parents.map((parent) => labels.get(parent.id) ?? "").join("|"),
      parents.map((parent) => parent.confidence).join("|"),
      variants.join("|"),
      support.rawCount,
      support.publishers.length,
    ].map(cell).join(",");
  }
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
