import type { DatasetKind } from "../../dataset/dataset_kind.ts";
import type { Csa, Directive } from "../critic/critique.ts";
import type { Fact } from "../describer/fact.ts";
import type { Program } from "../dsl/program.ts";
import type { Candidate, Iteration, Trace } from "../trace/trace.ts";
import { compareCandidates, compareFeatures } from "../verifier/comparator.ts";
import { ORIGIN_FIELDS, type RowOrigin, rowOrigin } from "./row_origin.ts";

/** A directive and the best that came of following it. */
export interface FollowedDirective {
  readonly directive: Directive;
  readonly bestEdit: {
    readonly candidateId: string;
    readonly edit: string;
    readonly program: Program;
  };
  /** The best edit's `verifierScore`. */
  readonly score: number;
}

/** Two directives for one seed, the one whose best edit is better first (`arc.directive_pref/1`). */
export interface DirectivePref extends RowOrigin {
  readonly schema: "arc.directive_pref/1";
  readonly seedId: string;
  readonly context: {
    readonly facts: readonly Fact[];
    readonly csa: Csa;
    readonly program: Program;
  };
  readonly chosen: FollowedDirective;
  readonly rejected: FollowedDirective;
  /** The chosen score minus the rejected one, above the threshold. */
  readonly delta: number;
}

/** Options of {@linkcode directivePrefs}. */
export interface DirectiveOptions {
  /** Seeds looked at per turn, in the order of the trace. @default {2} */
  readonly mSeeds?: number;
  /** Edits looked at per seed, in the order of the trace. @default {8} */
  readonly jEdits?: number;
  /** A pair is kept when its delta is above this; a mere difference in length is not. @default {1e-6} */
  readonly deltaThreshold?: number;
  /** Hears of every pair left out: equal for the comparator, or not above the threshold. */
  readonly onDropped?: (reason: "ties" | "filtered") => void;
}

/** The defaults of {@linkcode DirectiveOptions}. */
export const DIRECTIVE_DEFAULTS = { mSeeds: 2, jEdits: 8, deltaThreshold: 1e-6 } as const;

/**
 * Every pair of directives of a seed that were followed and led to edits the comparator tells apart.
 *
 * Each directive stands for its best edit. Directives that led to no recorded edit are no evidence.
 */
export function* directivePrefs(
  trace: Trace,
  options: DirectiveOptions = {},
): Generator<DirectivePref, void, void> {
  const { mSeeds, jEdits, deltaThreshold } = { ...DIRECTIVE_DEFAULTS, ...options };
  const known = new Map<string, Candidate>();
  for (const turn of trace.iterations) {
    for (const candidate of turn.candidates) known.set(candidate.candidateId, candidate);
    for (const seedId of turn.seeds.slice(0, mSeeds)) {
      const seed = known.get(seedId);
      if (seed === undefined) continue;
      const context = { facts: trace.facts, csa: seed.critic.csa, program: seed.program };
      const followed = followedDirectives(turn, seedId, jEdits);
      for (let i = 0; i < followed.length; i++) {
        for (let j = i + 1; j < followed.length; j++) {
          const [x, y] = [followed[i]!, followed[j]!];
          const order = compareFeatures(x.best.featureVec, y.best.featureVec);
          const [better, worse] = order < 0 ? [x, y] : [y, x];
          const delta = better.best.verifierScore - worse.best.verifierScore;
          if (order === 0) options.onDropped?.("ties");
          else if (delta <= deltaThreshold) options.onDropped?.("filtered");
          else {
            yield {
              schema: "arc.directive_pref/1",
              ...rowOrigin(trace, turn.iterIdx),
              seedId,
              context,
              chosen: better.side,
              rejected: worse.side,
              delta,
            };
          }
        }
      }
    }
  }
}

interface Followed {
  readonly best: Candidate;
  readonly side: FollowedDirective;
}

/** The directives of a seed among its first edits, each with its best edit, in the order asked. */
export function followedDirectives(turn: Iteration, seedId: string, jEdits: number): Followed[] {
  const edits = turn.candidates.filter((one) => one.parentId === seedId).slice(0, jEdits);
  return turn.directives.filter((directive) => directive.seedId === seedId).flatMap((directive) => {
    const [best] = edits.filter((edit) => edit.directiveId === directive.directiveId)
      .sort(compareCandidates);
    if (best === undefined) return [];
    const { candidateId, edit = "", program, verifierScore } = best;
    const bestEdit = { candidateId, edit, program };
    return [{ best, side: { directive, bestEdit, score: verifierScore } }];
  });
}

/** The critic's directive preferences as a dataset. */
export const directiveKind: DatasetKind<DirectivePref> = {
  name: "critic_directive_prefs",
  rowSchema: "arc.directive_pref/1",
  title: "Critic directive preferences",
  summary:
    "For a candidate program that does not fit yet, two directives that were followed, the " +
    "one whose best edit the comparator holds better as chosen.",
  fields: [
    ...ORIGIN_FIELDS,
    { name: "seedId", type: "string", meaning: "the candidate that was edited" },
    { name: "context", type: "object", meaning: "facts of the task, csa and program of the seed" },
    { name: "chosen", type: "object", meaning: "directive, bestEdit, score" },
    { name: "rejected", type: "object", meaning: "the other directive, likewise" },
    { name: "delta", type: "float", meaning: "chosen score minus rejected score" },
  ],
  method: [
    "Each directive stands for the best of the edits made under it, by verifier and comparator.",
    "Pairs that the comparator holds equal, and pairs whose delta is not above the threshold, are " +
    "left out.",
  ],
  limits: [
    "Directives that led to no recorded edit are not compared.",
    "An edit found under two directives counts for the one that proposed it first.",
  ],
  facetsOf: ({ taskId, split, delta, seedId, chosen, rejected }) => ({
    taskId,
    split,
    label: chosen.directive.op,
    margin: delta,
    key: [seedId, ...[chosen, rejected].map(keyOf)].join(" "),
  }),
};

function keyOf({ directive, bestEdit }: FollowedDirective): string {
  return `${directive.directiveId} ${bestEdit.candidateId}`;
}
