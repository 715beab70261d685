/** A theorem of the library that a proof may name. */
export interface Premise {
  readonly name: string;
  /** As Lean prints its type. */
  readonly statement: string;
  readonly module: string;
  /** Its module's place in the order of imports: what a module may use has a lower one. */
  readonly order: number;
}

/** Who can list the theorems of an environment. */
export interface TheoremLibrary {
  /** Version and commit of Lean: what the cache is kept by. */
  readonly toolchain: string;
  /** Every theorem. */
  theorems(options?: { readonly signal?: AbortSignal }): AsyncIterable<Premise>;
}
