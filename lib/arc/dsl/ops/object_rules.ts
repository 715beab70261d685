import * as z from "zod";
import {
  actionsFor,
  type ObjectRule,
  parseAction,
  parseObjectTest,
  renderActions,
  sceneOf,
} from "../../object_rules/mod.ts";
import { SEGMENTATIONS } from "../../objects/segment.ts";
import { defineOp, type Op, word } from "../op.ts";

type RulesJson = readonly (readonly [readonly string[], string])[];

const rulesJson: z.ZodType<RulesJson> = z.array(
  z.tuple([z.array(z.string()), z.string()]),
) as unknown as z.ZodType<RulesJson>;

const parsed = new WeakMap<RulesJson, readonly ObjectRule[]>();

function parseRules(json: RulesJson): readonly ObjectRule[] {
  let rules = parsed.get(json);
  if (rules === undefined) {
    rules = json.map(([tests, action]) => ({
      tests: tests.map(parseObjectTest),
      action: parseAction(action),
    }));
    parsed.set(json, rules);
  }
  return rules;
}

/** Rules that act on whole objects. */
export const objectRuleOps: readonly Op[] = [
  defineOp({
    name: "object_rules",
    doc: "Every object gets the action of the first rule [tests, action] it passes; others stay.",
    takes: ["grid"],
    gives: "grid",
    params: { of: word(...SEGMENTATIONS), rules: rulesJson },
    run: ([grid], { of, rules }) => {
      const scene = sceneOf(grid, of);
      return scene.objects.length === 0
        ? undefined
        : renderActions(scene, actionsFor(scene, parseRules(rules)));
    },
  }),
];
