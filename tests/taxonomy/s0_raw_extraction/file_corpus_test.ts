import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { byteLines } from "../../../lib/taxonomy/s0_raw_extraction/byte_lines.ts";
import { RecordExtractor } from "../../../lib/taxonomy/s0_raw_extraction/extract_records.ts";
import { fileCorpus } from "../../../lib/taxonomy/s0_raw_extraction/file_corpus.ts";
import { installedPackages } from "../../../lib/taxonomy/s0_raw_extraction/installed_packages.ts";
import { wordnetCorpus } from "../../../lib/taxonomy/s0_raw_extraction/wordnet_corpus.ts";
import { loadPolicies } from "../../../lib/taxonomy/policies/load_policies.ts";
import type { Corpus } from "../../../lib/taxonomy/phases/corpus.ts";

const { policies: { rawExtraction } } = await loadPolicies("testing");

async function inFolder<T>(
  files: Record<string, string | Uint8Array>,
  use: (folder: string) => Promise<T>,
) {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(`${folder}/${name}`, bytes);
    }
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function extracted(corpus: Corpus, maxLineBytes = 1 << 20): Promise<string[]> {
  const found: string[] = [];
  for (const part of corpus.parts) {
    const extractor = new RecordExtractor(rawExtraction, "unknown");
    for await (const document of part.read({ maxLineBytes })) {
      for (const one of extractor.extract(document)) {
        found.push(
          one.kind === "record"
            ? `${one.record.meta.charset} ${one.record.text}`
            : one.kind === "fault"
            ? `fault ${one.reasonCode}`
            : `dropped ${one.reason}`,
        );
      }
    }
  }
  return found;
}

const text = "The étude of light is the branch of physics.";
const utf16 = Uint8Array.of(
  0xff,
  0xfe,
  ...[...text + "\n"].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
);
const latin1 = Uint8Array.from([...text], (c) => c.charCodeAt(0));

Deno.test("UTF-8, UTF-16 and Latin-1 are read as what they are; binary garbage is set aside with a reason", async () => {
  const files = {
    "a.txt": text,
    "b.txt": utf16,
    "c.txt": latin1,
    "d.txt": Uint8Array.from({ length: 999 }, (_, i) => i * 7 % 256 === 10 ? 11 : i * 7 % 256),
  };
  const found = await inFolder(files, async (folder) => extracted(await fileCorpus([folder])));
  assertEquals(found.slice(0, 3), [`utf-8 ${text}`, `utf-8 ${text}`, `windows-1252 ${text}`]);
  assertEquals(found.slice(3), ["fault binary"]);
});

Deno.test("a line of 100 MB is told of without being held, and the line after it is read", async () => {
  const chunk = new Uint8Array(1 << 20).fill(97);
  const lines = byteLines(
    (async function* () {
      for (let i = 0; i < 100; i++) yield chunk;
      yield new TextEncoder().encode("\nnext\n");
    })(),
    1 << 16,
  );
  const seen = await Array.fromAsync(
    lines,
    ({ line, bytes, tooLong }) => [line, bytes.length, tooLong],
  );
  assertEquals(seen, [[1, 256, true], [2, 4, false]]);
});

Deno.test("rows of JSONL and CSV are documents; broken ones are faults and end nothing", async () => {
  const found = await inFolder({
    "a.jsonl": '{"term":"optics","text":"the branch of physics"}\nnot json\n[1]\n{"other":1}\n',
    "b.csv": 'label,description\noptics,"the branch of physics, of light"\n',
  }, async (folder) => extracted(await fileCorpus([folder])));
  assertEquals(found, [
    "utf-8 optics: the branch of physics",
    "fault not_json",
    "fault not_json",
    "fault no_text",
    "utf-8 optics: the branch of physics, of light",
  ]);
});

Deno.test("pages give their blocks under their headings, without scripts", async () => {
  const html =
    "<html><head><title>no</title><script>var x</script></head><body><h2>Physics</h2><ul><li>the study of light</li></ul></body></html>";
  const found = await inFolder(
    { "a.html": html, "b.md": "# Title\n\n* the study of *sound*\n" },
    async (folder) => extracted(await fileCorpus([folder])),
  );
  assertEquals(found, ["utf-8 the study of light", "utf-8 the study of sound"]);
});

Deno.test("a folder without a file to read, and a path that is not there, are refused", async () => {
  await inFolder({ "a.bin": "x" }, async (folder) => {
    await assertRejects(() => fileCorpus([folder]), UserError, "holds no file to read");
    await assertRejects(() => fileCorpus([`${folder}/none`]), UserError);
  });
});

Deno.test("texts too short, too long, in another language, or said before by the same publisher are left out", async () => {
  const lines = [
    "abc",
    "x ".repeat(1500),
    "Die Lehre von der Optik und dem Licht ist alt.",
    text,
    text.toUpperCase(),
  ];
  const found = await inFolder(
    { "a.txt": lines.join("\n") },
    async (folder) => extracted(await fileCorpus([folder])),
  );
  assertEquals(found, [
    "dropped too_short",
    "dropped too_long",
    "dropped other_language",
    `utf-8 ${text}`,
    "dropped near_duplicate",
  ]);
});

Deno.test("descriptions of installed packages have their maintainer as publisher", async () => {
  const status =
    "Package: a\nMaintainer: Ann <a@b.c>\nDescription: a tool\n for light\n\nPackage: b\n";
  await inFolder({ status }, async (folder) => {
    const { parts: [part] } = await installedPackages(`${folder}/status`);
    const [document] = await Array.fromAsync(part!.read({ maxLineBytes: 1000 }));
    assertEquals([part!.rows, document!.publisher, new TextDecoder().decode(document!.bytes)], [
      1,
      "Ann",
      "a: a tool\n\nfor light",
    ]);
  });
});

Deno.test("no pointer, no offset and no gold gets into what S0 reads of WordNet", async () => {
  const noun =
    '  1 licence\n06111111 09 n 02 optics 0 light_study 0 003 @ 06106000 n 0000 ~ 06106999 n 0000 + 00123456 a 0101 | the branch of physics; "an example"  \n';
  const files = { "data.noun": noun, "data.verb": "", "data.adj": "", "data.adv": "" };
  await inFolder(files, async (folder) => {
    const corpus = await wordnetCorpus({ edition: "test", folder });
    const [document] = await Array.fromAsync(corpus.parts[0]!.read({ maxLineBytes: 1000 }));
    assertEquals(
      new TextDecoder().decode(document!.bytes),
      'optics, light study: the branch of physics; "an example"',
    );
    const whole = JSON.stringify({ ...document, bytes: "" });
    assert(!/\d{8}|hyper|hypo|pointer|0610/.test(whole), whole);
    assertEquals([document!.publisher, corpus.parts[0]!.name], [
      "noun.cognition",
      "noun.cognition",
    ]);
  });
});
