import {
  actionsFor,
  type ObjectRule,
  printAction,
  printObjectTest,
  renderActions,
  type Scene,
  sceneOf,
} from "../../object_rules/mod.ts";
import type { SegmentationMode } from "../../objects/segment.ts";
import type { Task } from "../../task/task.ts";
import type { Draft, Family } from "../draft.ts";
import { type NodeBudget, nodesFor } from "../node_budget.ts";
import { candidateActions } from "./candidate_actions.ts";
import { decisionLists, type RankedRules } from "./decision_lists.ts";
import { literalsOf, objectTable } from "./object_table.ts";
import { judgeActions } from "./plausible_actions.ts";

const MODES: readonly SegmentationMode[] = ["same8", "any8", "same4", "any4"];

/** Scenes with more objects are left alone: their rules are about cells. */
const MOST_OBJECTS = 60;

/**
 * Learns which objects get which action, for tasks whose outputs are as large as their inputs.
 *
 * Actions are judged object by object; those that explain changes are combined into decision lists whose
 * conditions hold for exactly the objects that need them. Only lists that reproduce every pair are drafted.
 */
export const objectRuleFamily: Family = {
  name: "object_rules",
  doc: "Decision lists over objects: what is moved, copied, extended, repainted or removed",
  applies: ({ task }) =>
    task.train.every(({ input, output }) =>
      input.width === output.width && input.height === output.height && !input.equals(output)
    ),
  *drafts({ task }, budget) {
    const found: { mode: SegmentationMode; ranked: RankedRules }[] = [];
    const seen = new Set<string>();
    for (const mode of MODES) {
      const scenes = scenesOf(task, mode, budget);
      if (scenes === undefined) continue;
      const key = scenes.map((scene) => scene.segmentation.labels.join("")).join("|");
      if (seen.has(key)) continue;
      seen.add(key);
      for (const ranked of learnObjects(task, scenes, budget)) found.push({ mode, ranked });
      if (budget.cut !== null) break;
    }
    found.sort((a, b) => a.ranked.cost - b.ranked.cost);
    for (const { mode, ranked } of found) yield draftOf(mode, ranked.rules);
  },
};

function scenesOf(
  task: Task,
  mode: SegmentationMode,
  budget: NodeBudget,
): Scene[] | undefined {
  const scenes: Scene[] = [];
  for (const { input } of task.train) {
    if (!budget.spend(20 * nodesFor(input.cells.length))) return undefined;
    const scene = sceneOf(input, mode);
    if (scene.objects.length === 0 || scene.objects.length > MOST_OBJECTS) return undefined;
    scenes.push(scene);
  }
  return scenes;
}

function learnObjects(task: Task, scenes: readonly Scene[], budget: NodeBudget): RankedRules[] {
  const table = objectTable(scenes);
  const judged = judgeActions(table, candidateActions(scenes, task.train), task.train, budget);
  if (judged === undefined) return [];
  const literals = literalsOf(table);
  const right: RankedRules[] = [];
  for (const ranked of decisionLists(table, judged, literals, budget)) {
    if (right.length >= 12) break;
    const cells = task.train.reduce((sum, pair) => sum + pair.input.cells.length, 0);
    if (!budget.spend(2 * nodesFor(cells))) break;
    const fits = task.train.every((pair, k) =>
      renderActions(scenes[k]!, actionsFor(scenes[k]!, ranked.rules)).equals(pair.output)
    );
    if (fits) right.push(ranked);
  }
  return right;
}

function draftOf(of: SegmentationMode, rules: readonly ObjectRule[]): Draft {
  const json = rules.map((rule): [string[], string] => [
    rule.tests.map(printObjectTest),
    printAction(rule.action),
  ]);
  return {
    program: { steps: [{ op: "object_rules", args: [0], params: { of, rules: json } }] },
    family: objectRuleFamily.name,
  };
}
