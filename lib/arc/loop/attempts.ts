import { Grid } from "../grid/grid.ts";
import type { Task } from "../task/task.ts";
import { compareCandidates } from "../verifier/comparator.ts";
import { FEATURE_NAMES } from "../verifier/features.ts";
import { trustOf } from "./trust.ts";
import { gridKey, type Verified } from "./workbench.ts";

/** The two predictions for one test input: different grids, the likelier first. */
export interface Attempt {
  readonly testIndex: number;
  readonly outputs: readonly [Grid, Grid];
}

const PLAUSIBLE = FEATURE_NAMES.indexOf("testPlausible");

/**
 * Chooses two different predictions for every test input: those of the candidates that
 * {@linkcode rankForTest} puts first. Where fewer than two exist, the test input itself and plain grids
 * stand in. Test outputs are not looked at.
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

/**
 * Verified candidates in the order their test predictions are to be trusted.
 *
 * Those that fit every train pair come first: plausible on the tests before implausible, predictions that
 * two families agree on before others, then by the trust in the family, then by the comparator (which
 * prefers the shorter program). Of each family only the first such prediction keeps its place, the others
 * follow: a second opinion is worth more than a second guess. Partial fits come last, in the comparator's
 * order.
 */
export function rankForTest(candidates: readonly Verified[]): Verified[] {
  const support = agreement(candidates);
  const supporters = (candidate: Verified) => support.get(testKey(candidate))?.size ?? 0;
  const fits = candidates.filter((candidate) => candidate.fits).map((candidate) => ({
    candidate,
    key: [
      candidate.featureVec[PLAUSIBLE] === 1 ? 0 : 1,
      supporters(candidate) >= 2 ? 0 : 1,
      -trustOf(candidate),
      -supporters(candidate),
    ],
  }));
  fits.sort((a, b) => {
    const at = a.key.findIndex((value, i) => value !== b.key[i]);
    return at === -1 ? compareCandidates(a.candidate, b.candidate) : a.key[at]! - b.key[at]!;
  });
  const first: Verified[] = [];
  const rest: Verified[] = [];
  const predictions = new Set<string>();
  const families = new Set<string>();
  for (const { candidate } of fits) {
    const { family } = candidate.origin;
    const key = testKey(candidate);
    if (predictions.has(key) || families.has(family)) rest.push(candidate);
    else first.push(candidate);
    predictions.add(key);
    families.add(family);
  }
  const partial = candidates.filter((candidate) => !candidate.fits).sort(compareCandidates);
  return [...first, ...rest, ...partial];
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
