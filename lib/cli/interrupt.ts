/** The two signals by which people and supervisors end a run. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** What {@linkcode watchInterrupts} needs from the process. */
export interface InterruptHost {
  readonly listen: (signal: StopSignal, handler: () => void) => void;
  readonly unlisten: (signal: StopSignal, handler: () => void) => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
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

/**
 * Turns the first Ctrl-C (or SIGTERM) into an abort and lets the second end the process with code 130.
 */
export function watchInterrupts(host: InterruptHost): InterruptWatch {
  const controller = new AbortController();
  const handler = (): void => {
    if (controller.signal.aborted) return host.exit(130);
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
