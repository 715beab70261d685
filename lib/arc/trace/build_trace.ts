import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { DSL_VERSION } from "../dsl/registry.ts";
import type { Solution } from "../loop/loop_event.ts";
import type { Modules } from "../loop/modules.ts";
import type { Task } from "../task/task.ts";
import { COMPARATOR_VERSION, verifierScoreOf } from "../verifier/comparator.ts";
import { FEATURE_VERSION } from "../verifier/features.ts";
import type { Trace } from "./trace.ts";

/** What a trace says about the run it belongs to. */
export interface TraceContext {
  readonly runId: string;
  readonly namespace: string;
  readonly seed: number;
  readonly nodeBudget: number;
  readonly modules: Modules;
}

/** The record of a solved or unsolved task; `testCorrect` is absent where the truth is unknown. */
export function buildTrace(
  task: Task,
  solution: Solution,
  context: TraceContext,
  testCorrect?: boolean,
): Trace {
  const { best, iterations } = solution;
  const { describer, teacher, student, critic } = context.modules;
  const body: Omit<Trace, "digest" | "timing"> = {
    schema: "arc.trace/1",
    runId: context.runId,
    taskId: task.taskId,
    taskDigest: task.digest,
    namespace: context.namespace,
    seed: context.seed,
    modules: {
      describer: describer.ref,
      ruler: teacher.ref,
      ...(student === undefined ? {} : { student: student.ref }),
      critic: critic.ref,
    },
    versions: {
      comparator: COMPARATOR_VERSION,
      feature: FEATURE_VERSION,
      dsl: DSL_VERSION,
    },
    facts: solution.facts,
    iterations,
    outcome: {
      solved: solution.solved,
      best: best?.candidateId ?? null,
      verifierScore: best === null ? 0 : verifierScoreOf(best.featureVec),
      solvedAt: solution.solved ? best!.origin.iterIdx : -1,
      ...(solution.nodesToSolution === null ? {} : { nodesToSolution: solution.nodesToSolution }),
    },
  };
  return {
    ...body,
    outcome: { ...body.outcome, ...(testCorrect === undefined ? {} : { testCorrect }) },
    timing: {
      nodes: solution.nodes,
      nodeBudget: context.nodeBudget,
      cut: solution.cut,
    },
    digest: sha256(canonicalJson(body)),
  };
}

/**
 * The text that a trace's digest covers: its canonical JSON without `digest`, `outcome.testCorrect` and
 * `timing`. A trace read from a file is whole when the sha-256 of this equals its `digest`.
 */
export function digestedText(trace: Trace): string {
  const { digest: _digest, timing: _timing, outcome, ...rest } = trace;
  const { testCorrect: _truth, ...blind } = outcome;
  return canonicalJson({ ...rest, outcome: blind });
}
