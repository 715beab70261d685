import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  blameBuilder,
  buildDatasets,
  directiveBuilder,
  openTaskIndex,
  planned,
  rankingBuilder,
  validateDataset,
} from "../../../lib/arc/datasets/mod.ts";
import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { TRACES, writeOutDir } from "./_saved_traces.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-validate-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const { run, batch } = await writeOutDir(folder);
await buildDatasets({
  sources: [run],
  outDir: run,
  datasets: [
    planned(rankingBuilder()),
    planned(blameBuilder(await openTaskIndex([batch]))),
    planned(directiveBuilder({ mSeeds: 3 })),
  ],
});

const RANKING = "critic_ranking_pairs", BLAME = "critic_blame_locus";
const DIRECTIVES = "critic_directive_prefs";

/** The fields of rows that the tests change, whatever their kind. */
interface Row {
  taskId: string;
  split: string;
  namespace: string;
  traceDigest: string;
  iterIdx: number;
  comparatorVersion: string;
  featureVersion?: string;
  schema: string;
  note?: number;
  label: number;
  margin: number;
  a: Side;
  b: Side;
  candidateId: string;
  program: unknown;
  steps: string[];
  locus: { stage: string; step: number };
  evidence: { method: string; deltaScore: number; counterfactual: unknown };
  errorType: string;
  csa: { pooled: { colour: number } };
  seedId: string;
  context: { facts: unknown[] };
  chosen: Followed;
  rejected: Followed;
  delta: number;
}

interface Side {
  candidateId: string;
  program: { steps: unknown[] };
  featureVec: [number];
  verifierScore: number;
}

interface Followed {
  score: number;
  bestEdit: { edit: string };
}

interface Stats {
  bySplit: { train: number };
  margins: { counts: [number, number, number, number] };
  options: { mSeeds: number; failedOnly: boolean };
}

/** Checks a copy of a dataset in which something was changed. */
async function faultsOf(
  name: string,
  change: (files: { lines: string[]; card: string; stats: Stats }) => void,
): Promise<string[]> {
  const copy = await Deno.makeTempDir({ dir: folder });
  const [lines, card, stats] = await Promise.all(
    ["jsonl", "card.md", "stats.json"].map((end) => Deno.readTextFile(`${run}/${name}.${end}`)),
  );
  const files = { lines: lines!.trimEnd().split("\n"), card: card!, stats: JSON.parse(stats!) };
  change(files);
  const file = `${copy}/${name}.jsonl`;
  await Deno.writeTextFile(file, files.lines.map((line) => line + "\n").join(""));
  await Deno.writeTextFile(`${copy}/${name}.card.md`, files.card);
  await Deno.writeTextFile(`${copy}/${name}.stats.json`, JSON.stringify(files.stats));
  const options = { file, sources: [run], batch: [batch] };
  const faults = await Array.fromAsync(validateDataset(options));
  return faults.map((fault) => fault.replaceAll(`${copy}/`, ""));
}

/** Changes one row, the first that fits, and keeps it canonical. */
function changing(change: (row: Row) => void, fits: (row: Row) => boolean = () => true) {
  return ({ lines }: { lines: string[] }) => {
    const at = lines.findIndex((line) => fits(JSON.parse(line)));
    assert(at >= 0, "no row to change");
    const row = JSON.parse(lines[at]!);
    change(row);
    lines[at] = canonicalJson(row);
  };
}

for (const name of [RANKING, BLAME, DIRECTIVES]) {
  Deno.test(`${name} is without fault as it was built`, async () => {
    assertEquals(await faultsOf(name, () => {}), []);
  });

  const rowFaults: [string, (row: Row) => void, RegExp][] = [
    ["a task", (row) => row.taskId = "other", /:1: taskId: expected "größe 1", found "other"$/],
    ["a split", (row) => row.split = row.split === "test" ? "train" : "test", /:1: split: /],
    ["a namespace", (row) => row.namespace = "x", /:1: namespace: expected "train", found "x"$/],
    ["a trace", (row) => row.traceDigest = "f00", /:1: traceDigest: .*, found "f00"$/],
    ["a turn", (row) => row.iterIdx = 9, /:1: iterIdx: /],
    ["a version", (row) => row.comparatorVersion = "comparator/9", /:1: comparatorVersion: /],
    ["the schema", (row) => row.schema += "0", /:1: schema: expected "arc\./],
    ["an extra field", (row) => row.note = 1, /:1: note: no such field is expected$/],
    ["a missing field", (row) => delete row.featureVersion, /:1: featureVersion: is missing$/],
  ];
  for (const [what, change, says] of rowFaults) {
    Deno.test(`${name}: ${what} changed in one row is a fault of its line`, async () => {
      const faults = await faultsOf(name, changing(change));
      assert(faults.some((fault) => says.test(fault)), faults.join("\n"));
    });
  }

  Deno.test(`${name}: a row too many, too few, torn, or in another form is a fault`, async () => {
    const more = await faultsOf(name, ({ lines }) => lines.push(lines[4]!));
    const last = (await Deno.readTextFile(`${run}/${name}.jsonl`)).split("\n").length;
    assert(
      more.some((one) =>
        one === `${name}.jsonl:${last}: a duplicate: an earlier row says the same`
      ),
    );
    assert(more.some((one) => one.startsWith(`${name}.stats.json: rows: `)), more.join("\n"));
    const fewer = await faultsOf(name, ({ lines }) => lines.splice(2, 1));
    for (const key of ["rows", "bytes", "sha256", "byTask"]) {
      assert(fewer.some((one) => one.startsWith(`${name}.stats.json: ${key}: `)), fewer.join("\n"));
    }
    const torn = await faultsOf(name, ({ lines }) => lines[1] = lines[1]!.slice(0, -9));
    assert(torn[0]!.startsWith(`${name}.jsonl:2: is not JSON`), torn.join("\n"));
    const bare = await faultsOf(name, ({ lines }) => lines[0] = "[1]");
    assert(bare[0]!.startsWith(`${name}.jsonl:1: traceDigest: `), bare.join("\n"));
    const { digest } = TRACES[0]!;
    const bald = await faultsOf(
      name,
      ({ lines }) => lines[0] = canonicalJson({ traceDigest: digest }),
    );
    assert(bald[0]!.startsWith(`${name}.jsonl:1: `), bald.join("\n"));
    const loose = await faultsOf(name, ({ lines }) => lines[0] = lines[0]!.replace(",", ", "));
    assertEquals(loose[0], `${name}.jsonl:1: not in canonical form`);
  });

  Deno.test(`${name}: a card or stats that do not match the rows are faults`, async () => {
    const card = await faultsOf(name, (files) => {
      files.card = files.card.replace(/\| rows \| \d+ \|/, "| rows | 7 |");
    });
    assertEquals(card.length, 1);
    assert(
      /^\S+\.card\.md:\d+: expected "\| rows \| \d+ \|", found "\| rows \| 7 \|"$/.test(card[0]!),
    );
    const stats = await faultsOf(name, (files) => files.stats.bySplit.train += 1);
    assert(stats.some((one) => one.startsWith(`${name}.stats.json: bySplit: `)), stats.join("\n"));
    assert(stats.some((one) => one.startsWith(`${name}.card.md:`)), stats.join("\n"));
    const margins = await faultsOf(name, (files) => files.stats.margins.counts[3] += 1);
    assert(margins[0]!.startsWith(`${name}.stats.json: margins: `), margins.join("\n"));
  });
}

/** The one fault of a changed row, without those of stats that follow from its bytes. */
async function rowFault(name: string, ...change: Parameters<typeof changing>): Promise<string> {
  const faults = await faultsOf(name, changing(...change));
  return faults.find((fault) => fault.startsWith(`${name}.jsonl:`)) ?? "no fault";
}

Deno.test("ranking: a wrong label, margin, program, score or pair is caught, and a tie", async () => {
  const says = async (change: (row: Row) => void) =>
    (await rowFault(RANKING, change)).split(": ")[1];
  assertEquals(await says((row) => row.label = 1 - row.label), "label");
  assertEquals(await says((row) => row.margin *= 2), "margin");
  assertEquals(await says((row) => row.a.program.steps.pop()), "a");
  assertEquals(await says((row) => row.b.featureVec[0] += 0.5), "b");
  assertEquals(await says((row) => row.b.verifierScore = 1), "b");
  assertEquals(await says((row) => [row.a, row.b] = [row.b, row.a]), "label");
  assertEquals(await says((row) => row.a = row.b), "a tie");
  assertEquals(await says((row) => row.a.candidateId = "none"), "a.candidateId");
});

Deno.test("blame: a wrong step, stage, counterfactual, gain, method or text is caught", async () => {
  const isRuler = (row: Row) => row.locus.stage === "ruler" && row.steps.length > 1;
  const says = async (change: (row: Row) => void) =>
    (await rowFault(BLAME, change, isRuler)).split(": ")[1];
  assertEquals(await says((row) => row.locus.step = 1 - row.locus.step), "locus");
  assertEquals(await says((row) => row.locus.stage = "apply"), "locus");
  assertEquals(await says((row) => row.evidence.counterfactual = row.program), "evidence");
  assertEquals(await says((row) => row.evidence.deltaScore += 0.1), "evidence");
  assertEquals(await says((row) => row.evidence.method = "exact"), "evidence");
  assertEquals(await says((row) => row.steps[0] = "v1 = input"), "steps");
  assertEquals(await says((row) => row.errorType = "ok"), "errorType");
  assertEquals(await says((row) => row.csa.pooled.colour = 0.123), "csa");
  assertEquals(await says((row) => row.candidateId = "none"), "candidateId");
});

Deno.test("directives: sides swapped, a wrong delta, edit, seed or context is caught", async () => {
  const says = async (change: (row: Row) => void) =>
    (await rowFault(DIRECTIVES, change)).split(": ").slice(1).join(": ");
  const swapped = await says((row) => [row.chosen, row.rejected] = [row.rejected, row.chosen]);
  assertEquals(swapped, "chosen: the comparator prefers the rejected side");
  assert((await says((row) => row.delta += 1)).startsWith("delta: "));
  assert((await says((row) => row.chosen.score = 1)).startsWith("chosen: "));
  assert((await says((row) => row.rejected.bestEdit.edit = "x")).startsWith("rejected: "));
  assert((await says((row) => row.context.facts = [])).startsWith("context: "));
  assert((await says((row) => row.seedId = "x")).startsWith("seedId: not among the first 3 seeds"));
  assertEquals(
    await says((row) => row.rejected = row.chosen),
    "a tie: the comparator holds both edits equal",
  );
});

Deno.test("settings in the stats are part of the check", async () => {
  const faults = await faultsOf(DIRECTIVES, ({ stats }) => stats.options.mSeeds = 1);
  assert(faults.some((fault) => /seedId: not among the first 1 seeds/.test(fault)));
  const solved = await faultsOf(RANKING, ({ stats }) => stats.options.failedOnly = true);
  assert(solved.some((fault) => /taskId: expected an unsolved task, found "solved"$/.test(fault)));
});

Deno.test("nothing to check against is an error, not a fault", async () => {
  const check = (file: string, sources?: string[]) =>
    Array.fromAsync(validateDataset({ file, ...(sources === undefined ? {} : { sources }) }));
  await assertRejects(
    () => check(`${run}/index.jsonl`),
    UserError,
    "expected a dataset named one of",
  );
  await assertRejects(() => check(`${folder}/${RANKING}.jsonl`), UserError, "no such file");
  await assertRejects(() => check(`${run}/${RANKING}.jsonl`, [folder]), UserError, "no such file");
  const blame = `${run}/${BLAME}.jsonl`;
  await assertRejects(() => check(blame), UserError, "name --batch-file");
});
