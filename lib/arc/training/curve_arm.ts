import { median } from "./median.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { pairedBootstrap, type PairedInterval } from "../../substrate/learn/paired_bootstrap.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import type { Trace } from "../trace/trace.ts";

/** How one held-out task ended under one arm of the curve (`arc.learning_task/1`). */
export interface ArmTask {
  readonly schema: "arc.learning_task/1";
  readonly arm: string;
  readonly taskId: string;
  /** One of the two predictions is right on every test input; where the truth is unknown, a full fit. */
  readonly solved: boolean;
  /** A candidate fits every train pair. */
  readonly fits: boolean;
  /** Nodes to the first full fit of a solved task; the whole budget for any other. */
  readonly nodesToSolution: number;
  /** Nodes used in all. */
  readonly nodes: number;
  /** Candidates that were edited, and those that an edit bettered by more than a tie-break. */
  readonly seeds: number;
  readonly seedsBettered: number;
}

/** One point of the curve (`arc.learning_curve/1`): an arm beside the untrained one at the same budget. */
export interface ArmSummary {
  readonly schema: "arc.learning_curve/1";
  /** Its place on the curve: 0 is untrained. */
  readonly index: number;
  readonly arm: string;
  readonly nodeBudget: number;
  readonly tasks: number;
  readonly solved: number;
  readonly fits: number;
  readonly medianNodes: number;
  readonly meanNodes: number;
  /** What critic and student are for: candidates edited, and bettered by an edit. */
  readonly seeds: number;
  readonly seedsBettered: number;
  /** 1 − median/median of the untrained arm. */
  readonly medianCut: number;
  /** Share of tasks gained over the untrained arm, and over the arm before. */
  readonly gain: PairedInterval;
  readonly gainOverLast: PairedInterval;
  /** Mean nodes saved per task against the untrained arm. */
  readonly saved: PairedInterval;
}

/** Reads how every task of an arm ended from its traces. */
export async function armTasks(arm: string, traces: string): Promise<ArmTask[]> {
  const tasks: ArmTask[] = [];
  for await (const { value } of readJsonl(traces)) {
    const trace = value as Trace;
    const { taskId, outcome, timing } = trace;
    const solved = outcome.testCorrect ?? outcome.solved;
    const nodesToSolution = solved ? outcome.nodesToSolution : undefined;
    tasks.push({
      schema: "arc.learning_task/1",
      arm,
      taskId,
      solved,
      fits: outcome.solved,
      nodesToSolution: Math.min(nodesToSolution ?? timing.nodeBudget, timing.nodeBudget),
      nodes: timing.nodes,
      ...edited(trace),
    });
  }
  return tasks;
}

/** Sums an arm up beside the first and the last arm before it; all have the same tasks in the same order. */
export function summarise(
  arms: readonly (readonly ArmTask[])[],
  index: number,
  nodeBudget: number,
  seed: number,
): ArmSummary {
  const tasks = arms[index]!, first = arms[0]!, last = arms[Math.max(0, index - 1)]!;
  const solved = (of: readonly ArmTask[]) => of.map((task) => task.solved ? 1 : 0);
  const nodes = (of: readonly ArmTask[]) => of.map((task) => task.nodesToSolution);
  const prng = () => createPrng(seed).split("learning-curve");
  return {
    schema: "arc.learning_curve/1",
    index,
    arm: tasks[0]!.arm,
    nodeBudget,
    tasks: tasks.length,
    solved: tasks.filter((task) => task.solved).length,
    fits: tasks.filter((task) => task.fits).length,
    seeds: sum(tasks.map((task) => task.seeds)),
    seedsBettered: sum(tasks.map((task) => task.seedsBettered)),
    medianNodes: median(nodes(tasks)),
    meanNodes: Math.round(sum(nodes(tasks)) / tasks.length),
    medianCut: 1 - median(nodes(tasks)) / Math.max(1, median(nodes(first))),
    gain: pairedBootstrap(solved(first), solved(tasks), { prng: prng() }),
    gainOverLast: pairedBootstrap(solved(last), solved(tasks), { prng: prng() }),
    saved: pairedBootstrap(nodes(tasks), nodes(first), { prng: prng() }),
  };
}

/** A gain of less than this is a shorter program, not a better one. */
const LEAST_GAIN = 1e-6;

function edited({ iterations }: Trace): Pick<ArmTask, "seeds" | "seedsBettered"> {
  const scores = new Map<string, number>();
  const bettered = new Set<string>();
  for (const { candidateId, verifierScore, parentId } of iterations.flatMap((t) => t.candidates)) {
    scores.set(candidateId, verifierScore);
    const before = parentId === undefined ? undefined : scores.get(parentId);
    if (before !== undefined && verifierScore - before > LEAST_GAIN) bettered.add(parentId!);
  }
  const seeds = new Set(iterations.flatMap((turn) => turn.seeds));
  return { seeds: seeds.size, seedsBettered: bettered.size };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
