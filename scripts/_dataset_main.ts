import { buildDatasets, type PlannedDataset } from "../lib/arc/datasets/mod.ts";
import { formatTable, type Terminal } from "../lib/cli/mod.ts";

/** What the flags of a builder say. */
export interface DatasetFlagValues {
  readonly "traces": string;
  readonly "out-dir": string | undefined;
  readonly "failed-only": boolean;
  readonly "failed-by": "train" | "test";
  readonly "skip-bad": boolean;
}

/** The trace sources of a command line. */
export function sourcesOf(flags: { traces: string }, more: readonly string[]): readonly string[] {
  return [flags.traces, ...more];
}

/** Builds datasets and prints what they came to; returns the exit code. */
export async function datasetMain(
  flags: DatasetFlagValues,
  more: readonly string[],
  datasets: readonly PlannedDataset[],
  { signal, terminal }: { readonly signal: AbortSignal; readonly terminal: Terminal },
): Promise<number> {
  const outDir = flags["out-dir"]?.replace(/(?<=.)\/+$/, "") ?? await folderOf(flags.traces);
  const built = await buildDatasets({
    sources: sourcesOf(flags, more),
    outDir,
    datasets,
    failedOnly: flags["failed-only"],
    failedBy: flags["failed-by"],
    signal,
    ...(flags["skip-bad"]
      ? { onBad: (error) => terminal.note(`passed over: ${error.message}`) }
      : {}),
  });
  const rows = built.map(({ name, rows, bySplit, dropped, sources }) => [
    `${outDir}/${name}.jsonl`,
    rows,
    ...["train", "validation", "test"].map((split) => bySplit[split]),
    ...["ties", "duplicates", "filtered", "unmeasured"].map((reason) => dropped[reason]),
    `${sources["used"]} of ${sources["traces"]}`,
  ]);
  const headers = [
    ...["rows in", "rows", "train", "validation", "test"],
    ...["ties", "duplicates", "filtered", "unmeasured", "traces"],
  ];
  formatTable({ headers, rows }).forEach(terminal.print);
  return 0;
}

async function folderOf(source: string): Promise<string> {
  const plain = source.replace(/(?<=.)\/+$/, "");
  const isFolder = await Deno.stat(plain).then((info) => info.isDirectory, () => true);
  if (isFolder) return plain;
  const at = plain.lastIndexOf("/");
  return at < 0 ? "." : at === 0 ? "/" : plain.slice(0, at);
}
