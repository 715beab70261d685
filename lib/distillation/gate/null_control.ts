import type { Prng } from "../../substrate/values/prng.ts";
import type { Calibration } from "../session/gate_decision.ts";
import { brokenRuns, differenceOf, type TaskPair } from "./compare_states.ts";
import { GainTest } from "./gain_test.ts";
import { signFlipP } from "./sign_flip_p.ts";

/** What the null control goes by. */
export interface NullControl {
  /** One state against itself. */
  readonly pairs: readonly TaskPair[];
  readonly deterministic: boolean;
  /** Alpha and size of the decisions to come. */
  readonly alpha: number;
  readonly meanAlpha: number;
  readonly units: number;
  readonly repeats: number;
  readonly prng: Prng;
}

/** Null edits that are simulated on the noise that was found. */
const SIMULATED = 400;
/** How unlikely a difference between two runs of one state must be to be called drift. */
const DRIFT = 0.01;
/** Part of the runs that may break. */
const MOST_BROKEN = 0.2;

/**
 * Judges pairs of runs of one state, in which nothing can be found: the gate is trusted only if it finds nothing.
 *
 * It is not when a scorer said to repeat itself does not; when runs of the second round tend to score better or
 * worse than of the first; when too many runs have no score; or when decisions simulated on this very noise
 * accept edits that change nothing more often than they may.
 */
export function judgeNullControl(control: NullControl): Calibration {
  const { pairs, deterministic } = control;
  const differences = pairs.flatMap((pair) => differenceOf(pair) ?? []);
  const moved = differences.filter((one) => one !== 0).length;
  const falseAccepts = simulateNullEdits(differences, control);
  const told = (calibrated: boolean, reason: string): Calibration => ({
    pairs: differences.length,
    moved: moved / Math.max(1, differences.length),
    noiseFloor: differences.reduce((sum, one) => sum + Math.abs(one), 0) /
      Math.max(1, differences.length),
    falseAccepts,
    simulated: SIMULATED,
    calibrated,
    reason,
  });
  const { broken, runs } = brokenRuns(pairs);
  if (runs === 0) return told(false, "there are no tasks to gate on");
  if (broken > MOST_BROKEN * runs) {
    return told(false, `the scorer broke on ${broken} of ${runs} runs of the same state`);
  }
  if (deterministic && moved > 0) {
    return told(
      false,
      `${moved} of ${differences.length} scores moved between two runs of the same state, task and seed, ` +
        "though the benchmark is said to repeat itself",
    );
  }
  const tendency = Math.min(signFlipP(differences), signFlipP(differences.map((one) => -one)));
  if (tendency < DRIFT / 2) {
    return told(false, "runs of the same state drift: the second round scores unlike the first");
  }
  if (falseAccepts > mostByChance(control.alpha)) {
    return told(false, `${falseAccepts} of ${SIMULATED} simulated null edits were accepted`);
  }
  return told(
    true,
    `${moved} of ${differences.length} scores moved between two runs of one state; ` +
      `${falseAccepts} of ${SIMULATED} simulated null edits accepted at alpha ${
        control.alpha.toFixed(4)
      }`,
  );
}

/** Decisions on edits that change nothing, made of the noise that was found: either sign is as likely. */
function simulateNullEdits(differences: readonly number[], control: NullControl): number {
  const { alpha, meanAlpha, units, repeats, prng } = control;
  if (differences.length === 0) return 0;
  let accepted = 0;
  for (let edit = 0; edit < SIMULATED; edit++) {
    const test = new GainTest({ alpha, meanAlpha, planned: units });
    while (!test.crossed && test.next > 0) test.addBlock(Array.from({ length: test.next }, draw));
    if (test.crossed) accepted++;
  }
  return accepted;

  function draw(): number {
    let sum = 0;
    for (let i = 0; i < repeats; i++) sum += prng.pick(differences) * prng.pick([1, -1]);
    return sum / repeats;
  }
}

/** More than this many chance brings about once in some thousand times. */
function mostByChance(alpha: number): number {
  return Math.ceil(SIMULATED * alpha + 3.3 * Math.sqrt(SIMULATED * alpha * (1 - alpha)) + 1);
}
