import type { DatasetKind } from "../../dataset/dataset_kind.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import type { BlameLocus, Csa } from "../critic/critique.ts";
import type { Program } from "../dsl/program.ts";
import { printProgram } from "../dsl/print_program.ts";
import type { Task } from "../task/task.ts";
import type { Candidate, Trace } from "../trace/trace.ts";
import { compareCandidates } from "../verifier/comparator.ts";
import type { ErrorType } from "../verifier/verdict.ts";
import { verifyCache } from "../verifier/verify.ts";
import { type BlameEvidence, measureBlame, scoreOf } from "./measure_blame.ts";
import { ORIGIN_FIELDS, type RowOrigin, rowOrigin } from "./row_origin.ts";

/** Where a candidate goes wrong, measured (`arc.blame_locus/1`). */
export interface BlameRow extends RowOrigin {
  readonly schema: "arc.blame_locus/1";
  readonly candidateId: string;
  readonly program: Program;
  /** The program's lines, as text. */
  readonly steps: readonly string[];
  readonly locus: BlameLocus;
  readonly errorType: ErrorType;
  readonly csa: Csa;
  readonly evidence: BlameEvidence;
}

/** Options of {@linkcode blameRows}. */
export interface BlameOptions {
  /** The task with its grids; without it only edits seen in the trace are evidence. */
  readonly task?: Task;
  /** Hears of every candidate whose blame could not be measured. */
  readonly onUnmeasured?: () => void;
}

/** Programs whose steps may stand in for a suffix: the best of the trace. */
const OTHERS = 8;

/**
 * The measured blame of every recorded candidate of a trace, in the order of the trace.
 *
 * @throws {UserError} when a recorded score does not hold for the task: the batch file is another one.
 */
export function* blameRows(
  trace: Trace,
  options: BlameOptions = {},
): Generator<BlameRow, void, void> {
  const { task } = options;
  const all = trace.iterations.flatMap((turn) => turn.candidates);
  const editsOf = new Map<string, Candidate[]>();
  for (const one of all) {
    if (one.parentId === undefined) continue;
    const edits = editsOf.get(one.parentId);
    if (edits === undefined) editsOf.set(one.parentId, [one]);
    else edits.push(one);
  }
  const ranked = [...all].sort(compareCandidates);
  const grids = task === undefined ? undefined : { task, memo: verifyCache(task) };
  for (const { iterIdx, candidates } of trace.iterations) {
    for (const candidate of candidates) {
      if (grids !== undefined && scoreOf(candidate.program, grids) !== candidate.verifierScore) {
        const field = `candidate ${candidate.candidateId}`;
        const problem = `its score does not hold for task ${trace.taskId}`;
        throw inputError({ field, problem });
      }
      const measured = measureBlame({
        candidate,
        edits: editsOf.get(candidate.candidateId) ?? [],
        others: ranked.filter((other) => other.candidateId !== candidate.candidateId)
          .slice(0, OTHERS).map((other) => other.program),
        ...(grids === undefined ? {} : { grids }),
      });
      if (measured === undefined) {
        options.onUnmeasured?.();
        continue;
      }
      const { candidateId, program, verify, critic } = candidate;
      yield {
        schema: "arc.blame_locus/1",
        ...rowOrigin(trace, iterIdx),
        candidateId,
        program,
        steps: linesOf(program),
        ...measured,
        errorType: verify.errorType,
        csa: critic.csa,
      };
    }
  }
}

/** One line of text per step. */
export function linesOf(program: Program): string[] {
  return printProgram(program).split("\n").slice(0, -1);
}

/** The critic's blame loci as a dataset. */
export const blameKind: DatasetKind<BlameRow> = {
  name: "critic_blame_locus",
  rowSchema: "arc.blame_locus/1",
  title: "Critic blame loci",
  summary:
    "For each candidate program the earliest step whose change makes it better, measured by " +
    "verifier and comparator, with the changed program as evidence.",
  fields: [
    ...ORIGIN_FIELDS,
    { name: "candidateId", type: "string", meaning: "digest of task and program" },
    { name: "program", type: "object", meaning: "steps of the language, as data" },
    { name: "steps", type: "list of string", meaning: "the same steps as text" },
    {
      name: "locus",
      type: "object",
      meaning:
        "stage (none, ruler, apply, describer) and step from 0; -1 where no step is to blame",
    },
    { name: "errorType", type: "string", meaning: "how the candidate misses, worst pair" },
    { name: "csa", type: "object", meaning: "colour, shape and arrangement errors" },
    { name: "evidence", type: "object", meaning: "method, deltaScore, counterfactual" },
  ],
  method: [
    "Tried at each step, earliest first: edits seen in the trace, then the step deleted, its " +
    "parameters changed, the rest rewritten with steps of other candidates, another primitive in " +
    "its place; a bounded, fixed list.",
    "A step is to blame when the comparator prefers the changed program by more than all its " +
    "tie-breaks together: merely shorter is not better.",
    "Stages: `none` fits (method exact); `ruler` a step is to blame (trace_edit, search); `apply` no " +
    "change helps and a step fails (runtime); `describer` the program is empty (no_steps) or no " +
    "change of one step helps (exhausted).",
  ],
  limits: [
    "The search is bounded: a later step may be blamed because no tried change of an earlier one helped.",
    "A change that helps need not lead to a program that fits.",
  ],
  facetsOf: ({ taskId, split, locus, evidence, candidateId }) => ({
    taskId,
    split,
    label: locus.step < 0 ? locus.stage : `${locus.stage} ${locus.step}`,
    margin: evidence.deltaScore,
    // An id is the digest of task and program.
    key: candidateId,
  }),
};
