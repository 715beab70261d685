import { z } from "zod";
import { defineVerb, formatTable, intFlag, textFlag } from "../lib/cli/mod.ts";
import { loadTeacher } from "../lib/distillation/diagnosis/open_teacher.ts";
import { createPairedGate } from "../lib/distillation/gate/paired_gate.ts";
import { explainEdit } from "../lib/distillation/session/explain_edit.ts";
import { readFrozen } from "../lib/distillation/session/frozen_benchmark.ts";
import { homePlaces } from "../lib/distillation/session/open_home.ts";
import { replaySession } from "../lib/distillation/session/replay_session.ts";
import { findSession, listSessions } from "../lib/distillation/session/session_history.ts";
import { initState } from "../lib/distillation/state/init_state.ts";
import { inForce } from "../lib/distillation/state/roll_back.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { benchmarkFlags, openBenchmark } from "./_distill_benchmark.ts";
import { homeFlags, homeFolder, openedHome } from "./_distill_home.ts";
import { sessionLines } from "./_distill_report.ts";

const flags = z.object(homeFlags);
const sessionWord = { name: "session", doc: "its id, or the beginning of it" };

const init = defineVerb({
  name: "distill init",
  summary: "makes the state repository: the harness's settings as plain files in git.",
  flags,
}, async ({ options, terminal }) => {
  const { folder, digest } = await initState({ home: homeFolder(options), clock: systemClock });
  terminal.print(`${folder}: state ${digest.slice(0, 16)}`);
});

const history = defineVerb({
  name: "distill history",
  summary: "lists the sessions, newest first.",
  flags: flags.extend({ limit: intFlag({ doc: "only the newest n", min: 1, default: 20 }) }),
}, async ({ options, terminal }) => {
  const home = await homePlaces(homeFolder(options));
  const sessions = (await listSessions(home.sessionsFolder)).toReversed().slice(0, options.limit);
  const rows = sessions.map((one) => [
    one.id,
    one.timing.startedAt.slice(0, 16).replace("T", " "),
    one.trigger.kind.replaceAll("_", " "),
    `${one.benchmark.name} ${one.benchmark.version}`,
    one.status.replaceAll("_", " "),
    one.editOutcomes.filter((edit) => edit.status === "applied").length,
    one.editOutcomes.length,
  ]);
  const headers = ["session", "started", "trigger", "benchmark", "status", "applied", "edits"];
  formatTable({ headers, rows }).forEach(terminal.print);
});

const show = defineVerb({
  name: "distill show",
  summary: "tells of a session, or without one of the state and the edits in force.",
  flags,
  positional: { ...sessionWord, max: 1 },
}, async ({ options, positional, terminal }) => {
  if (positional[0] !== undefined) {
    const { sessionsFolder } = await homePlaces(homeFolder(options));
    sessionLines(await findSession(sessionsFolder, positional[0])).forEach(terminal.print);
    return;
  }
  await using home = await openedHome(options, terminal.note);
  const { digest, files } = await home.store.head();
  terminal.print(`${home.store.folder}: state ${digest.slice(0, 16)}, ${files.size} files`);
  const rows = inForce(await home.store.history()).map(({ subject, trailers }) => [
    trailers["Edit-ID"],
    subject,
    trailers["Session-ID"],
    trailers["Risk-Tier"],
    trailers["Approved-By"],
  ]);
  const headers = ["edit", "op", "session", "tier", "approved by"];
  if (rows.length > 0) formatTable({ headers, rows }).forEach(terminal.print);
});

const explain = defineVerb({
  name: "distill explain",
  summary: "why an edit was kept or not: its evidence, the pairs, the test, the alpha it spent.",
  flags,
  positional: { name: "edit", doc: "its id, or the beginning of it", min: 1, max: 1 },
}, async ({ options, positional, terminal }) => {
  const { sessionsFolder } = await homePlaces(homeFolder(options));
  (await explainEdit(sessionsFolder, positional[0]!)).forEach(terminal.print);
});

const replay = defineVerb({
  name: "distill replay",
  summary: "decides a recorded session again, spending nothing, and compares every byte.",
  flags: flags.extend({
    teacher: textFlag({
      doc: "the spec of its teacher",
      default: "builtin:analyst",
      value: "spec",
    }),
    ...benchmarkFlags,
  }),
  positional: { ...sessionWord, min: 1, max: 1 },
}, async ({ options, positional, signal, terminal }) => {
  await using home = await openedHome(options, terminal.note);
  const session = await findSession(home.sessionsFolder, positional[0]!);
  const { name, version } = session.benchmark;
  const benchmark = await openBenchmark(options, terminal.note);
  const frozen = await readFrozen(home.folder, name, version);
  if (frozen === undefined) throw new UserError(`${name}: no version ${version} is kept`);
  const { advice } = benchmark;
  const readKey = (key: string) => Deno.env.get(key);
  const teacher = await loadTeacher({
    ref: options.teacher,
    advice,
    readKey,
    clock: systemClock,
    replaying: true,
  });
  if (teacher.name !== session.teacher) {
    throw new UserError(
      `session ${session.id} had the teacher ${session.teacher}; give its --teacher`,
    );
  }
  const result = await replaySession(session, {
    store: home.store,
    benchmark,
    frozen,
    gate: createPairedGate(),
    openTeacher: teacher.open,
    clock: systemClock,
    sessionsFolder: home.sessionsFolder,
    scratch: home.scratch("replay"),
    signal,
  });
  terminal.print(
    result.identical
      ? `session ${session.id}: ${result.files} files, the same bytes (${
        result.digest.slice(0, 16)
      })`
      : `session ${session.id}: came out differently: ${result.differing.join(", ")}`,
  );
  return result.identical ? 0 : 1;
});

/** Commands that make and read records. */
export const recordVerbs = [init, history, show, explain, replay];
