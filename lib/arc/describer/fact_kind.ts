import type { Json } from "../../substrate/values/canonical_json.ts";
import type { Pair } from "../task/task.ts";

/** The machine form of a fact: what `holds` is asked about. */
export type FactArgs = { readonly [name: string]: Json };

/**
 * One kind of statement the describer can make.
 *
 * `holds` alone says what a fact means; `propose` only suggests arguments worth asking about, so a wrong
 * suggestion costs time but never truth. Neither can see a test output: no pair carries one.
 */
export interface FactKind {
  /** `group.statement`, for example `size.constant`. */
  readonly name: string;
  /** The part before the dot, by which settings choose whole groups. */
  readonly group: string;
  /** Raised when the meaning of the arguments changes. */
  readonly version: number;
  readonly doc: string;
  propose(pairs: readonly Pair[]): Iterable<FactArgs>;
  holds(args: FactArgs, pair: Pair): boolean;
}

/** The typed form in which a kind is written down. */
export interface FactKindDefinition<A extends FactArgs> {
  readonly name: string;
  readonly doc: string;
  /** @default {1} */
  readonly version?: number;
  propose(pairs: readonly Pair[]): Iterable<A>;
  holds(args: A, pair: Pair): boolean;
}

/** A registry entry from its typed definition; `args` come back only from the same kind's `propose`. */
export function factKind<A extends FactArgs>(definition: FactKindDefinition<A>): FactKind {
  const { name, doc, propose, holds } = definition;
  return {
    name,
    group: name.slice(0, name.indexOf(".")),
    version: definition.version ?? 1,
    doc,
    propose,
    holds: (args, pair) => holds(args as A, pair),
  };
}

/** A kind without arguments. */
export function plainFact(name: string, doc: string, holds: (pair: Pair) => boolean): FactKind {
  return factKind<Record<never, never>>({
    name,
    doc,
    propose: () => [{}],
    holds: (_, pair) => holds(pair),
  });
}

/** A kind with one argument out of a fixed list, each of which is asked about. */
export function choiceFact<T extends string | number>(
  name: string,
  doc: string,
  argument: string,
  choices: readonly T[],
  holds: (choice: T, pair: Pair) => boolean,
): FactKind {
  return factKind<FactArgs>({
    name,
    doc,
    propose: () => choices.map((choice) => ({ [argument]: choice })),
    holds: (args, pair) => holds(args[argument] as T, pair),
  });
}

/** True when input and output have the same size. */
export function sameSize(pair: Pair): boolean {
  return pair.input.width === pair.output.width && pair.input.height === pair.output.height;
}
