import type { ProofState } from "../../lean/lean_backend.ts";
import type { PremiseIndex, RankedPremise } from "../../premises/premise_index.ts";
import type { PremiseMemory } from "../../premises/premise_memory.ts";
import { type EmbeddingModel, rankByVectors } from "../../premises/rank_by_vectors.ts";
import { leftSideOf } from "../../premises/symbols.ts";
import { type Attempt, runAttempt } from "../attempt.ts";
import { definitionsOf } from "../definitions.ts";
import { facts, inductive } from "../local_terms.ts";
import { introduce, type Opening } from "../opening.ts";
import { parseGoal, type PrintedGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";
import type { Strategy } from "../strategy.ts";

/** Premises that one request is given, and those that get requests of their own. */
const TOGETHER = 12, ALONE = 6;
/** Premises of earlier proofs that go before those that are like the goal. */
const REMEMBERED = 3;

/** Options of {@linkcode createReprover}. */
export interface ReproverOptions {
  /** The theorems of the environment; undefined where they could not be listed. */
  readonly premises?: PremiseIndex;
  /** What proofs of earlier goals were made of. @default nothing is remembered */
  readonly memory?: PremiseMemory;
  /** Ranks the premises found by their symbols again. @default nobody is asked */
  readonly embeddings?: EmbeddingModel;
}

/**
 * Retrieval: looks up theorems like the goal and puts them to work, together by `solve_by_elim`, `simp` and
 * `grind`, each by itself by `rw` and `apply`, then the same in the cases of an induction. Premises that helped with goals
 * like it before come first.
 *
 * Source: the name and the idea are of K. Yang et al., "LeanDojo", 2023; the ranking here is lexical,
 * and by vectors where there is an endpoint for them.
 */
export function createReprover(options: ReproverOptions): Strategy {
  const { premises, embeddings } = options;
  return {
    name: "reprover",
    weight: "heavy",
    ...(premises === undefined
      ? { unavailable: "no premises: this backend does not list the theorems of its environment" }
      : {}),
    ...(embeddings === undefined ? {} : { model: embeddings.digest }),
    run: (goal, limits, tools) =>
      runAttempt("reprover", goal, limits, tools, async (attempt) => {
        if (premises === undefined) return undefined;
        return await search(attempt, lookUp(premises, options, tools.before));
      }),
  };
}

/** Names of premises for a goal: like all of it, and to rewrite it with. */
interface Found {
  readonly like: readonly string[];
  readonly rules: readonly string[];
}

type LookUp = (goal: PrintedGoal) => Promise<Found>;

/** Premises of each list among which vectors choose. */
const CANDIDATES = 32;

function lookUp(
  premises: PremiseIndex,
  { memory, embeddings }: ReproverOptions,
  before: string | undefined,
): LookUp {
  // What may stand behind the theorem to prove is not looked at.
  const remembered = (text: string, fits: (statement: string) => boolean) =>
    memory === undefined || before !== undefined ? [] : memory.search(text, REMEMBERED, (name) => {
      const premise = premises.get(name);
      return premise !== undefined && fits(premise.statement);
    });
  return async (goal) => {
    const query = {
      target: goal.target,
      limit: embeddings === undefined ? TOGETHER : CANDIDATES,
      ...(before === undefined ? {} : { before }),
    };
    const hypotheses = facts(goal).map((h) => h.type);
    const lists = [
      premises.search({ ...query, hypotheses }),
      premises.search({ ...query, by: "left side" }),
    ];
    const all = [...hypotheses, goal.target].join(" ");
    const [like, rules] = embeddings === undefined
      ? lists
      : await rankByVectors(embeddings, all, lists);
    const names = (ranked: readonly RankedPremise[]) => ranked.map((r) => r.premise.name);
    const first = (some: readonly string[], rest: readonly string[]) =>
      [...new Set([...some, ...rest])].slice(0, TOGETHER);
    return {
      like: first(remembered(all, () => true), names(like!)),
      rules: first(
        remembered(goal.target, (statement) => leftSideOf(statement) !== undefined),
        names(rules!),
      ),
    };
  };
}

async function search(attempt: Attempt, find: LookUp): Promise<ProofState | undefined> {
  const opening = await introduce(attempt);
  if (opening === undefined) return undefined;
  const { state, goal } = opening;
  const found = await find(goal);
  const quick = await together(attempt, state, found);
  if (quick !== undefined) return quick;
  const unfolded = await withDefinitions(attempt, opening, found);
  if (unfolded !== undefined) return unfolded;
  const alone = await byOne(attempt, state, found);
  if (alone.proved !== undefined) return alone.proved;
  for (const { name } of inductive(goal).slice(0, 2)) {
    const end = await inCases(attempt, state, `induction ${name}`, find);
    if (end !== undefined) return end;
  }
  // What one premise has changed is a new goal to look up premises for.
  for (const changed of alone.changed) {
    const end = await together(attempt, changed, await find(parseGoal(changed.goals[0]!)));
    if (end !== undefined) return end;
  }
  return undefined;
}

/** All premises at once, by each tactic that takes a list. */
async function together(attempt: Attempt, state: ProofState, { like, rules }: Found) {
  const few = listed(rules, 6), both = listed([...like.slice(0, 5), ...rules.slice(0, 5)], 10);
  const tries: QuickTry[] = [
    { tactic: `simp [${few}]`, cap: 300 },
    { tactic: `solve_by_elim [${listed(like, TOGETHER)}]`, cap: 250 },
    { tactic: `simp_all [${both}]`, cap: 300 },
    { tactic: `simp only [${few}] <;> omega`, cap: 300 },
  ];
  for (const { tactic, cap } of tries) {
    const tried = await attempt.step(state, tactic, cap);
    if (tried.kind === "proved") return tried.state;
  }
  return await withGrind(attempt, state, [...like.slice(0, 3), ...rules.slice(0, 3)]);
}

/** Premises on top of what the goal's definitions say. */
async function withDefinitions(attempt: Attempt, { state, goal }: Opening, { rules }: Found) {
  const known: string[] = [];
  for (const name of definitionsOf(goal)) {
    const tried = await attempt.step(state, `unfold ${name}`, 60);
    if (tried.kind !== "failed") known.push(name);
  }
  if (known.length === 0) return undefined;
  const list = listed([...known, ...rules.slice(0, 4)], 10);
  for (
    const tactic of [`simp [${known.join(", ")}]`, `simp_all [${list}]`, `simp [${list}] <;> omega`]
  ) {
    const tried = await attempt.step(state, tactic, 250);
    if (tried.kind === "proved") return tried.state;
  }
  return undefined;
}

/** Names without repeats, as a tactic takes them. */
function listed(names: readonly string[], limit: number): string {
  return [...new Set(names)].slice(0, limit).join(", ");
}

/** `grind` refuses a list of which it cannot use one: then each is asked for by itself. */
async function withGrind(attempt: Attempt, state: ProofState, names: readonly string[]) {
  const all = await attempt.step(state, `grind [${listed(names, 6)}]`, 700);
  if (all.kind === "proved") return all.state;
  if (all.kind !== "failed" || !all.error.includes("invalid `grind`")) return undefined;
  for (const name of [...new Set(names)].slice(0, 4)) {
    const one = await attempt.step(state, `grind [${name}]`, 400);
    if (one.kind === "proved") return one.state;
  }
  return undefined;
}

/** Each premise by itself, as a rule to rewrite or to apply; also what it made of the goal. */
async function byOne(attempt: Attempt, state: ProofState, { like, rules }: Found) {
  const changed: ProofState[] = [];
  const tactics = [
    ...rules.slice(0, ALONE).map((name) => `rw [${name}]`),
    ...like.slice(0, ALONE).map((name) => `apply ${name}`),
    ...like.slice(0, ALONE).map((name) => `rw [← ${name}]`),
  ];
  for (const tactic of tactics) {
    const tried = await attempt.step(state, tactic, 150);
    if (tried.kind === "proved") return { proved: tried.state, changed };
    if (tried.kind === "failed" || tried.state.goals.length > 4) continue;
    const ended = await closeAll(attempt, tried.state);
    if (ended !== undefined) return { proved: ended, changed };
    if (tried.state.goals.length === 1 && changed.length < 4) changed.push(tried.state);
  }
  return { proved: undefined, changed };
}

/** Every open goal by something short. */
async function closeAll(attempt: Attempt, start: ProofState): Promise<ProofState | undefined> {
  let state = start;
  while (state.goals.length > 0) {
    const next = await attempt.step(
      state,
      "first | assumption | (simp_all; done) | rfl | omega",
      400,
    );
    if (next.kind === "proved") return next.state;
    if (next.kind === "failed" || next.state.goals.length >= state.goals.length) return undefined;
    state = next.state;
  }
  return state;
}

/** Each case of an induction with premises of its own. */
async function inCases(attempt: Attempt, start: ProofState, split: string, find: LookUp) {
  const cases = await attempt.step(start, split);
  if (cases.kind !== "open") return undefined;
  let state = cases.state;
  while (state.goals.length > 0) {
    const next = await closeCase(attempt, state, await find(parseGoal(state.goals[0]!)));
    if (next === undefined) return undefined;
    state = next;
  }
  return state;
}

async function closeCase(attempt: Attempt, state: ProofState, { rules }: Found) {
  const few = listed(rules, 5), open = state.goals.length;
  const tries: QuickTry[] = [
    { tactic: "simp_all", cap: 200 },
    { tactic: `simp_all [${few}]`, cap: 300 },
    { tactic: `simp_all [${few}, Nat.mul_add, Nat.add_mul] <;> omega`, cap: 600 },
    // Two rules for the same term get in each other's way.
    ...rules.slice(0, 4).map((name) => ({
      tactic: `simp_all [${name}, Nat.mul_add, Nat.add_mul] <;> omega`,
      cap: 400,
    })),
    { tactic: `grind [${few}]`, cap: 800 },
    { tactic: `grind [${listed(rules, 1)}]`, cap: 800 },
  ];
  for (const { tactic, cap } of tries) {
    const tried = await attempt.step(state, tactic, cap);
    if (tried.kind !== "failed" && tried.state.goals.length < open) return tried.state;
  }
  return undefined;
}
