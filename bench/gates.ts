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
 * Measured 2026-11-26 on 2 shared and busy cores, 2,000 sessions each, with the default of one run a side:
 *
 * | what | tasks | gate | runs an edit | McNemar | runs | point | runs |
 * | --- | --- | --- | --- | --- | --- | --- | --- |
 * | true +10 alone: accepted | 50 | 24.7 % | 87 | 23.3 % | 100 | 30.3 % | 100 |
 * | true +10 alone: accepted | 200 | 72.3 % | 349 | 69.8 % | 400 | 80.4 % | 400 |
 * | true +10 first of ten: accepted | 50 | 5.1 % | 36 | /k 4.9 % | 55 | 31.6 % | 55 |
 * | true +10 first of ten: accepted | 200 | 37.0 % | 127 | /k 34.4 % | 220 | 81.3 % | 220 |
 * | ten null edits: any accepted | 50 | 2.8 % | 35 | 16.8 % | 55 | 42.0 % | 55 |
 * | ten null edits: any accepted | 200 | 3.5 % | 112 | 20.5 % | 220 | 71.1 % | 220 |
 * | −5 after a true +10: accepted | 50 | 0.4 % | 61 | 0.1 % | 75 | 9.6 % | 75 |
 * | −5 after a true +10: accepted | 200 | 0.1 % | 245 | 0.1 % | 300 | 43.9 % | 300 |
 *
 * Runs of a session are those of an edit times its edits. With two repeats the +10 alone is found in 31.6 % (153
 * runs) and 88.5 % (610), ten nulls in 3.0 % and 3.8 %. Graded scores: nulls 0.4 % and 3.2 %, the +10 alone
 * 61.4 % (95 runs; McNemar 84.4 % with 100, since a bet on the mean must be won too) and 100 % (190). Ten edits
 * whose gains and losses cancel: 4.2 % and 10.3 % (each edit for itself may 5 %; `mcnemar/k` 15.6 % and 53.6 %).
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
