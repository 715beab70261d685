import * as z from "zod";
import type { Json } from "../../../lib/substrate/values/canonical_json.ts";
import type { Prng } from "../../../lib/substrate/values/prng.ts";
import type { Op } from "../../../lib/arc/dsl/op.ts";
import type { Program, Step } from "../../../lib/arc/dsl/program.ts";
import { registry } from "../../../lib/arc/dsl/registry.ts";
import { resultType } from "../../../lib/arc/dsl/typing.ts";
import type { ValueType } from "../../../lib/arc/dsl/value.ts";

type JsonSchema = { readonly [key: string]: unknown };

/** A value that the parameter schema accepts, or `undefined` where none was found. */
export function sampleParam(schema: z.ZodType<Json>, prng: Prng): Json | undefined {
  const shape = z.toJSONSchema(schema, { unrepresentable: "any" }) as JsonSchema;
  for (let attempt = 0; attempt < 50; attempt++) {
    const value = sampleJson(shape, prng, 0);
    if (schema.safeParse(value).success) return value;
  }
  return undefined;
}

function sampleJson(shape: JsonSchema, prng: Prng, depth: number): Json {
  if ("const" in shape) return shape["const"] as Json;
  if (Array.isArray(shape["enum"])) return prng.pick(shape["enum"] as Json[]);
  const union = shape["anyOf"] ?? shape["oneOf"];
  if (Array.isArray(union)) return sampleJson(prng.pick(union as JsonSchema[]), prng, depth);
  switch (shape["type"]) {
    case "integer":
    case "number": {
      const low = Math.max(Number(shape["minimum"] ?? -9), -1e6);
      const high = Math.min(Number(shape["maximum"] ?? Math.max(9, low + 9)), 1e6);
      return prng.between(Math.ceil(low), Math.floor(high));
    }
    case "boolean":
      return prng.below(2) === 0;
    case "string":
      return prng.pick(["", "a, b)", 'q"uote', "é", "0", "12", "\\"]);
    case "array": {
      const fixed = shape["prefixItems"];
      if (Array.isArray(fixed)) {
        return fixed.map((item) => sampleJson(item as JsonSchema, prng, depth + 1));
      }
      const low = Number(shape["minItems"] ?? 0);
      const high = Math.min(Number(shape["maxItems"] ?? low + 3), low + 3);
      const item = (shape["items"] ?? {}) as JsonSchema;
      return Array.from(
        { length: prng.between(low, high) },
        () => sampleJson(item, prng, depth + 1),
      );
    }
    case "object": {
      const out: { [key: string]: Json } = {};
      const properties = (shape["properties"] ?? {}) as { [key: string]: JsonSchema };
      for (const [key, value] of Object.entries(properties)) {
        out[key] = sampleJson(value, prng, depth + 1);
      }
      return out;
    }
    default:
      return prng.pick<Json>([null, 1, "x", [1, 2], { a: 1 }, true]);
  }
}

/** A random well-typed program of up to `length` steps; ops in `first` are preferred at the start. */
export function sampleProgram(prng: Prng, length: number, first?: Op): Program {
  const ops = [...registry.values()];
  const steps: Step[] = [];
  const types: ValueType[] = ["grid"];
  for (let attempt = 0; attempt < 40 * length && steps.length < length; attempt++) {
    const op = attempt === 0 && first !== undefined ? first : prng.pick(ops);
    const step = sampleStep(op, types, prng);
    if (step === undefined) continue;
    steps.push(step);
    types.push(resultType(op, step.args.map((ref) => types[ref]!))!);
  }
  while (types[steps.length] === "grids") {
    steps.pop();
    types.pop();
  }
  return { steps };
}

/** One random step on values of those types, or `undefined` where no arguments or parameters fit. */
export function sampleStep(op: Op, types: readonly ValueType[], prng: Prng): Step | undefined {
  const args: number[] = [];
  const extra = op.rest === undefined ? 0 : prng.below(3);
  for (let i = 0; i < op.takes.length + extra; i++) {
    const wanted = i < op.takes.length ? op.takes[i]! : op.rest!;
    const refs = types.map((type, ref) => ({ type, ref })).filter((t) => t.type === wanted);
    if (refs.length === 0) return undefined;
    args.push(prng.pick(refs).ref);
  }
  const params: { [name: string]: Json } = {};
  for (const [name, schema] of Object.entries(op.params)) {
    const value = sampleParam(schema, prng);
    if (value === undefined) return undefined;
    params[name] = value;
  }
  return { op: op.name, args, params };
}
