import type { Prng } from "../../substrate/values/prng.ts";
import type { Directive } from "../critic/critique.ts";
import type { MemoryBundle } from "../memory/bundle.ts";
import { type Advice, advised, rememberedEdits } from "../memory/case_directives.ts";
import type { Problem } from "../ruler/draft.ts";
import { proposeEdits } from "../ruler/edits/propose_edits.ts";
import type { NodeBudget } from "../ruler/node_budget.ts";
import type { Ruler } from "../ruler/ruler.ts";
import { compareCandidates } from "../verifier/comparator.ts";
import type { Candidate } from "../trace/trace.ts";
import type { Modules } from "./modules.ts";
import type { Verified, Workbench } from "./workbench.ts";

/** What the edits of one turn start from. */
export interface EditTurn {
  readonly modules: Modules;
  readonly problem: Problem;
  readonly bench: Workbench;
  readonly budget: NodeBudget;
  readonly seeds: readonly Verified[];
  /** Edits of each seed; with a student, it makes the larger half of them. */
  readonly editsPerSeed: number;
  /** Nodes for all edits of the turn. */
  readonly nodes: number;
  readonly iterIdx: number;
  readonly prng: Prng;
  /** What similar tasks taught. @default {nothing} */
  readonly memory?: MemoryBundle;
}

/** Directives asked for and edits verified, seed by seed. */
export interface Edited {
  readonly directives: readonly Directive[];
  readonly made: readonly Verified[];
}

/** Parts of other candidates that edits may use: the best of them. */
const OTHERS = 12;

/** Proposals looked at for each edit kept. */
const SPARE = 4;

/** Has the critic direct, and the rulers make, the edits of a turn's seeds. */
export function editTurn(turn: EditTurn): Edited {
  const { modules, bench, budget, seeds, editsPerSeed } = turn;
  const directives: Directive[] = [];
  const made: Verified[] = [];
  if (editsPerSeed === 0 || seeds.length === 0) return { directives, made };
  const ranked = bench.all().sort(compareCandidates);
  const makers = makersOf(modules, editsPerSeed);
  for (const seed of seeds) {
    const others = ranked.filter((other) => other !== seed).slice(0, OTHERS);
    const record = bench.record(seed);
    const criticised = modules.critic.directives(record, {
      task: bench.task,
      predictions: seed.verification.predictions,
      hasOthers: others.length > 0,
    });
    const asked = advised(record, criticised, turn.memory);
    directives.push(...asked.directives);
    for (const { ruler, count } of makers) {
      const slice = budget.slice(Math.floor(turn.nodes / seeds.length / makers.length));
      const followed = followedBy(ruler, asked, record, turn.problem);
      made.push(...editSeed(turn, seed, ruler, count, followed, others, slice));
      slice.close();
    }
  }
  return { directives, made };
}

function makersOf({ teacher, student }: Modules, edits: number) {
  if (student === undefined) return [{ ruler: teacher, count: edits }];
  return [
    { ruler: student, count: Math.ceil(edits / 2) },
    { ruler: teacher, count: Math.floor(edits / 2) },
  ];
}

function editSeed(
  turn: EditTurn,
  seed: Verified,
  ruler: Ruler,
  count: number,
  asked: Advice,
  others: readonly Verified[],
  budget: NodeBudget,
): Verified[] {
  const { problem, bench: { memo } } = turn;
  const work = { problem, memo, budget };
  const remembered = [...rememberedEdits(seed.program, asked, work)].slice(0, Math.ceil(count / 2));
  const proposed = proposeEdits({
    seed,
    directives: asked.directives,
    problem,
    others: others.map((other) => other.program),
    budget,
    prng: turn.prng.split(`${ruler.source}/${seed.candidateId}`),
    // More than are kept: known programs and known behaviour teach nothing.
    limit: SPARE * count,
    cache: memo,
  });
  const behaviours = new Set(turn.bench.all().map((known) => known.behaviour));
  const novel: Verified[] = [];
  const alike: Verified[] = [];
  for (const { program, edit, directiveId } of chained(remembered, proposed)) {
    const caseId = asked.cases.get(directiveId);
    const { verified, fresh } = turn.bench.verify(program, {
      source: ruler.source === "student" ? "student" : "edit",
      family: seed.origin.family,
      stage: "edit",
      iterIdx: turn.iterIdx,
      parentId: seed.candidateId,
      directiveId,
      edit,
      ...(caseId === undefined ? {} : { memory: { cases: [caseId], solvedExamples: [] } }),
    });
    if (!fresh) continue;
    if (behaviours.has(verified.behaviour)) alike.push(verified);
    else {
      behaviours.add(verified.behaviour);
      novel.push(verified);
    }
    if (novel.length === count) break;
  }
  return [...novel, ...alike].slice(0, count);
}

function* chained<T>(first: Iterable<T>, second: Iterable<T>): Generator<T> {
  yield* first;
  yield* second;
}

/** The directives a ruler follows: those it knows how to, in its order of preference, then as it has learned. */
function followedBy(ruler: Ruler, asked: Advice, seed: Candidate, problem: Problem): Advice {
  const known = ruler.edits?.flatMap((op) => asked.directives.filter((one) => one.op === op)) ??
    asked.directives;
  const { program, critic: { csa } } = seed;
  return { ...asked, directives: ruler.follows?.({ program, csa }, known, problem) ?? known };
}
