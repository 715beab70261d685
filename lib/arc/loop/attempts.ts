import { Grid } from "../grid/grid.ts";
import type { Task } from "../task/task.ts";
import { compareCandidates } from "../verifier/comparator.ts";
import { FEATURE_NAMES } from "../verifier/features.ts";
import { gridKey, type Verified } from "./workbench.ts";

/** The two predictions for one test input: different grids, the likelier first. */
export interface Attempt {
  readonly testIndex: number;
  readonly outputs: readonly [Grid, Grid];
}

/** The order of trust between stages when several fit every pair: lower first. */
const TRUST: { readonly [stage: string]: number } = {
  closed_form: 0,
  enumeration: 1,
  edit: 2,
  rules: 3,
  deep_enumeration: 4,
};

const PLAUSIBLE = FEATURE_NAMES.indexOf("testPlausible");

/**
 * Chooses two different predictions for every test input.
 *
 * Candidates that fit every train pair come first: plausible on the tests before implausible, then by the
 * trust in their stage, then by how many families agree on the same predictions, then by the comparator
 * (which prefers the shorter program). Partial fits follow in the comparator's order. Where fewer than
 * two predictions exist, the test input itself and plain grids stand in. Test outputs are not looked at.
 */
export function chooseAttempts(task: Task, candidates: readonly Verified[]): Attempt[] {
  const ordered = rankForTest(candidates);
  return task.testInputs.map((input, testIndex) => {
    const outputs: Grid[] = [];
    const seen = new Set<string>();
    const offer = (grid: Grid | null | undefined): void => {
      if (grid == null || outputs.length === 2) return;
      const key = gridKey(grid);
      if (seen.has(key)) return;
      seen.add(key);
      outputs.push(grid.movedTo(0, 0));
    };
    for (const candidate of ordered) {
      offer(candidate.verification.testPredictions[testIndex]);
      if (outputs.length === 2) break;
    }
    for (const standIn of standIns(input)) offer(standIn);
    return { testIndex, outputs: [outputs[0]!, outputs[1]!] };
  });
}

/** Verified candidates in the order their test predictions are to be trusted. */
export function rankForTest(candidates: readonly Verified[]): Verified[] {
  const support = agreement(candidates);
  const rank = (candidate: Verified): number[] => {
    if (!candidate.fits) return [1];
    return [
      0,
      candidate.featureVec[PLAUSIBLE] === 1 ? 0 : 1,
      TRUST[candidate.origin.stage] ?? 5,
      -(support.get(testKey(candidate))?.size ?? 0),
    ];
  };
  const ranked = candidates.map((candidate) => ({ candidate, key: rank(candidate) }));
  ranked.sort((a, b) => {
    for (let i = 0; i < Math.min(a.key.length, b.key.length); i++) {
      if (a.key[i] !== b.key[i]) return a.key[i]! - b.key[i]!;
    }
    return compareCandidates(a.candidate, b.candidate);
  });
  return ranked.map(({ candidate }) => candidate);
}

/** Which families stand behind each set of test predictions, among candidates that fit every pair. */
function agreement(candidates: readonly Verified[]): Map<string, Set<string>> {
  const families = new Map<string, Set<string>>();
  for (const candidate of candidates) {
    if (!candidate.fits) continue;
    const key = testKey(candidate);
    const found = families.get(key) ?? new Set<string>();
    for (const family of candidate.families) found.add(family);
    families.set(key, found);
  }
  return families;
}

/** Equal for candidates that predict the same on every test input. */
export function testKey(candidate: Verified): string {
  return candidate.verification.testPredictions.map(gridKey).join(" ");
}

function* standIns(input: Grid): Generator<Grid> {
  yield input;
  yield Grid.filled(input.width, input.height, 0);
  yield Grid.filled(input.width, input.height, 1);
}
