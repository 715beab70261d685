import { UserError } from "../../substrate/values/user_error.ts";

/** The money or the tool calls of a session are used up; nothing further is bought. */
export class BudgetSpent extends UserError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { exitCode: 1, cause: options.cause });
  }
}
