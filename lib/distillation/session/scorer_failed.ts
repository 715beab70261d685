import { UserError } from "../../substrate/values/user_error.ts";

/** Not one task could be scored: nothing can be learned, and nothing judged. */
export class ScorerFailed extends UserError {
  constructor(message: string) {
    super(message, { exitCode: 1 });
  }
}
