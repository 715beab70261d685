import { digestOf } from "../../substrate/values/digest.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type {
  Calibration,
  Confirmation,
  GateDecision,
  PowerStatement,
} from "../session/gate_decision.ts";
import type {
  GateRequest,
  GateSession,
  GateSessionOptions,
  StateFolder,
  StudentRequest,
} from "../session/ports.ts";
import { AlphaLedger } from "./alpha_ledger.ts";
import { chooseTasks, type Unit } from "./choose_tasks.ts";
import { brokenRuns, compareStates, differencesOf, type TaskPair } from "./compare_states.ts";
import { detectableGain } from "./detectable_gain.ts";
import { judgeLocked } from "./locked_check.ts";
import { judgeNullControl } from "./null_control.ts";
import { type DecisionOutcome, PairedDecision, points } from "./paired_decision.ts";

/** Share of scores that move between runs of one state, until the null control has measured it. */
const GUESSED_NOISE = 0.3;
/** Tasks that show whether runs repeat exactly. */
const REPEATED = 24;
/** Part of a decision's runs that may break. */
const MOST_BROKEN = 0.2;

/** Opens the gate for one session. */
export function openGateSession(
  options: GateSessionOptions,
  name: string,
): GateSession {
  return new PairedGateSession(options, name);
}

class PairedGateSession implements GateSession {
  readonly #options: GateSessionOptions;
  readonly #repeats: number;
  readonly #name: string;
  readonly #units: readonly Unit[];
  readonly #ledger: AlphaLedger;
  #calibration: Calibration | undefined;
  /** Baselines in the order they became it; each has draws of its own. */
  readonly #baselines: string[] = [];
  #decisions = 0;

  constructor(options: GateSessionOptions, name: string) {
    const { splits, subsampleSize, seed, repeats = 1 } = options;
    const { alpha, expectedEdits, alphaSpent = 0 } = options;
    this.#options = options;
    this.#repeats = options.deterministic ? 1 : repeats;
    this.#name = name;
    this.#units = chooseTasks(splits.gate, subsampleSize, createPrng(`${seed}/gate tasks`));
    this.#ledger = new AlphaLedger(alpha, expectedEdits, alphaSpent);
  }

  get alpha(): GateSession["alpha"] {
    return { budget: this.#ledger.budget, spent: this.#ledger.spent };
  }

  power(): PowerStatement {
    const tasks = this.#units.reduce((sum, unit) => sum + unit.tasks.length, 0);
    const alpha = this.#ledger.next;
    const mde = this.#detectable(alpha);
    const mostRuns = 2 * tasks * this.#repeats;
    const families = this.#units.length;
    const found = mde < 1
      ? `a gain of ${(100 * mde).toFixed(1)} points is found 4 times of 5`
      : "no gain would be found 4 times of 5";
    const text = `${tasks} tasks of ${families} families, at most ${mostRuns} runs an edit, ` +
      `alpha ${alpha.toFixed(4)}: ${found}; smaller ones most often come out undecided`;
    return { tasks, mde, alpha, mostRuns, text };
  }

  async calibrate(baseline: StateFolder): Promise<Calibration> {
    const { deterministic, alpha, seed } = this.#options;
    const units = deterministic ? this.#units.slice(0, REPEATED) : this.#units;
    const [first, second] = deterministic
      ? [this.#repeat(0, 0), { ...this.#repeat(0, 0), draw: 1 }]
      : [this.#repeat(0, 0), this.#repeat(0, 1)];
    const once = await this.#compare(units, baseline, baseline, [first]);
    const again = await this.#compare(units, baseline, baseline, [second]);
    const pairs = once.map((pair, i) => ({ ...pair, after: again[i]!.before }));
    this.#calibration = judgeNullControl({
      pairs,
      deterministic,
      alpha: this.#ledger.next,
      meanAlpha: alpha,
      units: this.#units.length,
      repeats: this.#repeats,
      prng: createPrng(`${seed}/null edits`),
    });
    return this.#calibration;
  }

  async decide({ editId, baseline, candidate, signal }: GateRequest): Promise<GateDecision> {
    const calibration = this.#calibrated();
    const { seed, minImprovement, maxRegression, alpha: meanAlpha } = this.#options;
    if (this.#baselines.at(-1) !== baseline.digest) this.#baselines.push(baseline.digest);
    const units = createPrng(`${seed}/${editId}`).shuffled(this.#units);
    const grant = this.#ledger.grant();
    const detectable = this.#detectable(grant.alpha);
    const decision = new PairedDecision({
      alpha: grant.alpha,
      meanAlpha,
      units: units.length,
      minImprovement,
      maxRegression,
      detectable,
    });
    const epoch = this.#baselines.length - 1;
    const repeats = Array.from({ length: this.#repeats }, (_, i) => this.#repeat(epoch, i));
    const perTask: TaskPair[] = [];
    for (let at = 0, look = 0; decision.next > 0 && decision.stop === undefined; look++) {
      signal?.throwIfAborted();
      const block = units.slice(at, at += decision.next);
      const afterFirst = (look + this.#decisions) % 2 === 1;
      const pairs = await this.#compare(block, baseline, candidate, repeats, afterFirst, signal);
      perTask.push(...pairs);
      decision.addBlock(differencesOf(block, pairs));
    }
    this.#decisions++;
    const { verdict, reason, ...outcome } = sound(decision.outcome(), perTask);
    const alphaSpent = grant.close(verdict === "accept");
    return {
      editId,
      sessionId: this.#options.sessionId,
      gate: this.#name,
      baseline: baseline.digest,
      candidate: candidate.digest,
      pairs: outcome.tasks,
      repeats: this.#repeats,
      perTask,
      delta: outcome.delta,
      ci: outcome.ci,
      test: {
        name: "bets on signs and mean",
        p: Math.min(1, 1 / outcome.evidence),
        e: outcome.evidence,
        alpha: grant.alpha,
        alphaSpent,
        stoppedAt: perTask.length,
      },
      clusters: [...outcome.categories],
      mde: detectable,
      noiseFloor: calibration.noiseFloor,
      verdict,
      reason,
    };
  }

  async confirm(before: StateFolder, after: StateFolder): Promise<Confirmation> {
    const { splits, seed, lockedReads, sessionId } = this.#options;
    const split = digestOf(splits.locked.map(({ id }) => id).sort()).slice(0, 16);
    const looked = await lockedReads.note(split, sessionId);
    const prng = createPrng(`${seed}/locked tasks`);
    const units = chooseTasks(splits.locked, splits.locked.length, prng);
    const repeats = Array.from({ length: this.#repeats }, (_, i) => this.#repeat(0, i));
    const pairs = await this.#compare(units, before, after, repeats);
    return judgeLocked(units, pairs, { before, after, looked });
  }

  #calibrated(): Calibration {
    if (this.#calibration?.calibrated === true) return this.#calibration;
    throw new UserError(
      `uncalibrated: ${this.#calibration?.reason ?? "no null control has been run"}`,
      { exitCode: 1 },
    );
  }

  #detectable(alpha: number): number {
    const { alpha: meanAlpha, deterministic, minImprovement } = this.#options;
    return detectableGain({
      units: this.#units.length,
      repeats: this.#repeats,
      alpha,
      meanAlpha,
      moved: deterministic ? 0 : this.#calibration?.moved ?? GUESSED_NOISE,
      minImprovement,
    });
  }

  /** Runs that repeat exactly are the same in every decision; noisy ones are drawn anew for each baseline. */
  #repeat(epoch: number, i: number): Pick<StudentRequest, "seed" | "draw"> {
    const { seed, deterministic } = this.#options;
    if (deterministic) return { seed, draw: 0 };
    const draw = epoch * this.#repeats + i;
    return { seed: `${seed}/${draw}`, draw };
  }

  async #compare(
    units: readonly Unit[],
    before: StateFolder,
    after: StateFolder,
    repeats: readonly Pick<StudentRequest, "seed" | "draw">[],
    afterFirst = false,
    signal: AbortSignal | undefined = this.#options.signal,
  ): Promise<readonly TaskPair[]> {
    const { student } = this.#options;
    return await compareStates(units, { student, before, after, repeats, afterFirst, signal });
  }
}

/** Takes back a verdict that stands on too many broken runs. */
function sound(outcome: DecisionOutcome, pairs: readonly TaskPair[]): DecisionOutcome {
  const { broken, runs } = brokenRuns(pairs);
  if (broken === 0) return outcome;
  const told = `the scorer broke on ${broken} of ${runs} runs`;
  if (broken <= MOST_BROKEN * runs) return { ...outcome, reason: `${outcome.reason}; ${told}` };
  return { ...outcome, verdict: "undecided", reason: `${told}: ${points(outcome.delta)}` };
}
