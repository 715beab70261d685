import { baseTaskId } from "../../dataset/base_task_id.ts";
import type { DatasetKind } from "../../dataset/dataset_kind.ts";
import { type Split, splitOf } from "../../dataset/split.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { describe, supportOf } from "../describer/describe.ts";
import type { Fact } from "../describer/fact.ts";
import type { Task } from "../task/task.ts";
import { DIFFICULTIES } from "./concept_family.ts";
import { CONCEPT_FAMILIES } from "./families.ts";
import { makeTask } from "./make_task.ts";

/** A statement about a task's pairs, true of all of them or not (`arc.describer_synth/1`). */
export interface DescriberSynthRow {
  readonly schema: "arc.describer_synth/1";
  readonly taskId: string;
  readonly split: Split;
  readonly pairs: readonly { readonly input: number[][]; readonly output: number[][] }[];
  readonly kind: string;
  readonly args: Fact["args"];
  /** 1: holds on every pair. */
  readonly label: 0 | 1;
  /** Why it is here: it `holds`, holds on `some` pairs only, or holds for a `sibling` task of the concept. */
  readonly why: "holds" | "some" | "sibling";
  /** The pairs it holds on, 0-based. */
  readonly support: readonly number[];
}

/** Options of {@linkcode describerSynthRows}. */
export interface DescriberSynthOptions {
  /** Tasks described. */
  readonly count: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/**
 * Facts of made tasks with hard negatives: statements true of some pairs, and statements true of every pair
 * of another task of the same concept but not of this one. As many negatives as positives per task at most.
 */
export function* describerSynthRows(
  options: DescriberSynthOptions,
): Generator<DescriberSynthRow, void, void> {
  const { count, seed, signal } = options;
  for (let n = 0; n < count; n++) {
    signal?.throwIfAborted();
    const family = CONCEPT_FAMILIES[n % CONCEPT_FAMILIES.length]!;
    const round = Math.floor(n / CONCEPT_FAMILIES.length);
    const difficulty = DIFFICULTIES[round % DIFFICULTIES.length]!;
    const index = Math.floor(round / DIFFICULTIES.length);
    const { task } = makeTask(family, difficulty, seed, index);
    const { task: sibling } = makeTask(family, difficulty, seed, index + 1);
    yield* rowsOf(task, sibling);
  }
}

function* rowsOf(task: Task, sibling: Task): Generator<DescriberSynthRow, void, void> {
  const pairs = task.train.length;
  const facts = describe(task, { minSupport: 1 / pairs, maxPartial: 2 });
  const holding = facts.filter(({ support }) => support.length === pairs);
  const known = new Set(facts.map(({ kind, args }) => kind + canonicalJson(args)));
  const others = describe(sibling)
    .filter(({ support }) => support.length === sibling.train.length)
    .filter(({ kind, args }) => !known.has(kind + canonicalJson(args)))
    .map((fact) => ({ fact, support: supportOf(fact, task.train) }))
    .filter(({ support }) => support.length < pairs);
  const row = (fact: Fact, why: DescriberSynthRow["why"], support: readonly number[]) => ({
    schema: "arc.describer_synth/1" as const,
    taskId: task.taskId,
    split: splitOf(baseTaskId(task.taskId)),
    pairs: task.train.map(({ input, output }) => ({
      input: input.toRows(),
      output: output.toRows(),
    })),
    kind: fact.kind,
    args: fact.args,
    label: why === "holds" ? 1 as const : 0 as const,
    why,
    support,
  });
  for (const fact of holding) yield row(fact, "holds", fact.support);
  const negatives = [
    ...others.map(({ fact, support }) => row(fact, "sibling", support)),
    ...facts.filter(({ support }) => support.length < pairs)
      .map((fact) => row(fact, "some", fact.support)),
  ];
  yield* negatives.slice(0, holding.length);
}

/** Made examples for describers as a dataset. */
export const describerSynthKind: DatasetKind<DescriberSynthRow> = {
  name: "describer_synth",
  rowSchema: "arc.describer_synth/1",
  title: "Made examples for describers",
  summary: "Statements about the pairs of made ARC tasks, labelled with whether they hold on all.",
  fields: [
    { name: "taskId", type: "string", meaning: "id of the made task" },
    { name: "split", type: "string", meaning: "train, validation or test, by the task's id" },
    { name: "pairs", type: "list of object", meaning: "input and output grids" },
    { name: "kind, args", type: "string, object", meaning: "the statement" },
    { name: "label", type: "int", meaning: "1: holds on every pair" },
    { name: "why", type: "string", meaning: "holds, some (of the pairs), sibling (task)" },
    { name: "support", type: "list of int", meaning: "the pairs it holds on" },
  ],
  method: [
    "Positives are the describer's certain facts.",
    "Negatives are facts that hold on some pairs only, and certain facts of another task of the same " +
    "concept and difficulty that do not hold here; both are checked on this task's pairs.",
  ],
  limits: ["The labels are as good as the definitions of the kinds of facts, which decide them."],
  facetsOf: ({ taskId, split, label, why, kind, args, support, pairs }) => ({
    taskId,
    split,
    label: why,
    margin: label === 1 ? 0 : (pairs.length - support.length) / pairs.length,
    key: `${taskId} ${kind} ${canonicalJson(args)}`,
  }),
};
