import { joinLines, type Notebook, type Output } from "./notebook.ts";

/**
 * The notebook with fresh outputs in the form that is stored: streams joined, text in lines, empty
 * texts dropped, cells numbered from 1 in order.
 *
 * @param outputs those of each code cell, in order.
 */
export function withOutputs(notebook: Notebook, outputs: readonly (readonly Output[])[]): Notebook {
  let at = 0;
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const count = at + 1;
    const own = storedOutputs(outputs[at] ?? [], count);
    at = count;
    return { ...cell, execution_count: count, outputs: own };
  });
  return { ...notebook, cells };
}

function storedOutputs(outputs: readonly Output[], count: number): Output[] {
  const stored: Output[] = [];
  for (const output of outputs) {
    const last = stored.at(-1);
    if (output.output_type === "stream") {
      const text = joinLines(output.text);
      if (text === "") continue;
      if (last?.output_type === "stream" && last.name === output.name) {
        last.text = joinLines(last.text) + text;
      } else stored.push({ ...output, text });
    } else if (output.output_type === "execute_result") {
      stored.push({ ...output, data: inLines(output.data), execution_count: count });
    } else if (output.output_type === "display_data") {
      stored.push({ ...output, data: inLines(output.data) });
    } else stored.push(output);
  }
  return stored.map((output) =>
    output.output_type === "stream"
      ? { ...output, text: splitLines(joinLines(output.text)) }
      : output
  );
}

/** Text of every MIME type but the binary ones is stored in lines. */
function inLines(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => {
      const text = Array.isArray(value) ? value.join("") : value;
      const lines = typeof text === "string" && (type.startsWith("text/") || type.endsWith("xml"));
      return [type, lines ? splitLines(text) : value];
    }),
  );
}

function splitLines(text: string): string[] {
  return text.split(/(?<=\n)/);
}
