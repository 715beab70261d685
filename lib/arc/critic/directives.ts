import { digestOf } from "../../substrate/values/digest.ts";
import type { Program } from "../dsl/program.ts";
import type { Grid } from "../grid/grid.ts";
import { backgroundOf } from "../objects/mod.ts";
import type { Task } from "../task/task.ts";
import type { Verdict } from "../verifier/verdict.ts";
import type { BlameLocus, Critique, Directive } from "./critique.ts";
import { exactMotion, exactShift, majorityColourMap } from "./grid_maps.ts";

/** What {@linkcode directivesFor} reads of a verified candidate. */
export interface DirectiveSeed {
  readonly candidateId: string;
  readonly program: Program;
  readonly verify: Verdict;
  readonly critic: Critique;
}

/** What surrounds the candidate. */
export interface DirectiveContext {
  readonly task: Task;
  /** The candidate's prediction per train pair, `null` where there is none. */
  readonly predictions: readonly (Grid | null)[];
  /** Whether other candidates exist whose parts can be swapped in. */
  readonly hasOthers: boolean;
  /**
   * Directives at most.
   * @default {12}
   */
  readonly limit?: number;
}

interface Request {
  readonly op: string;
  readonly locus: BlameLocus;
  readonly hint: Directive["hint"];
  /** Expected worth; only the order matters. */
  readonly weight: number;
}

/**
 * What the next edit of a candidate should do, most promising first; none for an exact candidate.
 *
 * Ops are names of the registry of edits. A repair that the critic has checked to be exact on every pair
 * comes first, then edits at the blamed step, then edits that add to what is there, then the rest.
 */
export function directivesFor(seed: DirectiveSeed, context: DirectiveContext): Directive[] {
  if (seed.verify.errorType === "ok") return [];
  const requests = [
    ...globalRepairs(seed, context),
    ...stepEdits(seed),
    ...additions(seed, context),
  ];
  requests.sort((a, b) => b.weight - a.weight);
  return requests.slice(0, context.limit ?? 12).map(({ op, locus, hint }) => ({
    directiveId: digestOf({ seed: seed.candidateId, op, locus, hint }),
    seedId: seed.candidateId,
    op,
    locus,
    hint,
  }));
}

const END: BlameLocus = { stage: "ruler", step: -1 };

/** Repairs of the whole result: colour map, symmetry, shift, size. */
function globalRepairs(seed: DirectiveSeed, context: DirectiveContext): Request[] {
  const pairs = context.task.train.flatMap((pair, i) => {
    const from = context.predictions[i];
    return from == null ? [] : [{ from, to: pair.output }];
  });
  if (pairs.length < context.task.train.length) return [];
  const found: Request[] = [];
  const colours = majorityColourMap(pairs);
  if (colours !== undefined && colours.repaired > 0) {
    const hint = { from: colours.from, to: colours.to, repaired: colours.repaired };
    found.push({ op: "recolour", locus: END, hint, weight: 1 + colours.repaired });
  }
  const wrong = pairs.filter(({ from, to }) => !from.equals(to));
  const motion = wrong[0] && exactMotion(wrong[0].from, wrong[0].to);
  if (motion !== undefined) {
    found.push({ op: "reorient", locus: END, hint: { motion }, weight: 2 });
  }
  const shift = wrong[0] && exactShift(wrong[0].from, wrong[0].to, backgroundOf(wrong[0].to));
  if (shift !== undefined) found.push({ op: "translate", locus: END, hint: shift, weight: 2 });
  if (seed.verify.errorType === "shape") {
    found.push({
      op: "resize",
      locus: END,
      hint: {},
      weight: 1 + seed.critic.csa.pooled.arrangement,
    });
  }
  return found;
}

/** Edits of single steps: the blamed one first, its neighbours after it. */
function stepEdits(seed: DirectiveSeed): Request[] {
  const steps = seed.program.steps.length;
  const blamed = seed.critic.blame.step;
  const found: Request[] = [];
  for (let step = 0; step < steps; step++) {
    const nearness = 1 / (1 + Math.abs(step - blamed));
    const locus: BlameLocus = { stage: "ruler", step };
    const hint = { params: Object.keys(seed.program.steps[step]!.params).length };
    if (hint.params > 0) {
      found.push({ op: "mutate_param", locus, hint, weight: 0.6 + 0.4 * nearness });
    }
    found.push({ op: "replace_step", locus, hint: {}, weight: 0.3 + 0.4 * nearness });
    found.push({ op: "insert_step", locus, hint: {}, weight: 0.25 + 0.4 * nearness });
    found.push({ op: "delete_step", locus, hint: {}, weight: 0.2 + 0.4 * nearness });
  }
  return found;
}

/** Edits that keep the result and add to it, or join it to another candidate. */
function additions(seed: DirectiveSeed, context: DirectiveContext): Request[] {
  const { colour, shape, arrangement } = seed.critic.csa.pooled;
  const found: Request[] = [{ op: "insert_step", locus: END, hint: {}, weight: 0.75 }];
  if (seed.verify.pairs.every((pair) => pair.shapeOk)) {
    found.push({ op: "stack_piece", locus: END, hint: { shape }, weight: 0.8 + 0.1 * shape });
    if (seed.program.steps.length > 0) {
      const mass = Math.min(1, colour + shape + arrangement);
      found.push({ op: "residual_rule", locus: END, hint: { mass }, weight: 0.85 - 0.3 * mass });
    }
  }
  if (context.hasOthers) {
    found.push({ op: "swap_suffix", locus: seed.critic.blame, hint: {}, weight: 0.4 });
  }
  return found;
}
