import type { Clock } from "../substrate/values/clock.ts";

/** The two signals by which people and supervisors end a run. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** What {@linkcode watchInterrupts} needs from the process. */
export interface InterruptHost {
  readonly listen: (signal: StopSignal, handler: () => void) => void;
  readonly unlisten: (signal: StopSignal, handler: () => void) => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** Tells one press of Ctrl-C, which may arrive twice, from two. */
  readonly clock: Pick<Clock, "monotonic">;
  /** Called at the first signal, to tell the user what happens next. */
  readonly onFirst: () => void;
}

/** A running watch. */
export interface InterruptWatch {
  /** Aborts at the first signal, with an `AbortError`. */
  readonly signal: AbortSignal;
  /** Hands the signals back to the system. */
  readonly stop: () => void;
}

const SAME_PRESS_MS = 500;

/**
 * Turns the first Ctrl-C (or SIGTERM) into an abort and lets the second end the process with code 130.
 *
 * Under `deno task` one press arrives twice, from the terminal and passed on by the task runner: what
 * follows the first within half a second does not count.
 */
export function watchInterrupts(host: InterruptHost): InterruptWatch {
  const controller = new AbortController();
  let firstAt = 0;
  const handler = (): void => {
    if (controller.signal.aborted) {
      if (host.clock.monotonic() - firstAt >= SAME_PRESS_MS) host.exit(130);
      return;
    }
    firstAt = host.clock.monotonic();
    controller.abort(new DOMException("Interrupted by the user", "AbortError"));
    host.onFirst();
  };
  const signals: readonly StopSignal[] = ["SIGINT", "SIGTERM"];
  for (const name of signals) host.listen(name, handler);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of signals) host.unlisten(name, handler);
    },
  };
}
