import type { Candidate, Trace } from "../trace/trace.ts";
import { compareFeatures, verifierScoreOf } from "../verifier/comparator.ts";
import { verify } from "../verifier/verify.ts";
import { featuresOf } from "../verifier/features.ts";
import { type BlameRow, blameRows } from "./blame_locus.ts";
import { type DirectivePref, followedDirectives } from "./directive_prefs.ts";
import { LEAST_GAIN } from "./measure_blame.ts";
import { rankedSide, type RankingPair } from "./ranking_pairs.ts";
import { rowOrigin } from "./row_origin.ts";
import type { TaskIndex } from "./task_index.ts";

/** A row as its trace says it should be, or in words why no such row can be. */
export type Derived<R> = R | string;

/** The ranking pair of the candidates that a row names, labelled anew. */
export function deriveRankingPair(row: RankingPair, trace: Trace): Derived<RankingPair> {
  const turn = trace.iterations.find((one) => one.iterIdx === row.iterIdx);
  if (turn === undefined) return `iterIdx: the trace has no turn ${row.iterIdx}`;
  const sideOf = (id: string) => turn.candidates.find((one) => one.candidateId === id);
  const a = sideOf(row.a.candidateId), b = sideOf(row.b.candidateId);
  if (a === undefined) return `a.candidateId: turn ${row.iterIdx} has no such candidate`;
  if (b === undefined) return `b.candidateId: turn ${row.iterIdx} has no such candidate`;
  const order = compareFeatures(a.featureVec, b.featureVec);
  if (order === 0) return "a tie: the comparator holds both candidates equal";
  return {
    schema: "arc.ranking_pair/1",
    ...rowOrigin(trace, turn.iterIdx),
    a: rankedSide(a),
    b: rankedSide(b),
    label: order < 0 ? 1 : 0,
    margin: Math.abs(verifierScoreOf(a.featureVec) - verifierScoreOf(b.featureVec)),
  };
}

/** The preference between the directives that a row names, decided anew under the settings of its dataset. */
export function deriveDirectivePref(
  row: DirectivePref,
  trace: Trace,
  settings: { readonly mSeeds: number; readonly jEdits: number; readonly deltaThreshold: number },
): Derived<DirectivePref> {
  const turn = trace.iterations.find((one) => one.iterIdx === row.iterIdx);
  if (turn === undefined) return `iterIdx: the trace has no turn ${row.iterIdx}`;
  if (!turn.seeds.slice(0, settings.mSeeds).includes(row.seedId)) {
    return `seedId: not among the first ${settings.mSeeds} seeds of turn ${row.iterIdx}`;
  }
  const seed = candidatesOf(trace).find((one) => one.candidateId === row.seedId);
  if (seed === undefined) return "seedId: the trace has no such candidate";
  const followed = followedDirectives(turn, row.seedId, settings.jEdits);
  const sideOf = (id: string) => followed.find((one) => one.side.directive.directiveId === id);
  const chosen = sideOf(row.chosen.directive.directiveId);
  const rejected = sideOf(row.rejected.directive.directiveId);
  if (chosen === undefined) return "chosen.directive: the seed has no edit under it";
  if (rejected === undefined) return "rejected.directive: the seed has no edit under it";
  const order = compareFeatures(chosen.best.featureVec, rejected.best.featureVec);
  if (order === 0) return "a tie: the comparator holds both edits equal";
  if (order > 0) return "chosen: the comparator prefers the rejected side";
  const delta = chosen.side.score - rejected.side.score;
  if (delta <= settings.deltaThreshold) {
    return `delta: ${delta} is not above the threshold ${settings.deltaThreshold}`;
  }
  return {
    schema: "arc.directive_pref/1",
    ...rowOrigin(trace, turn.iterIdx),
    seedId: row.seedId,
    context: { facts: trace.facts, csa: seed.critic.csa, program: seed.program },
    chosen: chosen.side,
    rejected: rejected.side,
    delta,
  };
}

/** Measures the blame of a row's candidate anew; the measurements of the last trace are kept. */
export class BlameDeriver {
  readonly #tasks: TaskIndex | undefined;
  #digest = "";
  #rows: ReadonlyMap<string, BlameRow> = new Map();

  /** Without tasks the dataset must have been built without the search. */
  constructor(tasks: TaskIndex | undefined) {
    this.#tasks = tasks;
  }

  async derive(row: BlameRow, trace: Trace): Promise<Derived<BlameRow>> {
    const task = await this.#tasks?.get(trace.taskDigest, trace.taskId);
    if (this.#digest !== trace.digest) {
      const rows = new Map<string, BlameRow>();
      for (const one of blameRows(trace, task === undefined ? {} : { task })) {
        if (!rows.has(one.candidateId)) rows.set(one.candidateId, one);
      }
      this.#digest = trace.digest;
      this.#rows = rows;
    }
    const derived = this.#rows.get(row.candidateId);
    if (derived === undefined) return "candidateId: the trace gives no blame of such a candidate";
    const { counterfactual, deltaScore } = derived.evidence;
    const candidate = candidatesOf(trace).find((one) => one.candidateId === row.candidateId);
    if (task === undefined || counterfactual === null || candidate === undefined) return derived;
    // Apart from the measurement and its memo: the evidence must stand on its own.
    const features = featuresOf(counterfactual, task, verify(counterfactual, task));
    const gain = verifierScoreOf(features) - candidate.verifierScore;
    return gain === deltaScore && gain >= LEAST_GAIN &&
        compareFeatures(features, candidate.featureVec) < 0
      ? derived
      : `evidence: the counterfactual gains ${gain}, not ${deltaScore}`;
  }
}

function candidatesOf(trace: Trace): Candidate[] {
  return trace.iterations.flatMap((turn) => turn.candidates);
}
