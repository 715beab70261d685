import { UserError } from "../../substrate/values/user_error.ts";

/** A program text that does not parse; `line` and `column` count from 1. */
export class ProgramSyntaxError extends UserError {
  readonly line: number;
  readonly column: number;
  /** What would have been right there. */
  readonly expected: string;
  /** What stood there instead. */
  readonly found: string;

  constructor(line: number, column: number, expected: string, found: string) {
    super(`program: line ${line}, column ${column}: expected ${expected} but found ${found}`);
    this.line = line;
    this.column = column;
    this.expected = expected;
    this.found = found;
  }
}
