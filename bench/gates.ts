// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Simulates learning sessions whose edits have a known worth, under the gate and under other rules, and
 * prints the share of sessions in which the named thing happened and, in brackets, student runs per session
 * and per edit:
 *
 *     deno task bench:gates [sessions, default 2000]
 *
 * Tasks are right or wrong by a chance drawn from Beta(1.2, 0.8), tossed anew by each run (`binary`), by one
 * toss for each state (`deterministic`), or scored near their chance (`graded`); five categories; a lift is
 * added to each task's chance and cut at 1. `mcnemar` tests each edit at 5 %, one-sided; `mcnemar/k` divides
 * 5 % by the session's edits; `point` accepts what is better by any amount, if no category falls by more than
 * 5 points, and keeps the session's first baseline. `repeats` are the gate's runs per task; the others have one.
 *
 * Measured 2026-11-26 on 2 shared cores, 2,000 sessions each, 120 s (43 s of CPU). Ten null edits, any accepted
 * (binary, 50 and 200 tasks): gate 2.7 % and 2.8 %, with two repeats 2.1 % and 2.9 %; graded 0.4 % and 2.6 %;
 * `mcnemar` 16.8 % and 20.5 %, `point` 42.0 % and 71.1 %. A −5 after a true +10: 0.3 % and 0.1 %, `point` 9.6 %
 * and 43.9 %. A true +10 alone: 18.8 % (50 runs) and 58.7 % (253 runs), with two repeats 32.3 % (134) and 89.0 %
 * (517); `mcnemar` 23.3 % (100) and 69.8 % (400); `point` 30.3 % and 80.4 %. A true +10 as first of ten: with
 * two repeats 9.7 % (465 runs) and 66.5 % (2196); `mcnemar/k` 4.9 % (550) and 34.4 % (2200).
 */
import { formatTable } from "../lib/cli/table.ts";
import { createPrng } from "../lib/substrate/values/prng.ts";
import {
  RULES,
  type ScoreModel,
  type SimulatedEdit,
  simulateSessions,
} from "./_simulated_sessions.ts";

const [sessions = 2000] = Deno.args.map(Number);
const begun = performance.now();
const NULLS = Array<number>(10).fill(0);
/** Most tasks gain 5 points, one in ten loses 45. */
const CANCELLING: readonly SimulatedEdit[] = Array(10).fill({ up: 0.05, every: 10 });

interface Case {
  readonly name: string;
  readonly models: readonly (`${ScoreModel} ${1 | 2}`)[];
  readonly edits: readonly SimulatedEdit[];
  /** Which edit's acceptance is reported; absent: whether any edit without a gain was accepted. */
  readonly edit?: number;
}

const noisy = ["binary 1", "binary 2"] as const,
  all = [...noisy, "graded 1", "deterministic 1"] as const;
const CASES: readonly Case[] = [
  { name: "ten null edits: any accepted", models: all, edits: NULLS },
  { name: "ten of gains = losses: any accepted", models: ["graded 1"], edits: CANCELLING },
  { name: "+10 then −5: the −5 accepted", models: all, edits: [0.1, -0.05], edit: 1 },
  { name: "+10 alone: accepted", models: all, edits: [0.1], edit: 0 },
  { name: "+10 first of ten: accepted", models: all, edits: [0.1, ...NULLS.slice(1)], edit: 0 },
];

const rows = CASES.flatMap(({ name, models, edits, edit }) =>
  models.flatMap((which) =>
    [50, 200].map((tasks) => {
      const [model, repeats] = which.split(" ") as [ScoreModel, string];
      const prng = createPrng(`gates/${model}/${tasks}/${name}`);
      const simulation = { model, tasks, repeats: Number(repeats), edits, sessions, prng };
      const figures = simulateSessions(simulation);
      const cells = RULES.map((rule) => {
        const { accepted, anyFalse, runs } = figures[rule];
        const share = (edit === undefined ? anyFalse : accepted[edit]!) / sessions;
        const perSession = runs / sessions, perEdit = perSession / edits.length;
        return `${(100 * share).toFixed(1)} % (${perSession.toFixed(0)}; ${perEdit.toFixed(0)})`;
      });
      return [name, model, tasks, Number(repeats), ...cells];
    })
  )
);
const headers = ["sessions", "model", "tasks", "repeats", ...RULES];
formatTable({ headers, rows, right: [...RULES] }).forEach((line) => console.log(line));
console.log(`${sessions} sessions each, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
