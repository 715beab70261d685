import * as z from "zod";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Op } from "../dsl/op.ts";
import { printProgram } from "../dsl/print_program.ts";
import { registry } from "../dsl/registry.ts";

const EXAMPLE = printProgram({
  steps: [
    { op: "move_rigid", args: [0], params: { motion: "flip_x" } },
    { op: "map_colours", args: [1], params: { map: [-1, 2, 1, -1, -1, -1, -1, -1, -1, -1] } },
  ],
});

let written: string | undefined;

/** The language as text for a model: its grammar, and every primitive of the registry with what it does. */
export function dslManual(): string {
  return written ??= [
    "A program is a list of steps, one per line, named v1, v2, ... in order. Each step applies one",
    "primitive to earlier values and to parameters written as JSON. The first value is `input`, the",
    "input grid; the value of the last step is the output, one grid of 1x1 to 30x30 cells. A primitive",
    "that takes a grid and gives a grid may be given a list of grids: it is applied to each.",
    "An example that mirrors the grid and then exchanges colours 1 and 2:",
    "",
    EXAMPLE,
    "The primitives (types: grid; grids, a list of grids):",
    "",
    ...[...registry.values()].map(opLine),
  ].join("\n");
}

/** One primitive on one line: name, arguments, parameters, result, and what it does. */
export function opLine(op: Op): string {
  const rest = op.rest === undefined ? [] : [`more ${op.rest}...`];
  const params = Object.entries(op.params).map(([name, schema]) => `${name}: ${paramText(schema)}`);
  return `${op.name}(${[...op.takes, ...rest, ...params].join(", ")}) -> ${op.gives}: ${op.doc}`;
}

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Shape | boolean;
  readonly prefixItems?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: { readonly [name: string]: Shape };
  readonly $ref?: string;
}

function paramText(schema: z.ZodType): string {
  return shapeText(z.toJSONSchema(schema) as Shape);
}

function shapeText(shape: Shape): string {
  if (shape.$ref !== undefined) return "the same again";
  if (shape.enum !== undefined) return shape.enum.map((one) => canonicalJson(one)).join("|");
  if (shape.anyOf !== undefined) return shape.anyOf.map(shapeText).join(" or ");
  if (shape.prefixItems !== undefined) return `[${shape.prefixItems.map(shapeText).join(", ")}]`;
  if (shape.properties !== undefined) {
    const fields = Object.entries(shape.properties).map(([name, at]) =>
      `"${name}": ${shapeText(at)}`
    );
    return `{${fields.join(", ")}}`;
  }
  if (shape.type === "array") {
    return typeof shape.items === "object" ? `[${shapeText(shape.items)}, ...]` : "[...]";
  }
  if (shape.type === "integer") return range(shape);
  return shape.type ?? "any JSON";
}

function range({ minimum = -Infinity, maximum = Infinity }: Shape): string {
  const bounded = Math.abs(minimum) < 1e9 && Math.abs(maximum) < 1e9;
  return bounded ? `${minimum}..${maximum}` : "integer";
}
