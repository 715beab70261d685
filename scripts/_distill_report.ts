import { formatTable, startProgress, type Terminal } from "../lib/cli/mod.ts";
import type { EditOutcome, LearningSession } from "../lib/distillation/session/learning_session.ts";
import { totalSpent } from "../lib/distillation/session/cost_ledger.ts";
import type { SessionEvent } from "../lib/distillation/session/session_ports.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";

/** Tells a running session: a line per phase and edit, a display of runs, a table at the end. */
export function sessionReport(terminal: Terminal): {
  readonly hear: (event: SessionEvent) => void;
  readonly finish: () => void;
} {
  const progress = startProgress({
    clock: systemClock,
    terminal,
    words: { unit: "runs", solved: "passed" },
  });
  let passed = 0, ran = false, opened = false;
  return {
    finish: () => {
      if (ran) progress.finish();
    },
    hear: (event) => {
      switch (event.kind) {
        case "opened":
          opened = true;
          progress.note(`session ${event.session.id}${event.recovering ? ", going on" : ""}`);
          return;
        case "phase":
          progress.note(`${event.name}: ${event.text}`);
          return;
        case "power":
          progress.note(`gate: ${event.power.text}`);
          return;
        case "edit":
          progress.note(`edit ${event.edit.id} ${event.edit.op}: ${outcomeLine(event.outcome)}`);
          return;
        case "run":
          ran = true;
          if (event.passed) passed++;
          progress.update(event.done, passed);
          return;
        case "closed":
          if (ran) progress.finish();
          ran = false;
          if (!opened) {
            terminal.note("a session told the same has ended before; --seed makes another");
          }
          sessionLines(event.session).forEach(terminal.print);
      }
    },
  };
}

/** What became of an edit, on a line. */
export function outcomeLine({ status, reason }: EditOutcome): string {
  return `${status.replaceAll("_", " ")}: ${reason}`;
}

/** A session in a few lines and a table. */
export function sessionLines(session: LearningSession): string[] {
  const { id, status, benchmark, error, editOutcomes, benchmarkBefore, benchmarkAfter } = session;
  const score = [benchmarkBefore, benchmarkAfter].flatMap((one) =>
    one === undefined ? [] : [one.overall.toFixed(3)]
  );
  const lines = [
    `session ${id}: ${status.replaceAll("_", " ")}${error === undefined ? "" : `: ${error}`}`,
    `${benchmark.name} ${benchmark.version}, ${session.teacher}, ${session.gate}` +
    (score.length === 0 ? "" : `; score ${score.join(" then ")}`),
    `alpha ${session.alpha.spent.toFixed(4)} of ${session.alpha.budget} spent, ` +
    `${Number(totalSpent(session.cost).toFixed(4))} of ${session.cost.limitUsd} USD spent`,
  ];
  const last = session.phases.at(-1);
  if (["not_ready", "no_action"].includes(status) && last !== undefined) lines.push(last.outcome);
  if (session.confirmation !== undefined) {
    lines.push(`locked split: ${session.confirmation.verdict}, ${session.confirmation.reason}`);
  }
  if (editOutcomes.length === 0) return lines;
  const rows = editOutcomes.map((one) => [
    one.editId,
    one.status.replaceAll("_", " "),
    one.benchmarkDelta === undefined ? "" : one.benchmarkDelta.toFixed(3),
    one.reason,
  ]);
  return [...lines, ...formatTable({ headers: ["edit", "outcome", "delta", "reason"], rows })];
}
