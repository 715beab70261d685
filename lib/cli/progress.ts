import type { Clock } from "../substrate/values/clock.ts";
import { progressLine, type ProgressState, type ProgressWords } from "./progress_line.ts";
import type { Terminal } from "./terminal.ts";
import { cutToWidth } from "./text_width.ts";

/** What {@linkcode startProgress} needs. */
export interface ProgressOptions {
  readonly clock: Clock;
  readonly terminal: Pick<Terminal, "isTty" | "note" | "rewrite" | "width">;
  /** Units in all; absent: no percentage and no time left. */
  readonly total?: number;
  /** Units that an earlier attempt of a resumed run finished. @default {0} */
  readonly before?: number;
  readonly words?: ProgressWords;
  /** Least milliseconds between two drawings on a terminal. @default {100} */
  readonly redrawMs?: number;
  /** Milliseconds between two plain lines elsewhere. @default {10_000} */
  readonly lineMs?: number;
  /** Share of the total after which a plain line is due too, at most every second. @default {0.1} */
  readonly lineShare?: number;
}

/** A running display of progress. */
export interface Progress {
  /** Tells where the run stands; drawn only when it is time. */
  update(done: number, solved?: number): void;
  /** Prints a line above the display without tearing it. */
  note(line: string): void;
  /** Draws the last state and leaves the line; later calls do nothing. */
  finish(): void;
  /** Takes the line away and leaves nothing; later calls do nothing. */
  drop(): void;
}

/**
 * Shows progress: one line rewritten in place on a terminal, plain lines now and then elsewhere.
 *
 * Nothing runs in the background: the display moves when `update` is called.
 */
export function startProgress(options: ProgressOptions): Progress {
  const { clock, terminal, total, before = 0, words = {} } = options;
  const startedAt = clock.monotonic();
  let state: ProgressState = {
    done: before,
    before,
    elapsedMs: 0,
    ...(total !== undefined && { total }),
  };
  let shown: ProgressState | undefined;
  let shownAt = startedAt;
  let drawn = false;
  let finished = false;

  const line = (): string => progressLine(state, words);
  const erase = (): void => {
    if (drawn) terminal.rewrite("\r\x1b[K");
    drawn = false;
  };
  const show = (): void => {
    if (terminal.isTty) {
      // One column stays free: some terminals wrap when the last one is written.
      terminal.rewrite(`\r\x1b[K${cutToWidth(line(), terminal.width() - 1)}`);
      drawn = true;
    } else terminal.note(line());
    [shown, shownAt] = [state, clock.monotonic()];
  };
  const due = (): boolean => {
    const waited = clock.monotonic() - shownAt;
    if (terminal.isTty) return shown === undefined || waited >= (options.redrawMs ?? 100);
    if (waited >= (options.lineMs ?? 10_000)) return true;
    const step = (options.lineShare ?? 0.1) * (total ?? Infinity);
    return waited >= 1000 && state.done - (shown?.done ?? before) >= step;
  };
  return {
    update(done, solved) {
      if (finished) return;
      const elapsedMs = clock.monotonic() - startedAt;
      state = { ...state, done, elapsedMs, ...(solved !== undefined && { solved }) };
      if (due()) show();
    },
    note(text) {
      erase();
      terminal.note(text);
      if (terminal.isTty && !finished && shown !== undefined) show();
    },
    finish() {
      if (finished) return;
      finished = true;
      state = { ...state, elapsedMs: clock.monotonic() - startedAt };
      erase();
      terminal.note(line());
    },
    drop() {
      finished = true;
      erase();
    },
  };
}
