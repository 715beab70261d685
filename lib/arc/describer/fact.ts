import type { Json } from "../../substrate/values/canonical_json.ts";

/**
 * One typed statement about a task.
 *
 * `support` lists the 0-based train pairs the statement holds on; a fact is *certain* when that is all of them.
 * `args` is the machine form that families and invariants read.
 */
export interface Fact {
  readonly kind: string;
  readonly args: { readonly [name: string]: Json };
  readonly support: readonly number[];
}
