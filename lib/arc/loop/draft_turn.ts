import type { Prng } from "../../substrate/values/prng.ts";
import type { Family, Problem } from "../ruler/draft.ts";
import type { NodeBudget } from "../ruler/node_budget.ts";
import { type Ruler, stagesOf, type Turn } from "../ruler/ruler.ts";
import { MEMORY_STAGE, type Stage } from "../ruler/stage.ts";
import type { FamilySearch } from "../trace/trace.ts";
import type { LoopEvent } from "./loop_event.ts";
import { testKey } from "./attempts.ts";
import { isTrusted } from "./trust.ts";
import type { Verified, Workbench } from "./workbench.ts";

/** What the stages of one turn came to. */
export interface Drafted {
  /** Programs not verified before. */
  readonly fresh: readonly Verified[];
  /** Every family that ran, in order. */
  readonly searches: readonly FamilySearch[];
}

/** What one ruler works with in one turn. */
export interface DraftWork {
  readonly ruler: Ruler;
  readonly turn: Turn;
  readonly problem: Problem;
  readonly bench: Workbench;
  readonly budget: NodeBudget;
  /** The part of the task's nodes that this ruler's shares are taken of. */
  readonly part: number;
  readonly prng: Prng;
}

/**
 * Runs a ruler's stages for one turn and verifies what they propose; returns what was new.
 *
 * A stage is left out once two others agree, and the deep stage once anything trustworthy fits.
 */
export function* draftTurn(work: DraftWork): Generator<LoopEvent, Drafted> {
  const fresh: Verified[] = [];
  const searches: FamilySearch[] = [];
  const ended = new Set<Family>();
  for (const stage of stagesOf(work.ruler, work.turn, work.problem)) {
    if (work.budget.cut !== null) break;
    if (!work.ruler.exhaustive && isSettled(work.bench.all(), stage)) break;
    const nodes = Math.min(stage.nodes ?? Infinity, stage.share * work.part);
    const slice = work.budget.slice(Math.floor(nodes));
    const found = runStage(stage, work, slice, searches, ended);
    slice.close();
    fresh.push(...found);
    yield {
      kind: "stage_finished",
      iterIdx: work.turn.iterIdx,
      source: work.ruler.source,
      stage: stage.name,
      drafts: found.length,
      fits: found.filter((one) => one.fits).length,
      nodes: slice.spent,
    };
  }
  return { fresh, searches };
}

function runStage(
  stage: Stage,
  work: DraftWork,
  budget: NodeBudget,
  searches: FamilySearch[],
  ended: Set<Family>,
): Verified[] {
  const { ruler, turn, problem, bench } = work;
  const families = stage.families.filter((family) => !ended.has(family) && family.applies(problem));
  const fresh: Verified[] = [];
  families.forEach((family, i) => {
    // Twice an even part: a greedy family cannot starve the rest, a thrifty one leaves room.
    const even = (budget.limit - budget.spent) / (families.length - i);
    const slice = budget.slice(Math.ceil(2 * even));
    const prng = work.prng.split(`${turn.iterIdx}/${family.name}`);
    let drafts = 0, fits = 0;
    let nodesToFit: number | undefined, foundAt: number | undefined;
    for (const draft of family.drafts(problem, slice, prng)) {
      const origin = {
        source: ruler.source,
        family: draft.family,
        stage: stage.name,
        iterIdx: turn.iterIdx,
        ...(draft.memory === undefined ? {} : { memory: draft.memory }),
        ...(draft.proven === undefined ? {} : { proven: draft.proven }),
      };
      const result = bench.verify(draft.program, origin);
      if (result.fresh) fresh.push(result.verified);
      if (result.verified.fits) {
        fits++;
        nodesToFit ??= slice.used;
        foundAt = Math.min(foundAt ?? Infinity, draft.foundAt ?? slice.used);
      }
      if (++drafts === stage.draftLimit) break;
    }
    slice.close();
    // A search that came to its end would say the same again.
    if (slice.cut === null) ended.add(family);
    searches.push({
      source: ruler.source,
      stage: stage.name,
      family: family.name,
      nodes: Math.min(slice.spent, slice.limit),
      cut: slice.cut !== null,
      drafts,
      fits,
      ...(nodesToFit === undefined || foundAt === undefined ? {} : {
        nodesToFit: Math.min(nodesToFit, slice.limit),
        foundAt: Math.min(foundAt, slice.limit),
      }),
    });
  });
  return fresh;
}

/**
 * True when a stage is not worth its nodes: two stages agree on the predictions already, a program
 * that solved another task fits, or, for the deep one, something trustworthy does.
 */
function isSettled(candidates: readonly Verified[], stage: Stage): boolean {
  if (stage.name === "deep_enumeration" && candidates.some(isTrusted)) return true;
  // What solved another task and fits this one has two witnesses; the cheap stage may still differ.
  const proven = candidates.some(({ fits, origin }) => fits && origin.proven === true);
  if (proven && stage.name !== "closed_form") return true;
  // An adapted one was bent until it fitted: no witness for others.
  const witnesses = candidates.filter(({ fits, origin }) => fits && origin.stage !== MEMORY_STAGE);
  const stagesByPrediction = new Map<string, Set<string>>();
  for (const fit of witnesses) {
    const key = testKey(fit);
    const stages = stagesByPrediction.get(key) ?? new Set<string>();
    stagesByPrediction.set(key, stages.add(fit.origin.stage));
  }
  return [...stagesByPrediction.values()].some((stages) => stages.size >= 2);
}
