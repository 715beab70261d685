import * as z from "zod";
import { canonicalJson } from "../values/canonical_json.ts";
import { inputError } from "../values/input_error.ts";
import { zodFault } from "./zod_fault.ts";

/** Where a record was read, for errors. */
export interface RecordPlace {
  readonly file?: string;
  readonly line?: number;
}

/** Takes the fields of the version before and returns those of its own. */
export type Upgrade = (older: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** What {@linkcode defineRecord} is told. */
export interface RecordDefinition<S extends z.ZodType> {
  /** E.g. `run.manifest`. */
  readonly name: string;
  /** Counts from 1. */
  readonly version: number;
  /** The fields, without `schema`. */
  readonly fields: S;
  /**
   * By version reached: `upgrades[2]` turns fields of version 1 into those of version 2.
   *
   * @default none: only the current version is read
   */
  readonly upgrades?: Readonly<Record<number, Upgrade>>;
}

/** One durable record: one schema, one function that writes it, one that reads it. */
export interface DurableRecord<T> {
  /** `name/version`, as stamped into every row. */
  readonly schema: string;
  /** The canonical JSON text of a value, stamped. @throws {TypeError} for a value that breaks the schema. */
  write(value: T): string;
  /**
   * Parses what a file held: a newer version is refused, an older one upgraded.
   *
   * @throws {UserError} exit 2, naming place, field, what was expected and found.
   */
  read(seen: unknown, place?: RecordPlace): T;
}

/**
 * Defines a durable record with a versioned schema.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import * as z from "zod";
 * import { defineRecord } from "./record_schema.ts";
 * const point = defineRecord({
 *   name: "plot.point",
 *   version: 2,
 *   fields: z.strictObject({ x: z.number(), y: z.number() }),
 *   upgrades: { 2: (older) => ({ x: older.x, y: 0 }) },
 * });
 * assertEquals(point.write({ x: 1, y: 2 }), '{"schema":"plot.point/2","x":1,"y":2}');
 * assertEquals(point.read({ schema: "plot.point/1", x: 1 }), { x: 1, y: 0 });
 * ```
 */
export function defineRecord<S extends z.ZodType>(
  definition: RecordDefinition<S>,
): DurableRecord<z.output<S>> {
  const { name, version, fields, upgrades = {} } = definition;
  const schema = `${name}/${version}`;
  return {
    schema,
    write: (value) => {
      const parsed = fields.safeParse(value);
      if (!parsed.success) {
        throw new TypeError(`Not a ${schema}: ${z.prettifyError(parsed.error)}`);
      }
      return canonicalJson({ ...parsed.data as Record<string, unknown>, schema });
    },
    read: (seen, place = {}) => {
      if (typeof seen !== "object" || seen === null || Array.isArray(seen)) {
        throw inputError({ ...place, expected: `a record ${schema}`, seen });
      }
      const { schema: stamped, ...rest } = seen as Record<string, unknown>;
      const at = versionOf(stamped, name);
      const field = "schema";
      if (at === undefined) {
        const found = stamped === undefined ? { missing: true } : { seen: stamped };
        throw inputError({ ...place, field, expected: JSON.stringify(schema), ...found });
      }
      if (at > version) {
        const problem = `${stamped} was written by a newer version of this program, ` +
          `which reads up to ${schema}`;
        throw inputError({ ...place, field, problem });
      }
      let value: Record<string, unknown> = rest;
      for (let next = at + 1; next <= version; next++) {
        const upgrade = upgrades[next];
        if (upgrade === undefined) {
          const problem = `${stamped} is too old, this program reads ${schema}`;
          throw inputError({ ...place, field, problem });
        }
        value = upgrade(value);
      }
      const parsed = fields.safeParse(value);
      if (!parsed.success) throw inputError({ ...place, ...zodFault(parsed.error, value) });
      return parsed.data;
    },
  };
}

function versionOf(stamped: unknown, name: string): number | undefined {
  if (typeof stamped !== "string" || !stamped.startsWith(`${name}/`)) return undefined;
  const version = stamped.slice(name.length + 1);
  return /^[1-9]\d*$/.test(version) ? Number(version) : undefined;
}
