// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Cuts 10,000 traces into the critic's three datasets, beside the same job in plain Python:
 *
 *     deno run -A bench/datasets.ts [out-dir of a run, default out/batch] [traces, default 10000]
 *
 * The traces are those of the run, repeated under new task and candidate ids into a temporary folder. Both
 * read the same file, check every digest, pair, label, split, drop duplicates, count and write rows in
 * canonical JSON; blame is taken from edits seen in the traces, without the counterfactual search, on both
 * sides. Ours also checks every trace against its schema. The row counts must agree.
 *
 * Measured 2026-11-20 on 2 shared cores: ours 7.8 s, 66,000 rows/s, peak 251 MB; Python 20.3 s, 26,000 rows/s.
 */
import { blameBuilder, directiveBuilder, rankingBuilder } from "../lib/arc/datasets/builders.ts";
import { buildDatasets, planned } from "../lib/arc/datasets/build_datasets.ts";
import { readTraces } from "../lib/arc/datasets/read_traces.ts";
import { digestedText } from "../lib/arc/trace/build_trace.ts";
import type { Trace } from "../lib/arc/trace/trace.ts";
import { openJsonlAppender } from "../lib/substrate/records/append_jsonl.ts";
import { canonicalJson } from "../lib/substrate/values/canonical_json.ts";
import { sha256 } from "../lib/substrate/values/digest.ts";
import { peakBytes } from "./_measure.ts";

/** What either side prints as its last line. */
interface Measured {
  readonly seconds: number;
  readonly peak: number;
  readonly rows: Readonly<Record<string, number>>;
}

const [mode = "out/batch", first = "10000", second = ""] = Deno.args;
if (mode === "--make") await make(first, second, Number(Deno.args[3]));
else if (mode === "--build") await build(first, second);
else await compare(mode, Number(first));

async function compare(run: string, traces: number): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "baton-datasets-" });
  const self = new URL(import.meta.url).pathname;
  const peer = new URL("./datasets_peer.py", import.meta.url).pathname;
  const file = `${folder}/traces.jsonl`;
  try {
    // Each side in a process of its own, so that its memory is its own.
    await inChild(Deno.execPath(), [
      "run",
      "-A",
      "--no-check",
      self,
      "--make",
      run,
      file,
      `${traces}`,
    ]);
    const megabytes = (await Deno.stat(file)).size / 1e6;
    console.log(`${traces} traces, ${megabytes.toFixed(0)} MB\n`);
    // The flags of the tasks in deno.json.
    const flags = ["-A", "--no-check", "--v8-flags=--max-semi-space-size=4"];
    const words = ["run", ...flags, self, "--build", file, `${folder}/ours`];
    const ours = await inChild(Deno.execPath(), words);
    const theirs = await inChild("python3", [peer, file, `${folder}/theirs`]);
    console.log(
      "\n| | seconds | traces/s | rows/s | MB/s read | MB/s read and written | peak RSS, MB |",
    );
    console.log("|---|---|---|---|---|---|---|");
    for (const [name, of, out] of [["ours", ours, "ours"], ["Python", theirs, "theirs"]] as const) {
      const rows = Object.values(of.rows).reduce((sum, one) => sum + one, 0);
      const moved = megabytes + await sizeOf(`${folder}/${out}`) / 1e6;
      const rates = [traces, rows, megabytes, moved].map((one) => (one / of.seconds).toFixed(0));
      const peak = (of.peak / 1e6).toFixed(0);
      console.log(`| ${name} | ${of.seconds.toFixed(1)} | ${rates.join(" | ")} | ${peak} |`);
    }
    const same = canonicalJson(ours.rows) === canonicalJson(theirs.rows);
    console.log(
      `\nrows ${JSON.stringify(ours.rows)}, ${same ? "the same" : "NOT the same"} on both sides`,
    );
    console.log(`${(theirs.seconds / ours.seconds).toFixed(2)} times as fast as Python`);
    if (!same) Deno.exitCode = 1;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a side, shows what it says, and reads its last line. */
async function inChild(command: string, args: string[]): Promise<Measured> {
  const { code, stdout } = await new Deno.Command(command, { args, stderr: "inherit" }).output();
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  const lines = new TextDecoder().decode(stdout).trimEnd().split("\n");
  for (const line of lines.slice(0, -1)) console.log(line);
  return JSON.parse(lines.at(-1) ?? "null") as Measured;
}

/** Repeats a run's traces under new ids, each with a digest of its own. */
async function make(run: string, file: string, count: number): Promise<void> {
  const originals: string[] = [];
  for await (const { trace } of readTraces([run])) originals.push(canonicalJson(trace));
  await using rows = await openJsonlAppender(file, { durable: "flush" });
  for (let i = 0; i < count; i++) {
    let text = originals[i % originals.length]!;
    const round = Math.floor(i / originals.length).toString(16).padStart(8, "0");
    const ids = new Set(Array.from(text.matchAll(/"candidateId":"([0-9a-f]{64})"/g), (m) => m[1]!));
    for (const id of ids) text = text.replaceAll(id, round + id.slice(8));
    const trace = JSON.parse(text) as Trace;
    const renamed = { ...trace, taskId: `${trace.taskId}-${round}` };
    await rows.append({ ...renamed, digest: sha256(digestedText(renamed)) });
  }
  console.log("null");
}

async function build(file: string, outDir: string): Promise<void> {
  const begun = performance.now();
  const datasets = [
    planned(rankingBuilder({ seed: 1 })),
    planned(blameBuilder()),
    planned(directiveBuilder()),
  ];
  const built = await buildDatasets({
    sources: [file],
    outDir,
    datasets,
    onTrace: (read) => {
      if (read % 1000 !== 0) return;
      console.log(`${read} traces: ${(Deno.memoryUsage().rss / 1e6).toFixed(0)} MB`);
    },
  });
  const seconds = (performance.now() - begun) / 1000;
  const rows = Object.fromEntries(built.map((stats) => [stats.name, stats.rows]));
  console.log(JSON.stringify({ seconds, peak: peakBytes(), rows }));
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for await (const { name } of Deno.readDir(folder)) {
    bytes += (await Deno.stat(`${folder}/${name}`)).size;
  }
  return bytes;
}
