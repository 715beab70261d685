import type { RawDocument } from "../phases/corpus.ts";

/** Names of the fields that rows are read by; the first that is there counts. */
const FIELDS = {
  text: ["text", "content", "body", "definition", "description", "abstract"],
  head: ["label", "name", "term", "title"],
  publisher: ["publisher", "institution", "source"],
  section: ["section", "category"],
  licence: ["licence", "license"],
  fetchedAt: ["fetchedAt", "fetched_at", "date"],
} as const;

/** A row of a table as a document: its text, behind its name where it has one: `optics: the branch of …`. */
export function documentOfRow(
  row: Readonly<Record<string, unknown>>,
  document: RawDocument,
): RawDocument {
  const value = (field: keyof typeof FIELDS): string | undefined => {
    const name = FIELDS[field].find((key) => typeof row[key] === "string" && row[key] !== "");
    return name === undefined ? undefined : String(row[name]);
  };
  const [text, head] = [value("text"), value("head")];
  if (text === undefined && head === undefined) {
    return {
      ...document,
      fault: {
        reasonCode: "no_text",
        detail: `none of the fields ${[...FIELDS.text, ...FIELDS.head].join(", ")} holds a text`,
      },
    };
  }
  const whole = text === undefined ? head! : head === undefined ? text : `${head}: ${text}`;
  const [publisher, section, licence, fetchedAt] = [
    value("publisher"),
    value("section"),
    value("licence"),
    value("fetchedAt"),
  ];
  return {
    ...document,
    bytes: new TextEncoder().encode(whole),
    ...(head === undefined ? {} : { contentType: "text/x-dictionary" }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(section === undefined ? {} : { section }),
    ...(licence === undefined ? {} : { licence }),
    ...(fetchedAt === undefined ? {} : { fetchedAt }),
  };
}

/** The same for a line of JSONL. */
export function documentOfJson(document: RawDocument): RawDocument {
  let row: unknown;
  try {
    row = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(document.bytes));
  } catch {
    const detail = "the line is not JSON in UTF-8, expected an object";
    return { ...document, fault: { reasonCode: "not_json", detail } };
  }
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    const detail = "the line is JSON but no object";
    return { ...document, fault: { reasonCode: "not_json", detail } };
  }
  return documentOfRow(row as Record<string, unknown>, document);
}
