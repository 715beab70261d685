import { Cron } from "croner";
import { UserError } from "../../substrate/values/user_error.ts";

/**
 * The first moment after `after` that a cron expression names, in UTC.
 *
 * @throws {UserError} exit 2 for an expression that is none, or that names no moment.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nextCron } from "./next_cron.ts";
 * const next = nextCron("0 3 * * *", new Date("2026-11-26T03:00:00Z"));
 * assertEquals(next.toISOString(), "2026-11-27T03:00:00.000Z");
 * ```
 */
export function nextCron(expression: string, after: Date): Date {
  let next: Date | null;
  try {
    next = new Cron(expression, { timezone: "UTC", paused: true }).nextRun(after);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`the schedule ${JSON.stringify(expression)}: ${said}`, { cause });
  }
  if (next !== null) return next;
  throw new UserError(`the schedule ${JSON.stringify(expression)} names no moment to come`);
}
