import { UserError } from "../../substrate/values/user_error.ts";

/** A teacher whose answers cannot be used; the session ends, the state stays. */
export class TeacherFailed extends UserError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { exitCode: 1, cause: options.cause });
  }
}
