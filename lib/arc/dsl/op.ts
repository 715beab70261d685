import * as z from "zod";
import type { Grid } from "../grid/grid.ts";
import type { Json } from "../../substrate/values/canonical_json.ts";
import type { Value, ValueType } from "./value.ts";

type ValueOf<T> = T extends "grid" ? Grid : T extends "grids" ? readonly Grid[] : never;
type ArgsOf<T extends readonly ValueType[]> = { [K in keyof T]: ValueOf<T[K]> };
type ParamSchemas = { readonly [name: string]: z.ZodType<Json> };
type ParamsOf<P extends ParamSchemas> = { readonly [K in keyof P]: z.output<P[K]> };

/** Parameter values of one step, by name. */
export type Params = { readonly [name: string]: Json };

/**
 * One primitive of the language.
 *
 * `run` is pure; it returns `undefined` where the operation does not apply (nothing selected, result too
 * large). `rest` lets any number of further arguments of that type follow `takes`.
 */
export interface Op {
  readonly name: string;
  readonly takes: readonly ValueType[];
  readonly rest?: ValueType;
  readonly gives: ValueType;
  /** Parameter schemas in printing order. */
  readonly params: ParamSchemas;
  /** One line for people: what the result is. */
  readonly doc: string;
  readonly run: (args: readonly Value[], params: Params) => Value | undefined;
}

/**
 * Declares a primitive whose `run` is typed by its own `takes` and `params`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { colour, defineOp } from "./op.ts";
 * const paint = defineOp({
 *   name: "paint", doc: "The grid filled with a colour.", takes: ["grid"], gives: "grid", params: { colour },
 *   run: ([grid], { colour }) => Grid.filled(grid.width, grid.height, colour),
 * });
 * const painted = paint.run([Grid.fromRows([[0, 0]])], { colour: 3 }) as Grid;
 * assertEquals(painted.toRows(), [[3, 3]]);
 * ```
 */
export function defineOp<
  const T extends readonly ValueType[],
  const P extends ParamSchemas,
  const R extends ValueType,
>(
  spec: {
    name: string;
    doc: string;
    takes: T;
    rest?: ValueType;
    gives: R;
    params: P;
    run: (args: ArgsOf<T>, params: ParamsOf<P>, rest: readonly Value[]) => ValueOf<R> | undefined;
  },
): Op {
  const fixed = spec.takes.length;
  const { run, ...shape } = spec;
  return {
    ...shape,
    run: (args, params) =>
      run(
        args as ArgsOf<T>,
        params as ParamsOf<P>,
        spec.rest === undefined ? [] : args.slice(fixed),
      ),
  };
}

/** Parameter schema: an ARC colour. */
export const colour: z.ZodType<number> = z.int().min(0).max(9);

/** Parameter schema: a whole number in a range, both ends included. */
export function whole(low: number, high: number): z.ZodType<number> {
  return z.int().min(low).max(high);
}

/** Parameter schema: one of a few words. */
export function word<const W extends readonly [string, ...string[]]>(
  ...words: W
): z.ZodType<W[number]> {
  return z.enum(words) as unknown as z.ZodType<W[number]>;
}
