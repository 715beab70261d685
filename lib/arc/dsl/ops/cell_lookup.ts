import * as z from "zod";
import { featureColumn, featureIndex } from "../../cell_features/mod.ts";
import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { backgroundOf } from "./_background.ts";
import { table } from "./_tables.ts";

/** The table action that copies the colour of the copy feature. */
export const COPY = 11;

/** What the own colour contributes to a key: itself, only whether it is the background, or nothing. */
export const OWN_KEYS = ["class", "colour", "none"] as const;

/** One of {@linkcode OWN_KEYS}. */
export type OwnKey = (typeof OWN_KEYS)[number];

/** The own-colour part of every cell's key, row by row. */
export function ownColumn(grid: Grid, own: OwnKey): Uint8Array {
  if (own === "colour") return grid.cells;
  const background = backgroundOf(grid);
  return grid.cells.map((c) => (own === "none" || c === background ? 0 : 1));
}

/** The values of a feature for every cell; `name>=t` is 1 where the feature reaches t, `name%2` its parity. `undefined` for an unknown name. */
export function keyColumn(grid: Grid, name: string): Uint8Array | undefined {
  const [, feature, form, number] = /^([^>%]+)(?:(>=|%)(\d+))?$/.exec(name) ?? [];
  const index = featureIndex(feature ?? "");
  if (index < 0) return undefined;
  const column = featureColumn(grid, index);
  if (form === undefined) return column;
  const n = Number(number);
  return column.map(form === "%" ? (v) => v % n : (v) => (v >= n ? 1 : 0));
}

/** Every cell looked up by its own colour and some features. */
export const cellLookupOps: readonly Op[] = [
  defineOp({
    name: "cell_lookup",
    doc:
      "Every cell looked up in rows [own, feature values, action] (a feature may read name>=t or name%2): a colour, or 11 for the copied feature's colour; cells not listed stay.",
    takes: ["grid"],
    gives: "grid",
    params: { own: word(...OWN_KEYS), by: z.array(z.string()), copy: z.string(), rows: table },
    run: ([grid], { own, by, copy, rows }) => {
      const columns = [ownColumn(grid, own)];
      for (const name of by) {
        const column = keyColumn(grid, name);
        if (column === undefined) return undefined;
        columns.push(column);
      }
      const from = copy === "" ? undefined : keyColumn(grid, copy);
      if (copy !== "" && from === undefined) return undefined;
      const actions = new Map<number, number>();
      for (const row of rows) actions.set(keyOf(row.slice(0, -1)), row[row.length - 1]!);
      const out = new Uint8Array(grid.cells);
      for (let i = 0; i < out.length; i++) {
        const action = actions.get(keyOf(columns.map((column) => column[i]!)));
        if (action === undefined) continue;
        const colour = action === COPY ? from?.[i] ?? 10 : action;
        if (colour < 10) out[i] = colour;
      }
      return new Grid(grid.width, grid.height, out);
    },
  }),
];

function keyOf(values: readonly number[]): number {
  let key = 0;
  for (const v of values) key = key * 64 + v;
  return key;
}
