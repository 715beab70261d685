import * as z from "zod";
import type { Json } from "../../../substrate/values/canonical_json.ts";
import { colour, type Op, type Params } from "../../dsl/op.ts";

/** What a parameter may be, as far as edits can enumerate it. */
export type Domain =
  | { readonly kind: "words"; readonly values: readonly Json[] }
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  | { readonly kind: "list"; readonly element: Domain; readonly resizable: boolean }
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, Domain> }
  | { readonly kind: "opaque" };

const OPAQUE: Domain = { kind: "opaque" };

/** A palette of all ten colours. */
export const ALL_COLOURS = 0x3ff;

/** Ranges up to this many values are taken whole. */
const SMALL_RANGE = 12;

const known = new WeakMap<z.ZodType, Domain>();

/** The domain that a parameter's schema describes; `opaque` where it cannot be enumerated. */
export function domainOf(schema: z.ZodType): Domain {
  let domain = known.get(schema);
  if (domain === undefined) known.set(schema, domain = read(schema));
  return domain;
}

function read(schema: z.ZodType): Domain {
  try {
    return fromJsonSchema(z.toJSONSchema(schema) as JsonSchema);
  } catch {
    // A schema with transforms or refinements has no JSON form; edits then leave the parameter alone.
    return OPAQUE;
  }
}

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: { readonly [name: string]: JsonSchema };
}

function fromJsonSchema(schema: JsonSchema): Domain {
  if (schema.enum !== undefined) return { kind: "words", values: schema.enum };
  if (schema.const !== undefined) return { kind: "words", values: [schema.const] };
  switch (schema.type) {
    case "boolean":
      return { kind: "words", values: [false, true] };
    case "integer":
      return schema.minimum === undefined || schema.maximum === undefined
        ? OPAQUE
        : { kind: "range", low: schema.minimum, high: schema.maximum };
    case "array":
      return schema.items === undefined ? OPAQUE : {
        kind: "list",
        element: fromJsonSchema(schema.items),
        resizable: schema.minItems !== schema.maxItems || schema.minItems === undefined,
      };
    case "object": {
      const entries = Object.entries(schema.properties ?? {});
      if (entries.length === 0) return OPAQUE;
      const fields = new Map(entries.map(([name, field]) => [name, fromJsonSchema(field)]));
      return { kind: "record", fields };
    }
    default:
      return OPAQUE;
  }
}

/** Values of a domain for a new step: words and small ranges whole, of wide ranges the numbers nearest to 0. */
export function startingValues(domain: Domain): readonly Json[] {
  if (domain.kind === "words") return domain.values;
  if (domain.kind !== "range") return [];
  const { low, high } = domain;
  const nearest = Math.min(high, Math.max(low, 0));
  return [nearest, ...numbersNear(nearest, low, high)].slice(0, SMALL_RANGE);
}

/**
 * Values that differ from `value` in one place, nearest first: other words, numbers nearer first (all of a
 * small range, else up to 4 away), one element of a list or one field of a record changed.
 */
export function neighbours(value: Json, domain: Domain): Json[] {
  switch (domain.kind) {
    case "words":
      return domain.values.filter((other) => other !== value);
    case "range":
      return typeof value === "number" ? numbersNear(value, domain.low, domain.high) : [];
    case "list":
      return Array.isArray(value) ? listsNear(value, domain.element, domain.resizable) : [];
    case "record":
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? recordsNear(value as { readonly [name: string]: Json }, domain.fields)
        : [];
    case "opaque":
      return [];
  }
}

function numbersNear(value: number, low: number, high: number): number[] {
  const reach = high - low < SMALL_RANGE ? SMALL_RANGE : 4;
  const near: number[] = [];
  for (let step = 1; step <= reach; step++) {
    for (const other of [value + step, value - step]) {
      if (other >= low && other <= high) near.push(other);
    }
  }
  return near;
}

function listsNear(value: readonly Json[], element: Domain, resizable: boolean): Json[] {
  const near: Json[] = [];
  value.forEach((old, i) => {
    for (const other of neighbours(old, element)) {
      near.push(value.map((kept, j) => j === i ? other : kept));
    }
    if (resizable) near.push(value.filter((_, j) => j !== i));
  });
  return near;
}

function recordsNear(
  value: { readonly [name: string]: Json },
  fields: ReadonlyMap<string, Domain>,
): Json[] {
  const near: Json[] = [];
  for (const [name, domain] of fields) {
    const old = value[name];
    if (old === undefined) continue;
    for (const other of neighbours(old, domain)) near.push({ ...value, [name]: other });
  }
  return near;
}

/** Settings made of one primitive's parameters at most; a larger product is left alone. */
const MOST_SETTINGS = 1200;

/**
 * Parameter settings for a new step of a primitive, at most `limit`, plain ones first; none where a
 * parameter cannot be enumerated or there are too many. Colours outside `palette` (bit c for colour c) are left out.
 */
export function startingParams(op: Op, palette = ALL_COLOURS, limit = 60): Params[] {
  let settings: { readonly params: Params; readonly rank: number }[] = [{ params: {}, rank: 0 }];
  for (const [name, schema] of Object.entries(op.params)) {
    let values = startingValues(domainOf(schema));
    if (schema === colour || name === "colour") {
      values = values.filter((value) =>
        !(Number(value) >= 0) || (palette >> Number(value) & 1) === 1
      );
    }
    if (settings.length * values.length > MOST_SETTINGS) return [];
    settings = settings.flatMap(({ params, rank }) =>
      values.map((value, i) => ({ params: { ...params, [name]: value }, rank: rank + i }))
    );
  }
  return settings.sort((a, b) => a.rank - b.rank).slice(0, limit).map(({ params }) => params);
}

/** All settings that differ from `params` in one parameter, in the primitive's parameter order. */
export function neighbouringParams(op: Op, params: Params): Params[] {
  return Object.entries(op.params).flatMap(([name, schema]) => {
    const value = params[name];
    if (value === undefined) return [];
    return neighbours(value, domainOf(schema)).map((other) => ({ ...params, [name]: other }));
  });
}
