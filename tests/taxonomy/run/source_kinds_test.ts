import { assert, assertEquals } from "@std/assert";
import { storedRows } from "../../../lib/taxonomy/run/stored_rows.ts";
import { sourceRecord } from "../../../lib/taxonomy/records/source_record.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { FIELDS, runFiles } from "../_files_run.ts";
import { forgetfulDisk as fs } from "../_forgetful_disk.ts";

const rows = FIELDS.trim().split("\n").map((line) => {
  const colon = line.indexOf(": ");
  return [line.slice(0, colon), line.slice(colon + 2)] as const;
});
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The same definitions, written down in every way that is read. */
const KINDS: Readonly<Record<string, string>> = {
  "notes.txt": FIELDS,
  "notes.md": `# Fields\n\n${
    rows.map(([name, text]) => `- **${name}**: ${text}\n`).join("")
  }\n\`\`\`\ncode: the branch of code that is no prose\n\`\`\`\n`,
  "page.html":
    `<html><head><title>x</title><script>var a = 1;</script></head><body><h1>Fields</h1><ul>${
      rows.map(([name, text]) => `<li><b>${name}</b>: ${text}</li>`).join("\n")
    }</ul></body></html>`,
  "rows.jsonl": rows.map(([term, text]) => JSON.stringify({ term, text }) + "\n").join(""),
  "rows.csv": `term,definition\n${
    rows.map(([term, text]) => `${cell(term)},${cell(text)}\n`).join("")
  }`,
};

Deno.test("plain text, Markdown, HTML, JSONL and CSV of the same definitions make the same tree, each record with its place", () =>
  inTempFolder(async (temp) => {
    const trees = new Map<string, readonly string[]>();
    for (const [name, content] of Object.entries(KINDS)) {
      const run = await runFiles(`${temp}/${name}`, { [name]: content }, { fs });
      assertEquals(run.error, undefined, name);
      const labels = new Map(run.concepts.map(({ id, canonicalLabel }) => [id, canonicalLabel]));
      trees.set(
        name,
        run.concepts.map(({ canonicalLabel, parents: [parent] }) =>
          `${canonicalLabel} < ${labels.get(parent?.id ?? "")}`
        ).sort(),
      );
      for await (const record of storedRows(run.stored!, "S0", "records", sourceRecord)) {
        assert(record.span.end > record.span.start && record.provenance.uri.endsWith(name), name);
      }
    }
    const [plain, ...others] = trees;
    assert(plain![1].includes("optics < physics"), plain![1].join());
    for (const [name, tree] of others) assertEquals(tree, plain![1], name);
  }));
