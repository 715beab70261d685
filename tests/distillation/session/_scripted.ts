import type { EditAction } from "../../../lib/distillation/edits/edit.ts";
import { readDocument, valueAt } from "../../../lib/distillation/state/document.ts";
import type {
  Benchmark,
  BenchmarkTask,
  Gate,
  GateRequest,
  GateSessionOptions,
  ScoreRequest,
  TaskScore,
} from "../../../lib/distillation/session/ports.ts";
import { scoreOf } from "../../../lib/distillation/session/student_run.ts";

/** What may differ between scripted benchmarks. */
export interface ScriptedOptions {
  readonly tasks?: number;
  /** Replaces the score of a task, or throws. */
  readonly score?: (taskId: string, score: number) => number;
  readonly mostUsdPerRun?: number;
  readonly usdPerRun?: number;
  readonly propose?: readonly EditAction[];
  readonly onScore?: (request: ScoreRequest) => void;
}

/**
 * A benchmark for tests: task `t17` passes when the state's `nodeBudget` is at least 170. Nothing of it is
 * measured; it is named `scripted`.
 */
export function scriptedBenchmark(options: ScriptedOptions = {}): Benchmark {
  const count = options.tasks ?? 90;
  const tasks: readonly BenchmarkTask[] = Array.from({ length: count }, (_, i) => ({
    id: `t${i}`,
    family: `t${i}`,
    category: ["even", "odd"][i % 2]!,
  }));
  return {
    name: "scripted",
    contentDigest: `scripted-${count}`,
    environmentDigest: "scripted",
    deterministic: true,
    mostUsdPerRun: options.mostUsdPerRun ?? 0,
    tasks: () => Promise.resolve(tasks),
    score: async function* (request) {
      options.onScore?.(request);
      const budget = await numberIn(request.stateFolder, "nodeBudget");
      for (const taskId of request.taskIds) {
        await Promise.resolve();
        const needs = 10 * Number(taskId.slice(1));
        const plain = budget >= needs ? 1 : 0;
        const score = options.score?.(taskId, plain) ?? plain;
        const facets = { stop: plain === 1 ? "solved" : "budget" };
        const usd = options.usdPerRun ?? 0;
        yield {
          taskId,
          outcome: { kind: "scored", score },
          facets,
          cost: { studentUsd: usd, judgeUsd: 0 },
        } satisfies TaskScore;
      }
    },
    check: async (folder) => {
      const budget = await numberIn(folder, "nodeBudget");
      return budget > 0 ? undefined : `nodeBudget: expected more than 0, found ${budget}`;
    },
    advice: {
      clusterBy: ["stop"],
      describe: (facet, value) => `runs that ended by ${facet} ${value}`,
      propose: () =>
        (options.propose ?? [budget(800)]).map((action) => ({
          ...action,
          rationale: "the search was cut",
        })),
    },
  };
}

/** An edit of the node budget. */
export function budget(value: number): EditAction {
  return { op: "set_search_budget", payload: { setting: "nodeBudget", value } };
}

async function numberIn(folder: string, key: string): Promise<number> {
  const path = `${folder}/arc/search.jsonc`;
  return valueAt(readDocument(path, await Deno.readTextFile(path)), [key]) as number;
}

/** What may differ between scripted gates. */
export interface ScriptedGateOptions {
  readonly calibrated?: boolean;
  readonly confirms?: "confirmed" | "harmed";
  readonly verdict?: (delta: number) => "accept" | "reject" | "undecided";
}

/** A gate for tests: accepts any gain on the first `subsampleSize` tasks. It proves nothing. */
export function scriptedGate(options: ScriptedGateOptions = {}): Gate {
  return {
    name: "scripted-gate/1",
    split: (tasks) => {
      const part = (at: number) => tasks.filter((task) => Number(task.id.slice(1)) % 3 === at);
      return { diagnose: part(0), gate: part(1), locked: part(2) };
    },
    open: (session) => opened(session, options),
  };
}

function opened(
  session: GateSessionOptions,
  options: ScriptedGateOptions,
): ReturnType<Gate["open"]> {
  const { splits, student, subsampleSize } = session;
  const ids = splits.gate.slice(0, subsampleSize).map((task) => task.id);
  let spent = session.alphaSpent ?? 0;
  const scores = async (state: GateRequest["baseline"], draw: number) =>
    (await student.run({ state, taskIds: ids, seed: "gate", draw, role: "gate" })).map((run) =>
      scoreOf(run) ?? null
    );
  const mean = (list: readonly (number | null)[]) =>
    list.reduce((sum: number, score) => sum + (score ?? 0), 0) / list.length;
  return {
    power: () => ({
      tasks: ids.length,
      mde: 0.1,
      alpha: 0.05,
      mostRuns: 2 * ids.length,
      text: "scripted",
    }),
    calibrate: () =>
      Promise.resolve({
        pairs: ids.length,
        moved: 0,
        noiseFloor: 0,
        falseAccepts: 0,
        simulated: 1,
        calibrated: options.calibrated ?? true,
        reason: "scripted",
      }),
    decide: async ({ editId, baseline, candidate }) => {
      const before = await scores(baseline, 0);
      const after = await scores(candidate, 0);
      const delta = mean(after) - mean(before);
      spent += 0.005;
      return {
        editId,
        sessionId: session.sessionId,
        gate: "scripted-gate/1",
        baseline: baseline.digest,
        candidate: candidate.digest,
        pairs: ids.length,
        repeats: 1,
        perTask: ids.map((taskId, i) => ({
          taskId,
          family: taskId,
          seeds: ["gate"],
          before: [before[i]!],
          after: [after[i]!],
        })),
        delta,
        ci: { low: delta, high: delta },
        test: { name: "scripted", alpha: 0.005, alphaSpent: 0.005, stoppedAt: ids.length },
        clusters: [],
        mde: 0.1,
        noiseFloor: 0,
        verdict: options.verdict?.(delta) ?? (delta > 0 ? "accept" : "reject"),
        reason: `scripted: delta ${delta.toFixed(3)}`,
      };
    },
    confirm: async (before, after) => ({
      before: before.digest,
      after: after.digest,
      tasks: splits.locked.length,
      delta: 0.1,
      ci: { low: 0, high: 0.2 },
      looked: await session.lockedReads.note("scripted", session.sessionId),
      verdict: options.confirms ?? "confirmed",
      reason: "scripted",
    }),
    get alpha() {
      return { budget: session.alpha, spent };
    },
  };
}
