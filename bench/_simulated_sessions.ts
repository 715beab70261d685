import { AlphaLedger } from "../lib/distillation/gate/alpha_ledger.ts";
import { detectableGain } from "../lib/distillation/gate/detectable_gain.ts";
import { PairedDecision, type TaskDifference } from "../lib/distillation/gate/paired_decision.ts";
import type { Prng } from "../lib/substrate/values/prng.ts";

/** What tasks and runs are like. */
export type ScoreModel =
  /** Right or wrong by the toss of a coin that each run tosses anew. */
  | "binary"
  /** A chance per task, shown with noise that each run draws anew. */
  | "graded"
  /** Right or wrong, the same in every run of one state. */
  | "deterministic";

/** A change of all chances alike, or one that helps most tasks and hurts one in `every` as much in sum. */
export type SimulatedEdit = number | { readonly up: number; readonly every: number };

/** Sessions of edits whose worth is known, because it is made up. */
export interface Simulation {
  readonly model: ScoreModel;
  readonly tasks: number;
  /** Runs of each side per task. */
  readonly repeats: number;
  /** What each edit in turn does to the chance of every task. */
  readonly edits: readonly SimulatedEdit[];
  readonly sessions: number;
  /** A false acceptance of any edit in one session, at most. @default {0.05} */
  readonly alpha?: number;
  readonly prng: Prng;
}

/** How one way to decide came out. */
export interface RuleFigures {
  /** Sessions in which the edit was accepted, by edit. */
  readonly accepted: number[];
  /** Sessions in which an edit without a gain was accepted. */
  anyFalse: number;
  /** Student runs of all sessions. */
  runs: number;
}

export const RULES = ["gate", "mcnemar", "mcnemar/k", "point"] as const;
export type Rule = (typeof RULES)[number];

const CATEGORIES = 5;

/**
 * Runs sessions under four rules on the same draws: the gate; a one-sided McNemar test at alpha for each
 * edit; the same at alpha divided by the edits; and `overall delta > 0 and no category below −0.05`.
 *
 * The gate measures a baseline once and anew after each accepted edit, `repeats` runs per task on both sides.
 * The other rules compare each edit with the session's first measurement, one run per task.
 */
export function simulateSessions(simulation: Simulation): Record<Rule, RuleFigures> {
  const { edits, sessions } = simulation;
  const figures = Object.fromEntries(RULES.map((rule) => [rule, {
    accepted: edits.map(() => 0),
    anyFalse: 0,
    runs: 0,
  }])) as unknown as Record<Rule, RuleFigures>;
  const plans = new Map<number, number>();
  for (let s = 0; s < sessions; s++) {
    const prng = simulation.prng.split(s);
    // Gains and losses that cancel need room on both sides.
    const cancel = edits.some((edit) => typeof edit !== "number");
    const chance = () => cancel ? 0.5 : beta(1.2, 0.8, prng);
    const chances = Array.from({ length: simulation.tasks }, chance);
    gateSession(simulation, chances, prng.split("gate"), figures.gate, plans);
    plainSession(simulation, chances, prng.split("plain"), figures);
  }
  return figures;
}

function gateSession(
  { model, tasks, repeats, edits, alpha = 0.05 }: Simulation,
  start: readonly number[],
  prng: Prng,
  figures: RuleFigures,
  plans: Map<number, number>,
): void {
  const ledger = new AlphaLedger(alpha, edits.length);
  const measure = (chance: number) => mean(repeats, () => draw(model, chance, prng));
  let chances = start;
  let baseline: (number | undefined)[] = [];
  let wrong = false;
  edits.forEach((change, edit) => {
    const grant = ledger.grant();
    const detectable = planned(plans, grant.alpha, { model, tasks, repeats });
    const rules = { minImprovement: 0, maxRegression: 0.05, detectable };
    const own = { alpha: grant.alpha, meanAlpha: alpha, units: tasks };
    const decision = new PairedDecision({ ...rules, ...own });
    const lifted = chances.map((chance) => changed(chance, change, prng));
    const pair = (i: number): TaskDifference => {
      if (baseline[i] === undefined) figures.runs += repeats;
      const before = baseline[i] ??= measure(chances[i]!);
      const after = model === "deterministic"
        ? moved(before, chances[i]!, lifted[i]!, prng)
        : measure(lifted[i]!);
      figures.runs += repeats;
      return { category: String(i % CATEGORIES), difference: after - before };
    };
    let at = 0;
    while (decision.next > 0 && decision.stop === undefined) {
      decision.addBlock(Array.from({ length: decision.next }, () => [pair(at++)]));
    }
    grant.close(decision.accepts);
    if (!decision.accepts) return;
    figures.accepted[edit]!++;
    if (!helps(change)) wrong = true;
    chances = lifted;
    baseline = [];
  });
  if (wrong) figures.anyFalse++;
}

function planned(
  plans: Map<number, number>,
  alpha: number,
  { model, tasks, repeats }: Pick<Simulation, "model" | "tasks" | "repeats">,
): number {
  const known = plans.get(alpha);
  if (known !== undefined) return known;
  const moved = model === "deterministic" ? 0 : model === "graded" ? 0.1 : 0.32;
  const gain = detectableGain({ units: tasks, repeats, alpha, moved });
  plans.set(alpha, gain);
  return gain;
}

/** The rules that know one measurement of each state and a baseline of the session's start. */
function plainSession(
  { model, tasks, edits, alpha = 0.05 }: Simulation,
  start: readonly number[],
  prng: Prng,
  figures: Record<Rule, RuleFigures>,
): void {
  for (const rule of ["mcnemar", "mcnemar/k", "point"] as const) {
    const own = prng.split(rule);
    let chances = start;
    let baseline = chances.map((chance) => draw(model, chance, own));
    let current = baseline;
    let wrong = false;
    figures[rule].runs += tasks * (1 + edits.length);
    edits.forEach((change, edit) => {
      const lifted = chances.map((chance) => changed(chance, change, own));
      const after = lifted.map((chance, i) =>
        model === "deterministic"
          ? moved(current[i]!, chances[i]!, chance, own)
          : draw(model, chance, own)
      );
      const differences = after.map((score, i) => score - baseline[i]!);
      const level = rule === "mcnemar" ? alpha : alpha / edits.length;
      const accepted = rule === "point" ? pointRule(differences) : mcNemar(differences) <= level;
      if (!accepted) return;
      figures[rule].accepted[edit]!++;
      if (!helps(change)) wrong = true;
      chances = lifted;
      current = after;
      // McNemar is given the rolling baseline; the point rule keeps the first, as its source does.
      if (rule !== "point") baseline = after;
    });
    if (wrong) figures[rule].anyFalse++;
  }
}

/** `overall delta > 0, and no category falls by more than 0.05`. */
export function pointRule(differences: readonly number[]): boolean {
  if (sum(differences) <= 0) return false;
  for (let category = 0; category < CATEGORIES; category++) {
    const own = differences.filter((_, i) => i % CATEGORIES === category);
    if (sum(own) / own.length < -0.05) return false;
  }
  return true;
}

/** The one-sided exact p-value of gains against losses. */
export function mcNemar(differences: readonly number[]): number {
  const gains = differences.filter((one) => one > 0).length;
  const all = gains + differences.filter((one) => one < 0).length;
  let term = 0.5 ** all, p = 0;
  for (let k = all; k >= gains; k--) {
    p += term;
    term *= k / (all - k + 1);
  }
  return Math.min(1, p);
}

function changed(chance: number, edit: SimulatedEdit, prng: Prng): number {
  const { up, every } = typeof edit === "number" ? { up: edit, every: Infinity } : edit;
  const change = prng.next() < 1 / every ? -up * (every - 1) : up;
  return Math.max(0, Math.min(1, chance + change));
}

function helps(edit: SimulatedEdit): boolean {
  return typeof edit === "number" && edit > 0;
}

function draw(model: ScoreModel, chance: number, prng: Prng): number {
  if (model !== "graded") return prng.next() < chance ? 1 : 0;
  return Math.max(0, Math.min(1, chance + 0.3 * (prng.next() + prng.next() - 1)));
}

/** A score that an edit moves where the chance moves, and nowhere else. */
function moved(before: number, chance: number, lifted: number, prng: Prng): number {
  const at = prng.next();
  if (lifted > chance && before === 0) return at < (lifted - chance) / (1 - chance) ? 1 : 0;
  if (lifted < chance && before === 1) return at < (chance - lifted) / chance ? 0 : 1;
  return before;
}

/** A draw from Beta(a, b) (M. D. Jöhnk, 1964). */
function beta(a: number, b: number, prng: Prng): number {
  for (;;) {
    const x = prng.next() ** (1 / a), y = prng.next() ** (1 / b);
    if (x + y <= 1) return x / (x + y);
  }
}

function mean(count: number, one: () => number): number {
  let all = 0;
  for (let i = 0; i < count; i++) all += one();
  return all / count;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
