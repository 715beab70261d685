/** What a {@linkcode UserError} may carry besides its line of text. */
export interface UserErrorOptions {
  /**
   * The exit code a command ends with: 2 for wrong input or options, 1 for work that ran and failed.
   *
   * @default {2}
   */
  readonly exitCode?: 1 | 2;
  /** The error underneath, for logs; never shown to the user. */
  readonly cause?: unknown;
}

/**
 * A mistake or a misfortune the user can act on, told in one line and without a stack trace.
 *
 * Line breaks in the message are folded into spaces, so it is always one line.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { UserError } from "./user_error.ts";
 * const error = new UserError("out: No space left on device", { exitCode: 1 });
 * assertEquals([error.message, error.exitCode], ["out: No space left on device", 1]);
 * ```
 */
export class UserError extends Error {
  override readonly name = "UserError";
  /** 2: wrong input or options; 1: ran and failed. */
  readonly exitCode: 1 | 2;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(
      message.replace(/\s*[\r\n]+\s*/g, " ").trim(),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.exitCode = options.exitCode ?? 2;
  }
}
