import type { ImportGraph } from "./_arrows.ts";
import { filesUnder, ROOT } from "./_tree.ts";

interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly error?: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: { readonly specifier?: string };
      readonly type?: { readonly specifier?: string };
    }[];
  }[];
}

/** What `deno info` says of lib. */
export interface LibImports {
  /** Imports between files of the tree, types included. */
  readonly graph: ImportGraph;
  /** Whatever else is imported: npm packages, node modules, addresses. */
  readonly outside: ReadonlyMap<string, readonly string[]>;
}

/** Reads the import graph of all of lib with one call of `deno info --json`. */
export async function readLibImports(): Promise<LibImports> {
  const folder = await Deno.makeTempDir();
  try {
    const files = filesUnder("lib", ".ts").filter((file) => !file.endsWith(".d.ts"));
    const all = `${folder}/all.ts`;
    await Deno.writeTextFile(
      all,
      files.map((file) => `import ${JSON.stringify(new URL(`file://${ROOT}${file}`).href)};\n`)
        .join(""),
    );
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--config", `${ROOT}deno.json`, all],
    }).output();
    if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
    return split(JSON.parse(new TextDecoder().decode(stdout)) as Info);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function split(info: Info): LibImports {
  const graph = new Map<string, string[]>();
  const outside = new Map<string, string[]>();
  for (const { specifier, error, dependencies = [] } of info.modules) {
    const file = relative(specifier);
    if (file === undefined || file.endsWith(".d.ts")) continue;
    if (error !== undefined) throw new Error(`${file}: ${error}`);
    const inner = new Set<string>();
    const outer = new Set<string>();
    for (const { code, type, specifier: written } of dependencies) {
      for (const target of [code?.specifier, type?.specifier]) {
        if (target === undefined) continue;
        const path = relative(target);
        if (path === undefined) outer.add(`${written} (${target})`);
        else inner.add(path);
      }
    }
    graph.set(file, [...inner]);
    outside.set(file, [...outer]);
  }
  return { graph, outside };
}

function relative(specifier: string): string | undefined {
  const root = new URL(`file://${ROOT}`).href;
  return specifier.startsWith(root) ? decodeURIComponent(specifier.slice(root.length)) : undefined;
}
