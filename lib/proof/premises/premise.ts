/** A theorem of the library that a proof may name. */
export interface Premise {
  readonly name: string;
  /** As Lean prints its type. */
  readonly statement: string;
  readonly module: string;
  /** Its module's place in the order of imports: what a module may use has a lower one. */
  readonly order: number;
}
