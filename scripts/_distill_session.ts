import { z } from "zod";
import {
  choiceFlag,
  defineVerb,
  floatFlag,
  intFlag,
  pathFlag,
  switchFlag,
  textFlag,
} from "../lib/cli/mod.ts";
import { loadTeacher } from "../lib/distillation/diagnosis/open_teacher.ts";
import { openLockedReads } from "../lib/distillation/gate/locked_reads.ts";
import { createPairedGate } from "../lib/distillation/gate/paired_gate.ts";
import {
  AUTONOMY_MODES,
  type LearningSession,
  sessionOptionsSchema,
} from "../lib/distillation/session/learning_session.ts";
import type { LearningHome } from "../lib/distillation/session/open_home.ts";
import { startSession } from "../lib/distillation/session/start_session.ts";
import type { Trigger } from "../lib/distillation/session/trigger.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { benchmarkFlags, openBenchmark } from "./_distill_benchmark.ts";
import { homeFlags, openedHome } from "./_distill_home.ts";
import { sessionReport } from "./_distill_report.ts";
import type { Terminal } from "../lib/cli/mod.ts";

const learning = "Session", gate = "Gate";

/** The flags of a session: its parameters, all with their defaults. */
export const sessionFlags = {
  ...homeFlags,
  ...benchmarkFlags,
  "benchmark-version": textFlag({
    doc: "a frozen version, such as v1",
    group: "Benchmark",
    defaultText: "the newest",
  }),
  "autonomy": choiceFlag(AUTONOMY_MODES, {
    doc: "manual: every edit waits for a person; auto: none but the manual tier does",
    group: learning,
    default: "tiered",
  }),
  "teacher": textFlag({
    doc: "builtin:analyst, or the module spec of a teacher behind an endpoint",
    group: learning,
    value: "spec",
    default: "builtin:analyst",
  }),
  "traces": pathFlag({
    doc: "your own runs: JSONL of taskId and score, or the out-dir of an ARC run",
    group: learning,
  }),
  "min-traces": intFlag({ doc: "fewer: not ready", group: learning, min: 1, default: 20 }),
  "max-cost-usd": floatFlag({
    doc: "for teacher, judge, student and gate together; a hard stop",
    group: learning,
    min: 0,
    default: 5,
    value: "usd",
  }),
  "max-tool-calls": intFlag({
    doc: "tool calls of the teacher",
    group: learning,
    min: 1,
    default: 30,
  }),
  "min-improvement": floatFlag({
    doc: "the gain that must be shown, tested against",
    group: gate,
    min: 0,
    max: 1,
    default: 0,
  }),
  "max-regression": floatFlag({
    doc: "the loss that no category may reach",
    group: gate,
    min: 0,
    max: 1,
    default: 0.05,
  }),
  "subsample-size": intFlag({
    doc: "tasks that one decision may use",
    group: gate,
    min: 1,
    default: 50,
  }),
  "repeats": intFlag({
    doc: "runs of each side per task, where runs do not repeat exactly; more find smaller gains",
    group: gate,
    min: 1,
    max: 100,
    default: 1,
  }),
  "alpha": floatFlag({
    doc: "false acceptances that a whole session may risk",
    group: gate,
    min: 0.0001,
    max: 0.5,
    default: 0.05,
  }),
  "seed": textFlag({ doc: "another one draws other tasks and runs", group: gate, default: "0" }),
  "resume": switchFlag({ doc: "go on with the session that was interrupted", group: learning }),
  "abandon": switchFlag({
    doc: "give the interrupted session up; what it proved stays",
    group: learning,
  }),
};

/** The flags as one table. */
export const sessionTable = z.object(sessionFlags);
/** What the session flags say. */
export type SessionFlagValues = z.output<typeof sessionTable>;

/** Runs one session as the flags say, and reports it. */
export async function learn(
  trigger: Trigger,
  flags: SessionFlagValues,
  home: LearningHome,
  { signal, terminal }: { readonly signal: AbortSignal; readonly terminal: Terminal },
): Promise<LearningSession> {
  const benchmark = await openBenchmark(flags, terminal.note);
  const teacher = await loadTeacher({
    ref: flags.teacher,
    advice: benchmark.advice,
    readKey: (name) => Deno.env.get(name),
    clock: systemClock,
  });
  const report = sessionReport(terminal);
  try {
    return await startSession({
      home,
      trigger,
      options: sessionOptionsSchema.parse({
        autonomyMode: flags.autonomy,
        benchmarkVersion: flags["benchmark-version"],
        minTraces: flags["min-traces"],
        maxCostUsd: flags["max-cost-usd"],
        maxToolCalls: flags["max-tool-calls"],
        minImprovement: flags["min-improvement"],
        maxRegression: flags["max-regression"],
        subsampleSize: flags["subsample-size"],
        repeats: flags.repeats,
        alpha: flags.alpha,
        seed: flags.seed,
      }),
      benchmark,
      gate: createPairedGate(),
      lockedReads: openLockedReads(home.lockedReadsFile),
      teacherName: teacher.name,
      openTeacher: teacher.open,
      ...(flags.traces === undefined ? {} : { traces: flags.traces }),
      resume: flags.resume,
      abandon: flags.abandon,
      signal,
      onEvent: report.hear,
    });
  } finally {
    report.finish();
    await benchmark.close?.();
  }
}

/** Statuses that are no failure of the command. */
const WELL = ["completed", "awaiting_review", "no_action", "not_ready"];

/** `distill run`. */
export const runVerb = defineVerb({
  name: "distill run",
  summary: "one learning session: diagnose, plan, try every edit on a copy, keep what is proven.",
  flags: sessionTable,
  examples: ["deno task distill init", "deno task distill run --benchmark arc --autonomy tiered"],
}, async ({ options, signal, terminal }) => {
  await using home = await openedHome(options, terminal.note);
  const trigger: Trigger = { kind: "on_demand", metadata: {} };
  const session = await learn(trigger, options, home, { signal, terminal });
  return WELL.includes(session.status) ? 0 : 1;
});
