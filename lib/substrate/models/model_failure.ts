import { UserError } from "../values/user_error.ts";

/** Why a call brought no usable answer. */
export type FailureKind =
  | "status"
  | "timeout"
  | "network"
  | "too_large"
  | "interrupted"
  | "refusal"
  | "malformed";

/** What {@linkcode ModelFailure} is told. */
export interface ModelFailureOptions {
  readonly kind: FailureKind;
  /** HTTP status of kind `status`. */
  readonly status?: number;
  /** The endpoint says that the account is used up, not that calls come too fast. @default {false} */
  readonly quotaGone?: boolean;
  /** Milliseconds the endpoint asks to wait before the next attempt. */
  readonly retryAfterMs?: number;
  /** The endpoint may have charged for it, although no usage came. @default {false} */
  readonly maybeCharged?: boolean;
  readonly cause?: unknown;
}

/** One attempt at a call that brought no usable answer; costs the attempt, never the run. */
export class ModelFailure extends Error {
  override readonly name = "ModelFailure";
  readonly kind: FailureKind;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly maybeCharged: boolean;
  readonly #quotaGone: boolean;

  constructor(message: string, options: ModelFailureOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = options.kind;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.maybeCharged = options.maybeCharged ?? false;
    this.#quotaGone = options.quotaGone ?? false;
  }

  /** Whether another attempt may fare better. */
  get retryable(): boolean {
    if (this.hopeless) return false;
    if (this.kind === "status") {
      return [408, 409, 429].includes(this.status!) || this.status! >= 500;
    }
    return this.kind === "timeout" || this.kind === "network";
  }

  /** Whether every other call would fail the same way: key, account or address are no good. */
  get hopeless(): boolean {
    const refused = [401, 402, 403, 404].includes(this.status!);
    return this.kind === "status" && (refused || this.#quotaGone);
  }
}

/**
 * No further call will be made, and the run must stop where it can be resumed: the money is spent, the
 * endpoint refuses the key, or the run was interrupted. Not a failure of the task that asked.
 */
export class ModelStop extends UserError {
  /** The user stopped the run. */
  readonly interrupted: boolean;

  constructor(message: string, options: { readonly interrupted?: boolean } = {}) {
    super(message, { exitCode: 1 });
    this.interrupted = options.interrupted ?? false;
  }
}
