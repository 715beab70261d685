import { assert, assertEquals, assertMatch } from "@std/assert";
import { readManifest } from "../../../lib/substrate/runs/run_folder.ts";
import { quarantineItems } from "../../../lib/taxonomy/quarantine/quarantine_items.ts";
import type { StoredRun } from "../../../lib/taxonomy/run/stored_run.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { FIELDS, runFiles } from "../_files_run.ts";

const reasons = async (stored: StoredRun | undefined) =>
  (await Array.fromAsync(quarantineItems(stored!), (item) => item.reasonCode)).sort();
const labels = (run: Awaited<ReturnType<typeof runFiles>>) =>
  run.concepts.map((concept) => concept.canonicalLabel).sort();

Deno.test("a small corpus of definitions becomes a tree under its fields", () =>
  inTempFolder(async (temp) => {
    const run = await runFiles(temp, { "fields.txt": FIELDS });
    assertEquals(run.error, undefined);
    for (const label of ["science", "physics", "optics"]) {
      assert(labels(run).includes(label), label);
    }
    const byId = new Map(run.concepts.map((concept) => [concept.id, concept]));
    for (const { level, parents } of run.concepts) {
      if (level > 0) assertEquals(byId.get(parents[0]!.id)?.level, level - 1);
    }
  }));

Deno.test("an empty corpus, and one that says nothing, end in one line, with the manifest saying why", () =>
  inTempFolder(async (temp) => {
    const empty = await runFiles(`${temp}/a`, {});
    assertMatch(empty.error!.message, /holds no file to read/);
    const blank = await runFiles(`${temp}/b`, { "a.txt": "" });
    assertMatch(blank.error!.message, /^S1 cannot begin: /);
    const manifest = await readManifest(`${blank.folder}/manifest.json`);
    assertEquals(manifest?.exit?.code, 1);
    assertEquals(manifest?.phases.map((phase) => phase.state), [
      "done",
      "failed",
      "skipped",
      "skipped",
      "skipped",
    ]);
  }));

Deno.test("binary garbage and other encodings are set aside or read, and nothing else is lost", () =>
  inTempFolder(async (temp) => {
    const garbage = Uint8Array.from({ length: 5000 }, (_, i) => i % 7 === 0 ? 10 : (i * 37) % 32);
    const latin = new Uint8Array([...FIELDS].map((one) => one.charCodeAt(0)));
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...[...FIELDS].flatMap((one) => [one.charCodeAt(0), 0]),
    ]);
    const plain = await runFiles(`${temp}/a`, { "a.txt": FIELDS });
    const mixed = await runFiles(`${temp}/b`, {
      "a.txt": FIELDS,
      "b.txt": garbage,
      "c.txt": latin,
      "d.txt": utf16,
    });
    assertEquals(mixed.error, undefined);
    assertEquals(labels(mixed), labels(plain));
    const found = await reasons(mixed.stored);
    assert(found.includes("binary"), found.join());
    const { counters } = mixed.stored!.manifest.phases[0]!;
    assert(counters.quarantined > 0 && counters.ok >= 3 * 14, JSON.stringify(counters));
  }));

Deno.test("a line of 100 MB is set aside with its place; the lines around it are read", () =>
  inTempFolder(async (temp) => {
    const line = new Uint8Array(100_000_000).fill(97);
    const text = new TextEncoder().encode(FIELDS);
    const whole = new Uint8Array(2 * text.length + line.length + 1);
    whole.set(text);
    whole.set(line, text.length);
    whole[text.length + line.length] = 10;
    whole.set(text, text.length + line.length + 1);
    const run = await runFiles(temp, { "a.txt": whole });
    const [item] = await Array.fromAsync(quarantineItems(run.stored!));
    assertEquals([item?.reasonCode, item?.provenance.line], ["line_too_long", 17]);
    assert(item!.text.length < 1000);
    assert(labels(run).includes("optics"));
  }));

Deno.test("definitions that go round in a circle become no circle in the tree", () =>
  inTempFolder(async (temp) => {
    const circle = "alchemy: the branch of astrology that studies metals\n" +
      "astrology: the branch of numerology that studies stars\n" +
      "numerology: the branch of alchemy that studies numbers\n";
    const run = await runFiles(temp, { "a.txt": FIELDS + circle });
    assertEquals(run.error, undefined);
    const byId = new Map(run.concepts.map((concept) => [concept.id, concept]));
    for (const concept of run.concepts) {
      const seen = new Set<string>();
      for (
        let at = byId.get(concept.id);
        at !== undefined;
        at = byId.get(at.parents[0]?.id ?? "")
      ) {
        assert(!seen.has(at.id));
        seen.add(at.id);
      }
    }
  }));
