import { z } from "zod";
import { defineVerb, formatTable, switchFlag, textFlag } from "../lib/cli/mod.ts";
import { createPairedGate } from "../lib/distillation/gate/paired_gate.ts";
import { openLockedReads } from "../lib/distillation/gate/locked_reads.ts";
import { approveEdit, rejectEdit } from "../lib/distillation/review/decide_pending.ts";
import { rollBackEdits } from "../lib/distillation/review/roll_back_edits.ts";
import { pinBenchmark } from "../lib/distillation/session/frozen_benchmark.ts";
import { homePlaces } from "../lib/distillation/session/open_home.ts";
import { findSession } from "../lib/distillation/session/session_history.ts";
import { liveState } from "../lib/distillation/session/session_state.ts";
import { raiseFlag } from "../lib/distillation/triggers/user_flags.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { benchmarkFlags, openBenchmark } from "./_distill_benchmark.ts";
import { homeFlags, homeFolder, openedHome } from "./_distill_home.ts";
import { outcomeLine, sessionReport } from "./_distill_report.ts";

const flags = z.object(homeFlags);
const editWord = { name: "edit", doc: "its id, or the beginning of it", min: 1, max: 1 };
const by = {
  by: textFlag({ doc: "who decides, for the record", defaultText: "USER", value: "name" }),
};

/** Who decides. @throws {UserError} exit 2 where nobody says so */
function approverOf(name: string | undefined): string {
  const found = name ?? Deno.env.get("USER") ?? "";
  if (found.trim() !== "") return found;
  throw new UserError("--by is needed: who decides?");
}

const review = defineVerb({
  name: "distill review",
  summary: "lists the edits that wait for a person.",
  flags,
}, async ({ options, terminal }) => {
  const home = await homePlaces(homeFolder(options));
  const rows = (await home.queue.list()).map(({ sessionId, edit }) => [
    edit.id,
    edit.op,
    edit.riskTier,
    JSON.stringify(edit.payload).slice(0, 60),
    edit.rationale,
    sessionId,
  ]);
  const headers = ["edit", "op", "tier", "payload", "rationale", "session"];
  if (rows.length === 0) terminal.print("nothing waits");
  else formatTable({ headers, rows }).forEach(terminal.print);
});

const approve = defineVerb({
  name: "distill approve",
  summary:
    "validates an edit against today's state, gates it there, and commits it if it is a gain.",
  flags: flags.extend({
    ...by,
    ...benchmarkFlags,
  }),
  positional: editWord,
}, async ({ options, positional, signal, terminal }) => {
  await using home = await openedHome(options, terminal.note);
  const { sessionId } = await home.queue.get(positional[0]!);
  const session = await findSession(home.sessionsFolder, sessionId);
  const { version } = session.benchmark;
  const benchmark = await openBenchmark(options, terminal.note);
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => await benchmark.close?.());
  const gate = createPairedGate();
  const report = sessionReport(terminal);
  const { outcome, regated } = await approveEdit(positional[0]!, approverOf(options.by), {
    store: home.store,
    queue: home.queue,
    sessionsFolder: home.sessionsFolder,
    state: liveState(home.store),
    benchmark,
    frozen: await pinBenchmark(home.folder, benchmark, gate, version),
    gate,
    lockedReads: openLockedReads(home.lockedReadsFile),
    options: session.options,
    signal,
    onEvent: report.hear,
  });
  report.finish();
  if (regated) terminal.note("the state has changed since it was planned: judged against today's");
  terminal.print(`edit ${outcome.editId}: ${outcomeLine(outcome)}`);
  return outcome.status === "applied" ? 0 : 1;
});

const reject = defineVerb({
  name: "distill reject",
  summary: "turns an edit down for good.",
  flags: flags.extend({ ...by, reason: textFlag({ doc: "why", required: true }) }),
  positional: editWord,
}, async ({ options, positional, terminal }) => {
  await using home = await openedHome(options, terminal.note);
  const approver = approverOf(options.by);
  const outcome = await rejectEdit(positional[0]!, options.reason, approver, home);
  terminal.print(`edit ${outcome.editId}: ${outcomeLine(outcome)}`);
});

const rollback = defineVerb({
  name: "distill rollback",
  summary: "takes an accepted edit back, or all of a session at once.",
  flags: flags.extend({ last: switchFlag({ doc: "the last session that changed the state" }) }),
  positional: { name: "id", doc: "of an edit or a session", max: 1 },
}, async ({ options, positional, terminal }) => {
  if (options.last === (positional[0] !== undefined)) {
    throw new UserError("say which edit or session to take back, or --last");
  }
  await using home = await openedHome(options, terminal.note);
  const { editIds, digest, restored } = await rollBackEdits(positional[0], home);
  for (const editId of editIds) terminal.print(`edit ${editId}: taken back`);
  terminal.print(
    restored
      ? `state ${digest.slice(0, 16)}, to the byte that from before`
      : `state ${digest.slice(0, 16)}; edits accepted since stay in force`,
  );
});

const flag = defineVerb({
  name: "distill flag",
  summary: "asks for a session over a trace; distill watch starts it.",
  flags,
  positional: { name: "trace", doc: "its id", min: 1, max: 1 },
}, async ({ options, positional, terminal }) => {
  const { flagsFile } = await homePlaces(homeFolder(options));
  await raiseFlag(flagsFile, positional[0]!);
  terminal.print(`flagged ${positional[0]}`);
});

/** Commands by which people decide. */
export const reviewVerbs = [review, approve, reject, rollback, flag];
