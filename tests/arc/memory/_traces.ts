import { digestOf, sha256 } from "../../../lib/substrate/values/digest.ts";
import type { Prng } from "../../../lib/substrate/values/prng.ts";
import type { Fact } from "../../../lib/arc/describer/fact.ts";
import type { Program } from "../../../lib/arc/dsl/program.ts";
import { opsSignature } from "../../../lib/arc/dsl/program.ts";
import type { MemoryLimits } from "../../../lib/arc/memory/bundle.ts";
import { digestedText } from "../../../lib/arc/trace/build_trace.ts";
import type { Candidate, Trace } from "../../../lib/arc/trace/trace.ts";
import { COMPARATOR_VERSION, verifierScoreOf } from "../../../lib/arc/verifier/comparator.ts";
import { FEATURE_VERSION } from "../../../lib/arc/verifier/features.ts";

/** A program of rigid motions. */
export function motions(...names: string[]): Program {
  return {
    steps: names.map((motion, i) => ({ op: "move_rigid", args: [i], params: { motion } })),
  };
}

/** Certain facts of two train pairs, from their names. */
export function facts(...names: string[]): Fact[] {
  return names.map((name) => ({
    kind: name.split(" ")[0]!,
    args: { which: name },
    support: [0, 1],
  }));
}

/** One candidate in short form; `exact` is the share of train pairs it gets right. */
export interface CandidateSketch {
  readonly program: Program;
  readonly exact: number;
  /** Position of its seed in the list. */
  readonly seed?: number;
  readonly edit?: string;
}

/** A trace of two train pairs whose best candidate is the last. */
export function traceOf(
  taskId: string,
  facts: readonly Fact[],
  sketches: readonly CandidateSketch[],
  more: { runId?: string; testCorrect?: boolean } = {},
): Trace {
  const taskDigest = sha256(taskId);
  const candidates: Candidate[] = [];
  const directives = [];
  for (const { program, exact, seed, edit } of sketches) {
    const errorType = exact === 1 ? "ok" : "cells";
    const featureVec = [exact, 1, 1, exact, 1, 1, 40];
    const parent = seed === undefined ? undefined : candidates[seed]!;
    const directiveId = `d${candidates.length}`;
    if (parent !== undefined && edit !== undefined) {
      const locus = { stage: "ruler", step: -1 } as const;
      directives.push({ directiveId, seedId: parent.candidateId, op: edit, locus, hint: {} });
    }
    candidates.push({
      candidateId: digestOf({ task: taskDigest, program }),
      ...(parent === undefined ? {} : { parentId: parent.candidateId, directiveId }),
      ...(edit === undefined ? {} : { edit }),
      source: parent === undefined ? "teacher" : "edit",
      family: "motions",
      program,
      text: "",
      opsSignature: opsSignature(program),
      verify: {
        pairs: [0, 1].map(() => ({
          shapeOk: true,
          paletteOk: true,
          cellAccuracy: exact,
          errorType,
        })),
        errorType,
      },
      featureVec,
      verifierScore: verifierScoreOf(featureVec),
      critic: {
        score: exact,
        blame: { stage: "none", step: -1 },
        csa: { pairs: [], pooled: { colour: 0, shape: 0, arrangement: 0 } },
      },
      memory: { cases: [], solvedExamples: [] },
    });
  }
  const best = candidates.at(-1);
  const ref = { name: "fixed", digest: "0" };
  const trace: Trace = {
    schema: "arc.trace/1",
    runId: more.runId ?? "run",
    taskId,
    taskDigest,
    namespace: "default",
    seed: 0,
    modules: { describer: ref, ruler: ref, critic: ref },
    versions: { comparator: COMPARATOR_VERSION, feature: FEATURE_VERSION, dsl: "dsl/1" },
    facts,
    iterations: [{
      iterIdx: 0,
      seeds: [],
      directives,
      candidates,
      selected: { best: best?.candidateId ?? null, seeds: [] },
    }],
    outcome: {
      solved: best?.verify.errorType === "ok",
      best: best?.candidateId ?? null,
      verifierScore: best?.verifierScore ?? 0,
      solvedAt: best?.verify.errorType === "ok" ? 0 : -1,
      ...(more.testCorrect === undefined ? {} : { testCorrect: more.testCorrect }),
    },
    timing: { nodes: 1, nodeBudget: 1, cut: null },
    digest: "",
  };
  return { ...trace, digest: sha256(digestedText(trace)) };
}

const MOTIONS = ["flip_x", "flip_y", "turn90", "turn180", "turn270", "transpose"];

/** A random episode: some facts, some drafts, some edits, now and then a solution. */
export function randomTrace(prng: Prng, taskId: string): Trace {
  const named = Array.from({ length: prng.between(1, 6) }, () => `group.kind${prng.below(9)} x`);
  const program = () =>
    motions(...Array.from({ length: prng.between(1, 3) }, () => prng.pick(MOTIONS)));
  const sketches: CandidateSketch[] = [{ program: { steps: [] }, exact: 0 }];
  for (let i = prng.between(0, 4); i > 0; i--) {
    const edit = prng.pick(["mutate_param", "insert_step"]);
    sketches.push({
      program: program(),
      exact: prng.below(3) / 4,
      ...(prng.below(2) === 0 ? {} : { seed: prng.below(sketches.length), edit }),
    });
  }
  if (prng.below(2) === 0) {
    sketches.push({ program: program(), exact: 1, seed: 0, edit: "reorient" });
  }
  return traceOf(taskId, facts(...new Set(named)), sketches);
}

/** What tests ask for when nothing else is said. */
export const limits: MemoryLimits = {
  episodes: 8,
  cases: 8,
  solvedExamples: 8,
  repairCases: 8,
  macros: 8,
  maxBytes: 65_536,
};

/** A query about a task that has these facts on two train pairs. */
export function queryOf(taskId: string, facts: readonly Fact[]) {
  return { task: { taskId, digest: sha256(taskId), train: [1, 2] as never }, facts };
}

/** Runs work in a temporary folder and takes the folder away again. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "baton-memory-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A first candidate that fits nothing. */
export const start = { program: { steps: [] }, exact: 0 };

/** Facts that tasks of one kind share. */
export const near = facts("size.same a", "palette.same b", "motion.flip c");

/** The trace of a task that an edit of `start` solved with these motions. */
export const solved = (taskId: string, names = ["flip_x"]) =>
  traceOf(taskId, near, [start, {
    program: motions(...names),
    exact: 1,
    seed: 0,
    edit: "reorient",
  }]);
