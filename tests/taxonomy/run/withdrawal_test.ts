import { assert, assertEquals, assertGreater } from "@std/assert";
import { sha256 } from "../../../lib/substrate/values/digest.ts";
import { changeLine, diffTrees } from "../../../lib/taxonomy/diff/tree_diff.ts";
import type { Corpus, RawDocument } from "../../../lib/taxonomy/phases/corpus.ts";
import type { Concept } from "../../../lib/taxonomy/records/concept.ts";
import { storedConcepts } from "../../../lib/taxonomy/run/stored_rows.ts";
import { findRun } from "../../../lib/taxonomy/run/stored_run.ts";
import { wordnetCorpus } from "../../../lib/taxonomy/s0_raw_extraction/wordnet_corpus.ts";
import { installedWordnet } from "../../../lib/taxonomy/wordnet/wordnet_files.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { FIELDS } from "../_files_run.ts";
import { forgetfulDisk as fs } from "../_forgetful_disk.ts";
import { type RealRun, runReal } from "../_real_run.ts";
import { lastingFiles, toyCorpus } from "../_toy.ts";

/** A corpus without some of a part's documents, as if the source had taken them back. */
async function without(
  corpus: Corpus,
  name: string,
  gone: (document: RawDocument, at: number) => boolean,
): Promise<Corpus> {
  const part = corpus.parts.find((one) => one.name === name)!;
  const kept: RawDocument[] = [];
  let at = 0;
  for await (const document of part.read({ maxLineBytes: 1e6 })) {
    if (!gone(document, at++)) kept.push(document);
  }
  const changed = {
    name,
    digest: sha256(JSON.stringify(kept.map(({ bytes }) => sha256(bytes)))),
    rows: kept.length,
    read: async function* () {
      yield* kept;
    },
  };
  return {
    ...corpus,
    parts: corpus.parts.map((one) => one.name === name ? changed : one),
  };
}

/** The files of a run but for the line that names the run it took work over from. */
async function filesOf({ folder, error }: RealRun): Promise<ReadonlyMap<string, string>> {
  assertEquals(error, undefined);
  const files = new Map(await lastingFiles(folder));
  const { parentRunId: _, ...manifest } = JSON.parse(files.get("/manifest.json")!);
  return files.set("/manifest.json", JSON.stringify(manifest));
}

const treeOf = async (runs: string, { runId }: RealRun) =>
  await storedConcepts(await findRun(runId, { runs }));
const labelsOf = (concepts: readonly Concept[]) =>
  concepts.map(({ level, canonicalLabel }) => `${canonicalLabel} L${level}`).sort();

const wordnet = await installedWordnet().catch(() => undefined);

Deno.test({
  name:
    "fifty definitions of a dictionary are withdrawn: the difference tells what moved, and the incremental run equals the full one byte for byte",
  ignore: wordnet === undefined,
  fn: () =>
    inTempFolder(async (temp) => {
      const runs = `${temp}/runs`;
      const dictionary = await wordnetCorpus(wordnet!);
      const sections = ["noun.act", "noun.cognition"];
      const corpus = {
        ...dictionary,
        parts: dictionary.parts.filter(({ name }) => sections.includes(name)),
      };
      const all = await runReal({ runs, corpus, fs });
      const before = await treeOf(runs, all);
      // Those that the tree rests on: each defines a concept of it.
      const wanted = new Set(before.map(({ canonicalLabel }) => canonicalLabel));
      let withdrawn = 0;
      const fewer = await without(corpus, "noun.cognition", ({ bytes }, at) => {
        const [head] = new TextDecoder().decode(bytes).split(/[,:]/);
        return at % 3 === 0 && withdrawn < 50 && wanted.has(head!) && ++withdrawn > 0;
      });
      assertEquals(withdrawn, 50);

      const incremental = await runReal({ runs, corpus: fewer, base: all.runId, fs });
      assert(!incremental.executed.includes("S0/noun.act"));
      assert(incremental.executed.includes("S0/noun.cognition"));
      const full = await runReal({ runs: `${temp}/full`, corpus: fewer, fs });
      assertEquals(await filesOf(incremental), await filesOf(full));

      const after = await treeOf(runs, incremental);
      const { changes, unchanged } = diffTrees(before, after);
      const kinds = Map.groupBy(changes, ({ kind }) => kind);
      const count = (kind: (typeof changes)[number]["kind"]) => kinds.get(kind)?.length ?? 0;
      assertGreater(count("vanished"), 10);
      assertGreater(count("moved"), 0);

      assertGreater(unchanged, 100);
      assertEquals(before.length - count("vanished") + count("appeared"), after.length);
      // Told concept by concept, the difference leads from the one tree to the other.
      const labels = new Set(labelsOf(before));
      for (const change of changes) {
        if (change.kind === "vanished") labels.delete(`${change.label} L${change.level}`);
        if (change.kind === "moved") labels.delete(`${change.label} L${change.from.level}`);
        if (change.kind === "renamed") labels.delete(`${change.was} L${change.level}`);
      }
      for (const change of changes) {
        if (change.kind === "moved") labels.add(`${change.label} L${change.to.level}`);
        else if (change.kind !== "vanished") labels.add(`${change.label} L${change.level}`);
      }
      assertEquals(
        [...labels].sort(),
        [...new Set(labelsOf(after))],
        changes.map(changeLine).join(),
      );
    }),
});

Deno.test("whichever line of a small corpus is withdrawn, the incremental run equals the full one byte for byte", () =>
  inTempFolder(async (temp) => {
    const runs = `${temp}/runs`;
    const lines = FIELDS.trim().split("\n");
    const rest = { "b.txt": "physics is an old science\nbread: food made from flour\n" };
    const corpusOf = (kept: readonly string[]) =>
      toyCorpus({ "a.txt": kept.join("\n") + "\n", ...rest });
    const { runId: base } = await runReal({ runs, corpus: corpusOf(lines), fs });
    for (const gone of lines.keys()) {
      const corpus = corpusOf(lines.filter((_, at) => at !== gone));
      const incremental = await runReal({ runs, corpus, base, fs });
      assert(!incremental.executed.includes("S0/b.txt"), lines[gone]);
      const full = await runReal({ runs: `${temp}/full-${gone}`, corpus, fs });
      assertEquals(await filesOf(incremental), await filesOf(full), lines[gone]);
    }
  }));
