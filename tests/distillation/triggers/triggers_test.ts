import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { manualClock } from "../../../lib/substrate/values/clock.ts";
import { dueTriggers } from "../../../lib/distillation/triggers/due_triggers.ts";
import { nextCron } from "../../../lib/distillation/triggers/next_cron.ts";
import { raiseFlag, readFlags } from "../../../lib/distillation/triggers/user_flags.ts";
import { watchTriggers } from "../../../lib/distillation/triggers/watch_triggers.ts";

const DAY = 86_400_000;
const now = new Date("2026-11-26T04:00:00Z");
const cursor = { flags: 0, traces: 0, scheduledAt: "2026-11-26T02:00:00.000Z" };

function traces(scores: readonly number[], errorType = "cells") {
  const recent = scores.map((score, i) => ({
    id: `trace-${i}`,
    taskId: `t${i}`,
    score,
    facets: { errorType },
  }));
  return { count: recent.length, recent };
}

Deno.test("a schedule fires once for a moment that passed, and not again before the next", () => {
  const seen = { now, flags: [], traces: traces([]) };
  const rules = { cron: "0 3 * * *" };
  const first = dueTriggers(seen, cursor, rules);
  assertEquals(first.triggers, [
    { kind: "scheduled", metadata: { cron: "0 3 * * *", newTraceCount: 0 } },
  ]);
  assertEquals(dueTriggers(seen, first.cursor, rules).triggers, []);
  const later = { ...seen, now: new Date(now.getTime() + DAY) };
  assertEquals(dueTriggers(later, first.cursor, rules).triggers.length, 1);
});

Deno.test("new failures of one kind fire once they are many and most runs fail; few ones wait for more", () => {
  const rules = { clusterSize: 4, clusterRate: 0.5 };
  const seen = (scores: readonly number[]) => ({ now, flags: [], traces: traces(scores) });
  const few = dueTriggers(seen([0, 0, 0, 1]), cursor, rules);
  assertEquals(few.triggers, []);
  const many = dueTriggers(seen([0, 0, 0, 1, 0]), few.cursor, rules);
  assertEquals(many.triggers, [{
    kind: "cluster",
    metadata: {
      description: "4 of 5 new runs failed with cells",
      traceIds: ["trace-0", "trace-1", "trace-2", "trace-4"],
      failureRate: 0.8,
    },
  }]);
  assertEquals(dueTriggers(seen([0, 0, 0, 1, 0]), many.cursor, rules).triggers, []);
  assertEquals(dueTriggers(seen([0, 0, 0, 0, 1, 1, 1, 1, 1]), cursor, rules).triggers, []);
});

Deno.test("a schedule that is none is refused by name", () => {
  assertThrows(() => nextCron("every day", now), UserError, '"every day"');
});

Deno.test("a watch fires flags and due schedules once, whoever starts it again", async () => {
  const folder = await Deno.makeTempDir();
  const clock = manualClock(now.getTime());
  const flagsFile = `${folder}/flags.jsonl`;
  const watch = () =>
    Array.fromAsync(
      watchTriggers({
        flagsFile,
        cursorFile: `${folder}/watch.json`,
        traces: `${folder}/not-there-yet`,
        cron: "0 3 * * *",
        once: true,
        clock,
      }),
      ({ kind }) => kind,
    );
  assertEquals(await watch(), []);
  await raiseFlag(flagsFile, "trace-é");
  await raiseFlag(flagsFile, "trace-2");
  assertEquals(await readFlags(flagsFile), ["trace-é", "trace-2"]);
  assertEquals(await watch(), ["user_flag", "user_flag"]);
  assertEquals(await watch(), []);
  clock.advance(DAY);
  assertEquals(await watch(), ["scheduled"]);
  assertEquals(await watch(), []);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a watch looks again after each pause until it is stopped", async () => {
  const folder = await Deno.makeTempDir();
  const stop = new AbortController();
  let pauses = 0;
  const flagsFile = `${folder}/flags.jsonl`;
  const seen: string[] = [];
  await assertRejects(async () => {
    const triggers = watchTriggers({
      flagsFile,
      cursorFile: `${folder}/watch.json`,
      clock: manualClock(0),
      signal: stop.signal,
      sleep: async () => {
        pauses++;
        if (pauses === 1) await raiseFlag(flagsFile, "a");
        else stop.abort();
      },
    });
    for await (const { kind } of triggers) seen.push(kind);
  });
  assertEquals([seen, pauses], [["user_flag"], 2]);
  await Deno.remove(folder, { recursive: true });
});
