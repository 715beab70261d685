import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { type Sleep, timerSleep } from "../../substrate/models/retry.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { readCollectedTraces } from "../readiness/collected_traces.ts";
import type { Trigger } from "../session/trigger.ts";
import {
  dueTriggers,
  type WatchCursor,
  watchCursorRecord,
  type WatchRules,
} from "./due_triggers.ts";
import { nextCron } from "./next_cron.ts";
import { readFlags } from "./user_flags.ts";

/** Options of {@linkcode watchTriggers}. */
export interface WatchOptions extends WatchRules {
  /** `flags.jsonl` of the home. */
  readonly flagsFile: string;
  /** `watch.json` of the home: how far the watch has come. */
  readonly cursorFile: string;
  /** JSONL file, or run folder, to which the user's runs add. */
  readonly traces?: string;
  /** Milliseconds between two looks. @default {30_000} */
  readonly pollMs?: number;
  /** Look once and end. @default {false} */
  readonly once?: boolean;
  readonly clock: Clock;
  /** @default {timerSleep} */
  readonly sleep?: Sleep;
  readonly signal?: AbortSignal;
}

/**
 * Fires triggers as they fall due, for as long as the caller asks for the next one. How far it came is on the
 * disk before a trigger is handed out: a watch that is started again fires nothing twice.
 *
 * @throws {UserError} exit 2 for a schedule or a traces file that cannot be read.
 */
export async function* watchTriggers(
  options: WatchOptions,
): AsyncGenerator<Trigger, void, void> {
  const { clock, signal, cron, sleep = timerSleep, pollMs = 30_000 } = options;
  if (cron !== undefined) nextCron(cron, clock.now());
  let cursor = await readCursor(options);
  for (;;) {
    signal?.throwIfAborted();
    const due = dueTriggers(
      {
        now: clock.now(),
        flags: await readFlags(options.flagsFile),
        traces: await tracesNow(options),
      },
      cursor,
      options,
    );
    cursor = due.cursor;
    await writeAtomicFile(options.cursorFile, `${watchCursorRecord.write(cursor)}\n`);
    yield* due.triggers;
    if (options.once === true) return;
    await sleep(pollMs, signal);
  }
}

/** A first watch begins now: what lies behind it sets nothing off. */
async function readCursor({ cursorFile, clock }: WatchOptions): Promise<WatchCursor> {
  try {
    const text = await Deno.readTextFile(cursorFile);
    return watchCursorRecord.read(JSON.parse(text), { file: cursorFile });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { flags: 0, traces: 0, scheduledAt: clock.now().toISOString() };
  }
}

/** A run folder that is not there yet has no traces. */
async function tracesNow({ traces, signal }: WatchOptions) {
  if (traces === undefined) return { count: 0, recent: [] };
  const there = await Deno.stat(traces).then(() => true, () => false);
  if (!there) return { count: 0, recent: [] };
  return await readCollectedTraces(traces, signal === undefined ? {} : { signal });
}
