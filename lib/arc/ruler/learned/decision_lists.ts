import type { ObjectRule } from "../../object_rules/mod.ts";
import type { NodeBudget } from "../node_budget.ts";
import { induceConditions } from "./induce_condition.ts";
import { type Literal, objectSet, type ObjectTable } from "./object_table.ts";
import type { PlausibleAction } from "./plausible_actions.ts";

/** A decision list with its cost: simpler lists cost less. */
export interface RankedRules {
  readonly rules: readonly ObjectRule[];
  readonly cost: number;
}

/** Actions that take part in lists of two, and of three. */
const MOST_PAIRED = 24, MOST_TRIPLED = 10;

/** What each further rule costs. */
const FURTHER_RULE = 20;

/** Decision lists of one, two and three actions that are plausible on every object, few rules first. */
export function* decisionLists(
  table: ObjectTable,
  judged: readonly PlausibleAction[],
  literals: readonly Literal[],
  budget: NodeBudget,
): Iterable<RankedRules> {
  const count = table.rows.length;
  const useful = [...judged].sort((a, b) => b.total - a.total || a.rank - b.rank);
  for (const only of useful) {
    if (only.total === 0 || only.explains.some((n) => n < 0)) continue;
    yield { rules: [{ tests: [], action: only.action }], cost: actionCost(only) };
  }
  const keep = judged.find((one) => one.action.kind === "keep");
  const paired = useful.slice(0, MOST_PAIRED);
  if (keep !== undefined && !paired.includes(keep)) paired.push(keep);
  for (const first of paired) {
    for (const second of paired) {
      if (first === second || first.total === 0) continue;
      if (!budget.spend(Math.ceil(count / 200))) return;
      const labels = assign([first, second], count);
      if (labels === undefined) continue;
      yield* listsFor([first, second], labels, table, literals, budget);
    }
  }
  const tripled = useful.slice(0, MOST_TRIPLED);
  if (keep !== undefined && !tripled.includes(keep)) tripled.push(keep);
  for (const first of tripled) {
    for (const second of tripled) {
      if (second.rank <= first.rank || first === keep || second === keep) continue;
      for (const last of tripled) {
        if (last === first || last === second) continue;
        if (!budget.spend(Math.ceil(count / 100))) return;
        const labels = assign([first, second, last], count);
        if (labels === undefined) continue;
        yield* listsFor([first, second, last], labels, table, literals, budget);
      }
    }
  }
}

/**
 * Per object the number of the action that explains most of its changes, or −1 where several do equally
 * well; `undefined` when some object fits none or some action is never needed.
 */
function assign(actions: readonly PlausibleAction[], count: number): Int8Array | undefined {
  const labels = new Int8Array(count);
  const needed = actions.map(() => false);
  for (let row = 0; row < count; row++) {
    let best = -1, most = -1, tied = false;
    for (let a = 0; a < actions.length; a++) {
      const n = actions[a]!.explains[row]!;
      if (n > most) best = a, most = n, tied = false;
      else if (n === most && n >= 0) tied = true;
    }
    if (best < 0) return undefined;
    labels[row] = tied ? -1 : best;
    if (!tied) needed[best] = true;
  }
  return needed.every((is) => is) ? labels : undefined;
}

/** Rules in the given order, the last action unconditional. */
function* listsFor(
  actions: readonly PlausibleAction[],
  labels: Int8Array,
  table: ObjectTable,
  literals: readonly Literal[],
  budget: NodeBudget,
): Iterable<RankedRules> {
  const cost = actions.reduce((sum, one) => sum + actionCost(one), 0) +
    FURTHER_RULE * (actions.length - 1);
  let partial: RankedRules[] = [{ rules: [], cost }];
  for (let a = 0; a < actions.length - 1; a++) {
    const inside = objectSet(table, (row) => labels[row] === a);
    const outside = objectSet(table, (row) => labels[row]! > a);
    const conditions = induceConditions(literals, inside, outside, a === 0 ? 4 : 2, budget);
    partial = partial.flatMap((list) =>
      conditions.map(({ tests, cost }) => ({
        rules: [...list.rules, { tests, action: actions[a]!.action }],
        cost: list.cost + cost,
      }))
    );
  }
  const last = actions[actions.length - 1]!.action;
  for (const list of partial) {
    // Objects that pass no rule stay as they are, so a closing "keep" need not be said.
    yield last.kind === "keep"
      ? list
      : { rules: [...list.rules, { tests: [], action: last }], cost: list.cost };
  }
}

function actionCost(one: PlausibleAction): number {
  return one.rank * 0.1;
}
