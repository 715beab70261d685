/** Who may import whom: for each folder of lib, the other folders below it. */
export const BELOW: Readonly<Record<string, readonly string[]>> = {
  substrate: [],
  dataset: ["substrate"],
  arc: ["dataset", "substrate"],
  proof: ["dataset", "substrate"],
  distillation: ["dataset", "substrate"],
  taxonomy: ["dataset", "substrate"],
  benchmarks: ["arc", "proof", "distillation", "taxonomy", "dataset", "substrate"],
  cli: ["substrate"],
  plot: ["substrate"],
  notebook: ["substrate"],
  doctor: ["substrate"],
  dashboard: ["arc", "proof", "distillation", "taxonomy", "dataset", "substrate", "cli", "plot"],
};

/** The four orchestrators stand side by side and do not know each other. */
export const ORCHESTRATORS: readonly string[] = ["arc", "proof", "distillation", "taxonomy"];

/** The package's own name, version and dependencies, which lib writes into run manifests. */
const MANIFEST = "deno.json";

/** Files by path relative to the root → the paths they import. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Every import that the table forbids, one line each. */
export function wrongArrows(graph: ImportGraph): string[] {
  const wrong: string[] = [];
  for (const [file, imports] of graph) {
    const from = libFolder(file);
    if (from === undefined) continue;
    if (BELOW[from] === undefined) {
      wrong.push(`${file}: lib/${from} has no place in the table of layers`);
      continue;
    }
    for (const target of imports) {
      const to = libFolder(target);
      if (target === MANIFEST) continue;
      if (to === undefined) wrong.push(`${file} imports ${target}, which is outside lib`);
      else if (to === from || BELOW[from].includes(to)) continue;
      else if (ORCHESTRATORS.includes(from) && ORCHESTRATORS.includes(to)) {
        wrong.push(`${file} imports ${target}: an orchestrator knows its sibling`);
      } else wrong.push(`${file} imports ${target}: an arrow up`);
    }
  }
  return wrong;
}

/** Every import cycle once, as a path back to its first file. */
export function importCycles(graph: ImportGraph): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) return void cycles.push([...path.slice(start), file].join(" → "));
    if (done.has(file)) return;
    path.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}

function libFolder(file: string): string | undefined {
  return /^lib\/([^/]+)\//.exec(file)?.[1];
}
