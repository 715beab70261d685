import { BettingTest } from "./betting_test.ts";
import { type CategoryVerdict, checkCategories, fell } from "./category_check.ts";
import { GainTest } from "./gain_test.ts";
import { type Interval, meanInterval } from "./mean_interval.ts";

/** What a decision goes by. */
export interface DecisionRules {
  /** Chance that an edit which changes nothing is accepted: its part of the session's alpha. */
  readonly alpha: number;
  /** Chance that one whose gains and losses cancel is, and of each end of the interval. @default {0.05} */
  readonly meanAlpha?: number;
  /** Units that are planned. */
  readonly units: number;
  /** The gain must be above this. */
  readonly minImprovement: number;
  /** No category may lose more than this. */
  readonly maxRegression: number;
  /** The gain that the plan is made to find; with less hope of finding it than this is worth, it stops. */
  readonly detectable: number;
}

/** One task before and after, as a difference of scores. */
export interface TaskDifference {
  readonly category: string;
  readonly difference: number;
}

/** What came of it. */
export interface DecisionOutcome {
  readonly verdict: "accept" | "reject" | "undecided";
  readonly reason: string;
  readonly delta: number;
  readonly ci: Interval;
  /** The most that the bet on a gain ever owned. */
  readonly evidence: number;
  readonly categories: readonly CategoryVerdict[];
  readonly tasks: number;
}

const MEAN_ALPHA = 0.05;
/** Chance of calling an edit worse that is not; costs no alpha of the session, for it accepts nothing. */
const WORSE_ALPHA = 0.05;
/** Part of the first hope of acceptance, were the gain the detectable one, below which runs are saved. */
const FUTILE = 0.3;

/**
 * Pairs in, each family once with the mean of its tasks; one of three answers out. Stops as soon as more pairs would
 * hardly change it.
 */
export class PairedDecision {
  readonly #rules: DecisionRules;
  readonly #gain: GainTest;
  readonly #loss: BettingTest;
  /** By unit: the sum of its differences, and how many. */
  readonly #units: { sum: number; tasks: number }[] = [];
  readonly #byCategory = new Map<string, number[]>();
  constructor(rules: DecisionRules) {
    this.#rules = rules;
    const { alpha, meanAlpha = MEAN_ALPHA, units: planned, minImprovement } = rules;
    this.#gain = new GainTest({ alpha, meanAlpha, planned, minImprovement });
    this.#loss = new BettingTest({ alpha: WORSE_ALPHA, planned });
  }

  /** How many units the next block should have; 0 when none is left. */
  get next(): number {
    return this.#gain.next;
  }

  /** Takes in a block of units; tasks that could not be compared are left out. */
  addBlock(units: readonly (readonly TaskDifference[])[]): void {
    const means = units.filter((tasks) => tasks.length > 0).map((tasks) => this.#take(tasks));
    this.#gain.addBlock(means, units.length);
    for (const mean of means) this.#loss.add(-mean);
  }

  /** @returns the mean difference of a unit's tasks */
  #take(tasks: readonly TaskDifference[]): number {
    let sum = 0;
    for (const { category, difference } of tasks) {
      sum += difference;
      const known = this.#byCategory.get(category);
      if (known === undefined) this.#byCategory.set(category, [difference]);
      else known.push(difference);
    }
    this.#units.push({ sum, tasks: tasks.length });
    return sum / tasks.length;
  }

  /** Why more pairs are not worth their runs; nothing while they are. */
  get stop(): "gain" | "loss" | "futile" | undefined {
    if (this.#gain.crossed) return this.#inDoubt() ? undefined : "gain";
    if (this.#loss.crossed) return "loss";
    return this.#futile() ? "futile" : undefined;
  }

  /** A gain is shown, and no category falls too far: what {@linkcode outcome} accepts. */
  get accepts(): boolean {
    const { maxRegression } = this.#rules;
    const categories = [...this.#byCategory.values()];
    return this.#gain.crossed &&
      !categories.some((values) => fell(values, maxRegression, categories.length));
  }

  /** The answer as of now, with its figures. */
  outcome(): DecisionOutcome {
    const { meanAlpha: alpha = MEAN_ALPHA, maxRegression } = this.#rules;
    const { detectable, minImprovement } = this.#rules;
    const tasks = this.#units.reduce((sum, unit) => sum + unit.tasks, 0);
    const values = this.#units.map((unit) => unit.sum / unit.tasks);
    const delta = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const accepted = this.#gain.crossed;
    const ends = meanInterval(values, alpha);
    const ci = {
      low: Math.max(accepted ? minImprovement : -1, ends.low),
      high: Math.min(1, ends.high),
    };
    const categories = checkCategories(this.#byCategory, maxRegression);
    const known = { delta, ci, evidence: this.#gain.evidence, categories, tasks };
    const told = (verdict: DecisionOutcome["verdict"], reason: string): DecisionOutcome => ({
      verdict,
      reason: `${reason} (${measured(known)})`,
      ...known,
    });
    const fallen = categories.filter(({ nonInferior }) => nonInferior === "no");
    if (tasks === 0) return told("undecided", "no pair could be compared");
    if (fallen.length > 0) {
      const names = fallen.map(({ id, delta }) => `${id} ${points(delta)}`).join(", ");
      return told("reject", `loses more than ${points(-maxRegression)} in ${names}`);
    }
    if (accepted) return told("accept", `a gain${unresolved(categories)}`);
    if (this.#loss.crossed) return told("reject", "makes it worse");
    // An interval above 0 is a sign of some gain: not shown at this alpha, yet not ruled out either.
    if (ci.high < detectable && ci.low <= minImprovement) {
      return told("reject", `no gain of ${points(detectable)}, the least this test was made for`);
    }
    if (delta <= minImprovement && this.#futile()) {
      return told("reject", "no sign of a gain, and little hope that one would still show");
    }
    return told("undecided", "neither a gain nor its absence is shown; more tasks would tell");
  }

  /** A category seems to lose too much, but chance could be the reason: the pairs left may tell. */
  #inDoubt(): boolean {
    if (this.next === 0) return false;
    const { maxRegression } = this.#rules;
    return [...this.#byCategory.values()].some((values) =>
      values.reduce((sum, value) => sum + value, 0) / values.length < -maxRegression &&
      !fell(values, maxRegression, this.#byCategory.size)
    );
  }

  #futile(): boolean {
    const { detectable, minImprovement } = this.#rules;
    if (this.#units.length === 0 || this.next === 0) return false;
    const gain = detectable - minImprovement;
    return this.#gain.hope(gain) < FUTILE * this.#gain.hope(gain, true);
  }
}

/** A change of scores in points, with its sign. */
export function points(change: number): string {
  const text = (100 * change).toFixed(1);
  return `${change > 0 ? "+" : ""}${text === "-0.0" ? "0.0" : text} points`;
}

function measured({ delta, ci, tasks }: Pick<DecisionOutcome, "delta" | "ci" | "tasks">): string {
  const ends = `${(100 * ci.low).toFixed(1)} to ${(100 * ci.high).toFixed(1)}`;
  return `${points(delta)}, interval ${ends}, ${tasks} tasks`;
}

function unresolved(categories: readonly CategoryVerdict[]): string {
  const open = categories.filter(({ nonInferior }) => nonInferior === "unknown");
  if (open.length === 0) return ", and no category loses";
  const names = open.slice(0, 4).map(({ id, tasks }) => `${id} (${tasks})`).join(", ");
  const more = open.length > 4 ? ` and ${open.length - 4} more` : "";
  return `; too few tasks to rule out a loss in ${names}${more}`;
}
