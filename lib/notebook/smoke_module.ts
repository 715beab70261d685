/** Code cells as one module, with the way back from its lines to the cells. */
export interface SmokeModule {
  readonly source: string;
  /** Turns a 1-based line of the module into a place of the notebook; nothing for the prelude's lines. */
  readonly placeOf: (line: number) => { readonly cell: number; readonly line: number } | undefined;
}

/** Outside the kernel `Deno.jupyter` throws, so the module shadows `Deno` with a quiet stand-in. */
const PRELUDE = [
  "// deno-lint-ignore-file",
  "const Deno = (() => {",
  '  const key = Symbol.for("Jupyter.display");',
  "  type Shown = { readonly [key: symbol]: (() => unknown) | undefined };",
  "  const made = (type: string) => (parts: TemplateStringsArray | string, ...rest: unknown[]) => ({",
  '    [key]: () => ({ [type]: typeof parts === "string" ? parts : String.raw(parts, ...rest) }),',
  "  });",
  "  const jupyter = {",
  "    $display: key,",
  "    display: async (value: unknown) => void await (value as Shown)?.[key]?.(),",
  '    html: made("text/html"),',
  '    md: made("text/markdown"),',
  '    svg: made("image/svg+xml"),',
  "  };",
  "  type Real = typeof globalThis.Deno;",
  "  return new Proxy(globalThis.Deno, {",
  '    get: (real, name) => name === "jupyter" ? jupyter : Reflect.get(real, name),',
  '  }) as unknown as Omit<Real, "jupyter"> & { jupyter: typeof jupyter };',
  "})();",
];

/**
 * Joins code cells into one module that runs without Jupyter.
 *
 * Two cells that declare the same name, which the kernel allows, make the module fail: notebooks
 * that are smoke-tested declare each name once.
 *
 * @param cells their sources in order.
 */
export function smokeModule(cells: readonly string[]): SmokeModule {
  const lines = [...PRELUDE];
  const starts: number[] = [];
  for (const cell of cells) {
    starts.push(lines.length + 1);
    // A lone semicolon keeps a cell that ends without one apart from the next.
    lines.push(...cell.split("\n"), ";");
  }
  return {
    source: lines.join("\n") + "\n",
    placeOf: (line) => {
      const cell = starts.findLastIndex((start) => start <= line);
      return cell < 0 ? undefined : { cell: cell + 1, line: line - starts[cell]! + 1 };
    },
  };
}
