import { canonicalJson } from "../substrate/values/canonical_json.ts";

/** Objects of fewer members are printed again rather than remembered. */
const WORTH_REMEMBERING = 3;

/**
 * Prints rows as canonical JSON, remembering the objects they share.
 *
 * Rows cut from one trace repeat whole candidates; an object that stands one level below the row is
 * printed once, as long as it is the same object. Objects must not change after they were printed.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { RowPrinter } from "./row_text.ts";
 * const shared = { z: 1, y: [2], x: 3 };
 * const printer = new RowPrinter();
 * assertEquals(printer.print({ b: shared, a: 1 }), '{"a":1,"b":{"x":3,"y":[2],"z":1}}');
 * ```
 */
export class RowPrinter {
  readonly #texts = new WeakMap<object, string>();

  /** The row on one line. @throws {TypeError} for what JSON cannot hold. */
  print(row: object): string {
    const record = row as Readonly<Record<string, unknown>>;
    let text = "";
    for (const key of Object.keys(record).sort()) {
      const value = record[key];
      if (value === undefined) continue;
      text += `${text === "" ? "{" : ","}${JSON.stringify(key)}:${this.#value(value)}`;
    }
    return text === "" ? "{}" : text + "}";
  }

  #value(value: unknown): string {
    if (typeof value !== "object" || value === null) return canonicalJson(value);
    const known = this.#texts.get(value);
    if (known !== undefined) return known;
    const text = canonicalJson(value);
    if (Object.keys(value).length >= WORTH_REMEMBERING) this.#texts.set(value, text);
    return text;
  }
}
