import { defineVerb, floatFlag, intFlag, switchFlag, textFlag } from "../lib/cli/mod.ts";
import { homePlaces } from "../lib/distillation/session/open_home.ts";
import { watchTriggers } from "../lib/distillation/triggers/watch_triggers.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { homeFolder, openedHome } from "./_distill_home.ts";
import { learn, sessionTable } from "./_distill_session.ts";

/** `distill watch`. */
export const watchVerb = defineVerb({
  name: "distill watch",
  summary:
    "starts a session when one is due: by schedule, by a cluster of failures, by a user's flag.",
  flags: sessionTable.extend({
    "cron": textFlag({ doc: "schedule in UTC, such as 0 3 * * *", group: "Triggers" }),
    "cluster-size": intFlag({
      doc: "new failures of one kind in --traces that set a session off",
      group: "Triggers",
      min: 1,
      default: 10,
    }),
    "poll-seconds": floatFlag({
      doc: "between two looks",
      group: "Triggers",
      min: 0.05,
      default: 30,
    }),
    "once": switchFlag({ doc: "look once, run what is due, end", group: "Triggers" }),
  }),
}, async ({ options, signal, terminal }) => {
  // The home is held only while a session runs, so that people can review meanwhile.
  const { flagsFile, watchFile } = await homePlaces(homeFolder(options));
  const triggers = watchTriggers({
    flagsFile,
    cursorFile: watchFile,
    ...(options.cron === undefined ? {} : { cron: options.cron }),
    ...(options.traces === undefined ? {} : { traces: options.traces }),
    clusterSize: options["cluster-size"],
    pollMs: 1000 * options["poll-seconds"],
    once: options.once,
    clock: systemClock,
    signal,
  });
  let due = 0;
  for await (const trigger of triggers) {
    due++;
    terminal.note(`due: ${trigger.kind} ${JSON.stringify(trigger.metadata)}`);
    await using home = await openedHome(options, terminal.note);
    await learn(trigger, { ...options, resume: true }, home, { signal, terminal });
  }
  if (due === 0 && options.once) terminal.print("nothing is due");
});
