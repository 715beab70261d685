/** A notebook file with these code cells, and folder to run it in; disposed of at the end. */
export function makeNotebook(cells: readonly string[], name = "toy.ipynb") {
  const folder = Deno.makeTempDirSync();
  const file = `${folder}/${name}`;
  const notebook = {
    cells: [
      { cell_type: "markdown", metadata: {}, id: "intro", source: ["# Toy\n", "words"] },
      ...cells.map((source, i) => ({
        cell_type: "code",
        metadata: {},
        id: `cell-${i}`,
        execution_count: null,
        outputs: [],
        source,
      })),
    ],
    metadata: { kernelspec: { display_name: "Deno", language: "typescript", name: "deno" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  Deno.writeTextFileSync(file, JSON.stringify(notebook));
  return { file, folder, [Symbol.dispose]: () => Deno.removeSync(folder, { recursive: true }) };
}
