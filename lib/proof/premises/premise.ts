/** A theorem of the library that a proof may name. */
export interface Premise {
  readonly name: string;
  /** As Lean prints its type. */
  readonly statement: string;
  readonly module: string;
  /** Its place among all declarations: what is declared later has a higher one. */
  readonly order: number;
}
